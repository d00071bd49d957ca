// A form made from a tool's JSON schema. What it cannot show is raw JSON, field by field or all of it; nothing is ever lost.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { Filling, type Errors, type Form } from '../form/filling';
import { pretty, type JsonObject } from '../form/json';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { fields } from './argument-fields';
import { groups } from './argument-groups';

export class McpArguments extends LitElement implements Form {
  static override properties = {
    schema: { attribute: false },
    errors: { attribute: false },
    raw: { state: true },
  };
  static override styles = [
    controls,
    groups,
    css`
      .form {
        display: grid;
        gap: 0.875rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .modes {
        display: flex;
        align-items: center;
        justify-content: space-between;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-bottom: 0.875rem;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.125rem 0.5rem;
      }
      .head label,
      .head .label {
        overflow-wrap: anywhere;
      }
      textarea {
        field-sizing: content;
        min-height: 2.5rem;
        max-height: 16rem;
        resize: none;
      }
      textarea.raw {
        min-height: 4.5rem;
        max-height: 24rem;
        font: 0.8125rem/1.5 var(--mcp-mono);
      }
    `,
  ];

  declare schema: JsonObject | undefined;
  declare errors: Errors;
  /** Whether all of it is shown as JSON. */
  declare private raw: boolean;
  private filling: Filling;

  constructor() {
    super();
    this.errors = {};
    this.raw = false;
    this.filling = new Filling(undefined, this);
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('schema')) {
      this.filling = new Filling(this.schema, this);
      this.raw = !this.filling.isForm && !this.filling.takesNothing;
    }
    this.filling.showNothing();
  }

  /** What is to be sent; undefined where something was typed that is no value, which has the focus then. */
  async read(): Promise<JsonObject | undefined> {
    await this.updateComplete;
    if (!this.filling.isWrong) {
      return this.filling.value;
    }
    this.focusFirstError();
    return undefined;
  }

  /** Goes to what is wrong; false where none of it is shown. */
  focusFirstError(): boolean {
    const wrong = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
    wrong?.focus();
    return wrong !== null;
  }

  /** What is wrong and has no field. */
  async errorsElsewhere(): Promise<Array<[string, string]>> {
    await this.updateComplete;
    return this.filling.errorsElsewhere;
  }

  override render() {
    const { playground } = text;
    const { isForm, takesNothing } = this.filling;
    return html`${isForm || takesNothing
        ? html`<div class="modes">
            <p class="soft small">${takesNothing ? playground.noArguments : nothing}</p>
            <button type="button" class="quiet" aria-pressed=${this.raw ? 'true' : 'false'} @click=${this.turn}>
              ${playground.raw}
            </button>
          </div>`
        : nothing}
      ${this.raw ? this.rawMode() : isForm ? html`<div class="form">${fields(this.filling)}</div>` : nothing}`;
  }

  private readonly turn = (): void => {
    if (this.filling.settle(this.filling.root())) {
      this.raw = !this.raw;
    }
  };

  private rawMode(): TemplateResult {
    const root = this.filling.root();
    this.filling.show(root.path);
    const wrong = this.filling.errorAt(root.path);
    return html`<div class="field">
      <label for="raw">${text.playground.rawLabel}</label>
      <textarea
        id="raw"
        class="raw"
        spellcheck="false"
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby="raw-note"
        .value=${live(this.filling.typedAt(root, pretty(root.value)))}
        @input=${(event: InputEvent) => this.filling.typeAll((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class=${wrong ? 'error' : 'hint'} id="raw-note">${wrong}</p>
    </div>`;
  }
}

customElements.define('mcp-arguments', McpArguments);
