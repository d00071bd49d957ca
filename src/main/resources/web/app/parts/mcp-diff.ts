// In what a tool differs from what its owner has agreed to: each field, before and now.
import { LitElement, css, html } from 'lit';
import type { ToolDifference } from '../api/api-types';
import { controls } from '../style/controls';
import { text } from '../text/en';

export class McpDiff extends LitElement {
  static override properties = { differences: { attribute: false } };
  static override styles = [
    controls,
    css`
      li + li {
        margin-top: 0.75rem;
      }
      dl {
        display: grid;
        gap: 2px;
        margin-top: 0.25rem;
        border-radius: var(--mcp-radius-small);
        overflow: hidden;
      }
      dl > div {
        display: grid;
        grid-template-columns: 3.75rem minmax(0, 1fr);
        gap: 0.5rem;
        padding: 0.4rem 0.625rem;
        background: var(--mcp-bad-soft);
      }
      dl > div + div {
        background: var(--mcp-good-soft);
      }
      dt {
        color: var(--mcp-bad);
        font-size: 0.8125rem;
        font-weight: 600;
      }
      div + div dt {
        color: var(--mcp-good);
      }
      dd {
        font-size: 0.8125rem;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare differences: readonly ToolDifference[];

  constructor() {
    super();
    this.differences = [];
  }

  override render() {
    if (this.differences.length === 0) {
      return html`<p class="soft small">${text.connector.tooLarge}</p>`;
    }
    return html`<ul aria-label=${text.connector.whatChanged}>
      ${this.differences.map(
        ({ field, before, after }) => html`<li>
          <code>${readable(field ?? '')}</code>
          <dl>
            <div>
              <dt>${text.connector.before}</dt>
              <dd>${shown(before)}</dd>
            </div>
            <div>
              <dt>${text.connector.now}</dt>
              <dd>${shown(after)}</dd>
            </div>
          </dl>
        </li>`,
      )}
    </ul>`;
  }
}

/** `inputSchema/properties/path/type`, a JSON pointer, as somebody would say it: `inputSchema › path › type`. */
function readable(pointer: string): string {
  return pointer
    .split('/')
    .filter((part) => part !== 'properties')
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .join(' › ');
}

function shown(value: unknown): string {
  return value === undefined || value === null
    ? text.connector.nothingThere
    : typeof value === 'string'
      ? value
      : JSON.stringify(value, null, 2);
}

customElements.define('mcp-diff', McpDiff);
