// Something that is on or off; says what the user wants and leaves it to its owner to show it.
import { LitElement, css, html } from 'lit';

export class McpSwitch extends LitElement {
  static override properties = { checked: { type: Boolean }, disabled: { type: Boolean }, label: {} };
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = css`
    :host {
      display: inline-flex;
      flex: none;
    }
    button {
      all: unset;
      box-sizing: border-box;
      position: relative;
      width: 2.5rem;
      height: 1.5rem;
      border-radius: 99px;
      background: var(--mcp-control-line);
      cursor: pointer;
      transition: background-color 0.15s;
    }
    /* A larger target than what is seen. */
    button::before {
      content: '';
      position: absolute;
      inset: -0.5rem;
    }
    button::after {
      content: '';
      position: absolute;
      top: 0.1875rem;
      left: 0.1875rem;
      width: 1.125rem;
      height: 1.125rem;
      border-radius: 50%;
      background: var(--mcp-surface);
      transition: translate 0.15s;
    }
    [aria-checked='true'] {
      background: var(--mcp-accent);
    }
    [aria-checked='true']::after {
      translate: 1rem 0;
    }
    button:focus-visible {
      outline: 2px solid var(--mcp-accent);
      outline-offset: 2px;
    }
    button:disabled {
      cursor: not-allowed;
      opacity: 0.5;
    }
    @media (prefers-reduced-motion: reduce) {
      button,
      button::after {
        transition: none;
      }
    }
    @media (forced-colors: active) {
      button {
        border: 1px solid;
      }
      button::after {
        background: ButtonText;
      }
    }
  `;

  declare checked: boolean;
  declare disabled: boolean;
  declare label: string;

  constructor() {
    super();
    this.checked = false;
    this.disabled = false;
    this.label = '';
  }

  override render() {
    return html`<button
      type="button"
      role="switch"
      aria-checked=${this.checked ? 'true' : 'false'}
      aria-label=${this.label}
      ?disabled=${this.disabled}
      @click=${this.toggle}
    ></button>`;
  }

  private toggle(): void {
    this.dispatchEvent(new CustomEvent<boolean>('wanted', { detail: !this.checked }));
  }
}

customElements.define('mcp-switch', McpSwitch);
