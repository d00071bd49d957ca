// One tool: name and description, the rest behind a click; what else is to be said or done comes in its slots.
import { LitElement, css, html, nothing } from 'lit';
import type { Tool } from '../api/api-types';
import { controls } from '../style/controls';
import { text } from '../text/en';
import './mcp-schema';
import './mcp-pill';

/** What all kinds of tools in the API have in common. */
export type AnyTool = Pick<Tool, 'name' | 'title' | 'description' | 'inputSchema' | 'outputSchema'> & {
  schema_tokens?: number;
};

export class McpTool extends LitElement {
  static override properties = { tool: { attribute: false }, open: { type: Boolean } };
  static override styles = [
    controls,
    css`
      article {
        padding: 0.75rem 1rem;
      }
      header {
        display: flex;
        align-items: flex-start;
        justify-content: space-between;
        gap: 0.75rem;
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.5rem;
        min-width: 0;
      }
      h3 code {
        font-size: 0.875rem;
      }
      .description {
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow: hidden;
        margin-top: 0.125rem;
        font-size: 0.875rem;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      article.open .description {
        display: block;
      }
      .more {
        min-height: 1.75rem;
        padding: 0;
        border: 0;
        font-size: 0.8125rem;
        color: var(--mcp-accent);
      }
      .more:hover {
        background: none;
        text-decoration: underline;
      }
      mcp-schema {
        margin-top: 0.5rem;
        padding-bottom: 0.25rem;
      }
    `,
  ];

  declare tool: AnyTool;
  declare open: boolean;

  constructor() {
    super();
    this.open = false;
  }

  override render() {
    const { name, title, description, inputSchema, outputSchema, schema_tokens: tokens } = this.tool;
    return html`<article class=${this.open ? 'open' : ''}>
      <header>
        <div class="title">
          <h3>${title || html`<code>${name}</code>`}</h3>
          ${title ? html`<code class="soft">${name}</code>` : nothing}
          <slot name="status"></slot>
        </div>
        <slot name="action"></slot>
      </header>
      <p class="description soft">${description}</p>
      <slot></slot>
      <div class="row">
        <button
          type="button"
          class="more quiet"
          aria-expanded=${this.open ? 'true' : 'false'}
          aria-label=${`${this.open ? text.less : text.details}: ${name}`}
          @click=${this.toggle}
        >
          ${this.open ? text.less : text.details}
        </button>
        ${tokens ? html`<span class="soft small" title=${text.tokensHint}>${text.tokens(tokens)}</span>` : nothing}
      </div>
      ${this.open ? html`<mcp-schema .schema=${inputSchema} .result=${outputSchema}></mcp-schema>` : nothing}
    </article>`;
  }

  private toggle(): void {
    this.open = !this.open;
  }
}

customElements.define('mcp-tool', McpTool);
