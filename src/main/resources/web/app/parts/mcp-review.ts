// Tools that the agent does not get until their owner has looked at them: what is new, what changed, what is odd about them.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TrustedTool } from '../api/api-types';
import { controls } from '../style/controls';
import { toolCards } from '../style/tool-cards';
import { text } from '../text/en';
import { icon } from './icon';
import './mcp-diff';
import './mcp-pill';
import './mcp-tool';

export class McpReview extends LitElement {
  static override properties = { tools: { attribute: false } };
  static override styles = [
    controls,
    toolCards,
    css`
      .list {
        border-color: var(--mcp-warn);
      }
      mcp-diff {
        margin-block: 0.625rem;
      }
      .warning {
        display: flex;
        align-items: flex-start;
        gap: 0.5rem;
        margin-top: 0.5rem;
        color: var(--mcp-warn);
        font-size: 0.8125rem;
      }
    `,
  ];

  /** Those that wait. */
  declare tools: readonly TrustedTool[];

  constructor() {
    super();
    this.tools = [];
  }

  override render() {
    const { tools } = this;
    return html`<section aria-labelledby="review">
      <div class="spread">
        <div>
          <h2 id="review">${text.connector.review} (${tools.length})</h2>
          <p class="soft small">${text.connector.reviewLead}</p>
        </div>
        ${tools.length > 1
          ? html`<button type="button" class="primary" @click=${() => this.approve(tools)}>
              ${text.connector.approveAll}
            </button>`
          : nothing}
      </div>
      <ul class="card list">
        ${repeat(
          tools,
          (tool) => tool.name,
          (tool) => html`<li>${this.tool(tool)}</li>`,
        )}
      </ul>
    </section>`;
  }

  private tool(tool: TrustedTool): TemplateResult {
    const changed = tool.state === 'changed';
    return html`<mcp-tool .tool=${tool}>
      <mcp-pill slot="status" tone="warn">${changed ? text.connector.changed : text.connector.pending}</mcp-pill>
      <button
        slot="action"
        type="button"
        aria-label=${text.connector.approveOne(tool.name)}
        @click=${() => this.approve([tool])}
      >
        ${icon('check')} ${text.connector.approve}
      </button>
      ${tool.warnings.map(
        (code) => html`<p class="warning">${icon('warning')} <span>${text.connector.warnings[code] ?? code}</span></p>`,
      )}
      ${changed ? html`<mcp-diff .differences=${tool.diff}></mcp-diff>` : nothing}
    </mcp-tool>`;
  }

  /** Tells which were agreed to, as they are shown. */
  private approve(tools: readonly TrustedTool[]): void {
    this.dispatchEvent(new CustomEvent<readonly TrustedTool[]>('approved', { detail: tools }));
  }
}

customElements.define('mcp-review', McpReview);
