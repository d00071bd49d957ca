// Any JSON as a tree of which one sees as much as one opens.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { isObject, type Json } from '../form/json';
import { controls } from '../style/controls';
import { text } from '../text/en';

/** Nobody reads more, and a browser has to draw it. */
const MOST = 200;
const OPEN_DEPTH = 2;

export class McpJson extends LitElement {
  static override properties = { value: { attribute: false }, opened: { state: true }, label: {} };
  static override styles = [
    controls,
    css`
      :host {
        font: 0.8125rem/1.6 var(--mcp-mono);
        unicode-bidi: isolate;
      }
      ul {
        padding-left: 1.125rem;
        border-left: 1px solid var(--mcp-line);
      }
      li {
        overflow-wrap: anywhere;
      }
      summary {
        width: fit-content;
        min-width: 1.5rem;
        line-height: 1.5rem;
        cursor: pointer;
      }
      .key {
        color: var(--mcp-accent);
      }
      .text {
        white-space: pre-wrap;
        color: var(--mcp-good);
      }
      .other {
        color: var(--mcp-warn);
      }
    `,
  ];

  declare value: Json | undefined;
  declare label: string;
  declare private opened: ReadonlySet<string>;

  constructor() {
    super();
    this.label = '';
    this.opened = new Set();
  }

  override render() {
    return this.node(this.label, this.value ?? null, '', 0);
  }

  private node(name: string, value: Json, path: string, depth: number): TemplateResult {
    const entries = Array.isArray(value)
      ? value.map((one, index) => [String(index), one] as const)
      : isObject(value)
        ? Object.entries(value)
        : undefined;
    const label = name ? html`<span class="key">${name}</span>: ` : nothing;
    if (!entries) {
      return html`${label}<span class=${typeof value === 'string' ? 'text' : 'other'}>${JSON.stringify(value)}</span>`;
    }
    const open = depth < OPEN_DEPTH || this.opened.has(path);
    const count = Array.isArray(value) ? text.playground.list(entries.length) : text.playground.object(entries.length);
    // What is closed is not drawn, however deep it is.
    return html`<details ?open=${depth < OPEN_DEPTH} @toggle=${() => this.open(path)}>
      <summary>${label}<span class="soft">${count}</span></summary>
      ${open
        ? html`<ul>
            ${entries
              .slice(0, MOST)
              .map(([key, one]) => html`<li>${this.node(key, one, `${path}/${encodeURIComponent(key)}`, depth + 1)}</li>`)}
            ${entries.length > MOST ? html`<li class="soft">… ${text.playground.list(entries.length - MOST)}</li>` : nothing}
          </ul>`
        : nothing}
    </details>`;
  }

  private open(path: string): void {
    if (!this.opened.has(path)) {
      this.opened = new Set([...this.opened, path]);
    }
  }
}

customElements.define('mcp-json', McpJson);
