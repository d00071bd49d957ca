// What stands in the place of a screen where the service does not know who is calling.
import { LitElement, css, html, nothing } from 'lit';
import { controls } from '../style/controls';
import { text } from '../text/en';
import '../parts/mcp-notice';

export class McpSignIn extends LitElement {
  static override properties = { takesToken: { attribute: false }, refused: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        max-width: 30rem;
        margin: 3rem auto;
      }
      h1 {
        margin-bottom: 1rem;
        text-align: center;
      }
      form {
        display: grid;
        gap: 0.75rem;
        margin-top: 1rem;
      }
      .row {
        justify-content: flex-end;
      }
    `,
  ];

  /** Whether the page is our own: another one has its own way to sign in. */
  declare takesToken: boolean;
  declare refused: boolean;

  override render() {
    return html`<h1 tabindex="-1">${text.signIn.heading}</h1>
      <mcp-notice
        role="alert"
        tone="warn"
        picture="key"
        body=${`${this.refused ? `${text.signIn.refused} ` : ''}${text.signIn.body}${this.takesToken ? '' : ` ${text.signIn.embedded}`}`}
      >
        ${this.takesToken
          ? nothing
          : html`<button type="button" @click=${() => this.enter('')}>${text.signIn.again}</button>`}
      </mcp-notice>
      ${this.takesToken ? this.form() : nothing}`;
  }

  private form() {
    return html`<form @submit=${this.submit}>
      <div class="field">
        <label for="token">${text.signIn.tokenLabel}</label>
        <input id="token" type="password" autocomplete="off" spellcheck="false" aria-describedby="hint" />
        <p class="hint" id="hint">${text.signIn.tokenHint}</p>
      </div>
      <div class="row">
        <button type="button" class="quiet" @click=${() => this.enter('')}>${text.signIn.again}</button>
        <button class="primary">${text.signIn.use}</button>
      </div>
    </form>`;
  }

  private submit(event: Event): void {
    event.preventDefault();
    this.enter(this.renderRoot.querySelector('input')!.value.trim());
  }

  private enter(token: string): void {
    this.dispatchEvent(new CustomEvent('token', { detail: token }));
  }
}

customElements.define('mcp-sign-in', McpSignIn);
