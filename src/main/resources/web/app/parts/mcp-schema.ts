// What a tool takes, as a list that people can read, with the JSON schema itself behind it.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { controls } from '../style/controls';
import { text } from '../text/en';

type Json = Record<string, unknown>;

export class McpSchema extends LitElement {
  static override properties = { schema: { attribute: false }, result: { attribute: false } };
  static override styles = [
    controls,
    css`
      ul ul {
        margin-top: 0.5rem;
        padding-left: 0.875rem;
        border-left: 2px solid var(--mcp-line);
      }
      li + li {
        margin-top: 0.5rem;
      }
      li p {
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.15rem 0.5rem;
      }
      .head code {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      details {
        margin-top: 0.75rem;
      }
      summary {
        width: fit-content;
        cursor: pointer;
        color: var(--mcp-text-soft);
        font-size: 0.8125rem;
      }
      pre {
        max-height: 20rem;
        margin: 0.5rem 0 0;
        padding: 0.75rem;
        overflow: auto;
        border-radius: var(--mcp-radius-small);
        background: var(--mcp-sunken);
      }
    `,
  ];

  declare schema: Json | undefined;
  declare result: Json | undefined;

  override render() {
    const schema = this.schema ?? {};
    return html`${this.properties(schema, 0) ?? html`<p class="soft small">${text.schema.none}</p>`}
    ${this.raw(text.schema.raw, schema)} ${this.result ? this.raw(text.schema.result, this.result) : nothing}`;
  }

  private properties(schema: Json, depth: number): TemplateResult | undefined {
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
    const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
    // Deeper than this nobody reads on; the schema itself is below.
    if (properties.length === 0 || depth > 3) {
      return undefined;
    }
    return html`<ul>
      ${properties.map(
        ([name, property]) => html`<li>
          <div class="head">
            <code>${name}</code>
            <span class="soft small">${typeOf(property)}</span>
            ${required.has(name) ? html`<span class="small">${text.schema.required}</span>` : nothing}
          </div>
          ${typeof property?.['description'] === 'string' ? html`<p class="soft">${property['description']}</p>` : nothing}
          ${this.properties(nested(property), depth + 1) ?? nothing}
        </li>`,
      )}
    </ul>`;
  }

  private raw(label: string, schema: Json): TemplateResult {
    return html`<details>
      <summary>${label}</summary>
      <pre tabindex="0" role="region" aria-label=${label}>${JSON.stringify(schema, null, 2)}</pre>
    </details>`;
  }
}

/** The properties of an object, or of the objects of a list. */
function nested(property: Json): Json {
  const items = property?.['items'];
  return items && typeof items === 'object' && !Array.isArray(items) ? (items as Json) : (property ?? {});
}

function typeOf(property: Json): string {
  const values = property?.['enum'];
  if (Array.isArray(values)) {
    return `${text.schema.oneOf} ${values.map((value) => JSON.stringify(value)).join(', ')}`;
  }
  const type = property?.['type'];
  return Array.isArray(type) ? type.join(' | ') : typeof type === 'string' ? type : '';
}

customElements.define('mcp-schema', McpSchema);
