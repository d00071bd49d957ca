// The first letter of a name, in the place of a logo that would have to be loaded from elsewhere.
import { LitElement, css, html } from 'lit';

export class McpAvatar extends LitElement {
  static override properties = { name: {} };
  static override styles = css`
    :host {
      display: grid;
      place-items: center;
      flex: none;
      width: 2.375rem;
      height: 2.375rem;
      border-radius: 10px;
      background: var(--mcp-accent-soft);
      color: var(--mcp-accent);
      font: 650 1rem/1 var(--mcp-font);
    }
  `;

  declare name: string;

  constructor() {
    super();
    this.name = '';
  }

  override render() {
    const [letter = '?'] = this.name.trim();
    return html`<span aria-hidden="true">${letter.toUpperCase()}</span>`;
  }
}

customElements.define('mcp-avatar', McpAvatar);
