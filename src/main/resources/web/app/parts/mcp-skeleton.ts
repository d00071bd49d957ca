// The shape of what is being loaded, as high as it will be, so that nothing moves when it comes.
import { LitElement, css, html } from 'lit';
import { text } from '../text/en';

export class McpSkeleton extends LitElement {
  static override properties = { count: { type: Number }, kind: { reflect: true } };
  static override styles = css`
    :host {
      display: grid;
      gap: 0.75rem;
    }
    :host([kind='cards']) {
      grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
    }
    div {
      height: 4.625rem;
      border-radius: var(--mcp-radius);
      border: 1px solid var(--mcp-line);
      background: var(--mcp-surface);
      animation: breathe 1.4s ease-in-out infinite alternate;
    }
    :host([kind='cards']) div {
      height: 9.25rem;
    }
    span {
      position: absolute;
      clip-path: inset(50%);
    }
    @keyframes breathe {
      to {
        opacity: 0.45;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      div {
        animation: none;
      }
    }
  `;

  declare count: number;
  declare kind: 'rows' | 'cards';

  constructor() {
    super();
    this.count = 3;
    this.kind = 'rows';
  }

  override render() {
    return html`<span role="status">${text.loading}</span>${Array.from(
        { length: this.count },
        () => html`<div aria-hidden="true"></div>`,
      )}`;
  }
}

customElements.define('mcp-skeleton', McpSkeleton);
