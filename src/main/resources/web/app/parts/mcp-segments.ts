// A choice of a few that exclude each other, all of them seen.
import { LitElement, css, html } from 'lit';
import { controls } from '../style/controls';

export interface Segment {
  value: string;
  label: string;
}

export class McpSegments extends LitElement {
  static override properties = { label: {}, options: { attribute: false }, value: {} };
  static override styles = [
    controls,
    css`
      :host {
        display: inline-block;
        max-width: 100%;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        padding: 3px;
        border-radius: calc(var(--mcp-radius-small) + 3px);
        background: color-mix(in oklab, var(--mcp-line) 60%, var(--mcp-surface));
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        min-height: 2rem;
        padding: 0.15rem 0.75rem;
        border-radius: var(--mcp-radius-small);
        font-weight: 550;
        font-size: 0.875rem;
        cursor: pointer;
      }
      label:has(:checked) {
        background: var(--mcp-surface);
        color: var(--mcp-text);
        box-shadow: 0 1px 2px rgb(0 0 0 / 0.2);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--mcp-accent);
      }
      input[type='radio'] {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  declare label: string;
  declare options: readonly Segment[];
  declare value: string;

  constructor() {
    super();
    this.label = '';
    this.options = [];
    this.value = '';
  }

  override render() {
    return html`<fieldset>
      <legend class="visually-hidden">${this.label}</legend>
      ${this.options.map(
        (option) => html`<label>
          <input
            type="radio"
            name="segment"
            .checked=${option.value === this.value}
            @change=${() => this.dispatchEvent(new CustomEvent<string>('chosen', { detail: option.value }))}
          />
          ${option.label}
        </label>`,
      )}
    </fieldset>`;
  }
}

customElements.define('mcp-segments', McpSegments);
