// Asks for the key of a system tool; it is given away once and kept nowhere.
import { LitElement, css, html } from 'lit';
import { controls } from '../style/controls';
import { text } from '../text/en';
import './mcp-dialog';

export class McpKeyQuestion extends LitElement {
  static override properties = { tool: {} };
  static override styles = [
    controls,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  /** What the key is for; nothing is asked without it. */
  declare tool: string | null;

  constructor() {
    super();
    this.tool = null;
  }

  override render() {
    const { tool } = this;
    return html`<mcp-dialog
      heading=${tool === null ? '' : text.apps.keyQuestion(tool)}
      .open=${tool !== null}
      @closed=${this.close}
    >
      <form id="form" @submit=${this.give}>
        <div class="field">
          <label for="key">${text.apps.keyLabel}</label>
          <input
            id="key"
            type="password"
            autocomplete="off"
            spellcheck="false"
            required
            autofocus
            aria-describedby="key-note"
          />
          <p class="hint" id="key-note">${text.apps.keyHint}</p>
        </div>
      </form>
      <button slot="answers" type="button" @click=${this.close}>${text.cancel}</button>
      <button slot="answers" form="form" class="primary">${text.apps.connect}</button>
    </mcp-dialog>`;
  }

  private close(): void {
    this.input.value = '';
    this.dispatchEvent(new CustomEvent('closed'));
  }

  private give(event: SubmitEvent): void {
    event.preventDefault();
    const { input } = this;
    input.value = input.value.trim();
    // Blanks are no key, though the browser takes them for one at first.
    if (input.reportValidity()) {
      this.dispatchEvent(new CustomEvent<string>('given', { detail: input.value }));
      this.close();
    }
  }

  private get input(): HTMLInputElement {
    return this.renderRoot.querySelector('input')!;
  }
}

customElements.define('mcp-key-question', McpKeyQuestion);
