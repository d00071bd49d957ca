// A status in a word, with a colour that only repeats it.
import { LitElement, css, html } from 'lit';

export type Tone = 'good' | 'warn' | 'bad' | 'plain' | 'accent';

export class McpPill extends LitElement {
  static override properties = { tone: { reflect: true } };
  static override styles = css`
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.4em;
      padding: 0.1rem 0.55rem;
      border-radius: 99px;
      font: 550 0.75rem/1.5 var(--mcp-font);
      white-space: nowrap;
      background: var(--mcp-sunken);
      color: var(--mcp-text-soft);
    }
    :host([tone='good']) {
      background: var(--mcp-good-soft);
      color: var(--mcp-good);
    }
    :host([tone='warn']) {
      background: var(--mcp-warn-soft);
      color: var(--mcp-warn);
    }
    :host([tone='bad']) {
      background: var(--mcp-bad-soft);
      color: var(--mcp-bad);
    }
    :host([tone='accent']) {
      background: var(--mcp-accent-soft);
      color: var(--mcp-accent);
    }
  `;

  declare tone: Tone;

  constructor() {
    super();
    this.tone = 'plain';
  }

  override render() {
    return html`<slot></slot>`;
  }
}

customElements.define('mcp-pill', McpPill);
