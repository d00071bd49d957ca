// All tools of a connector, each with its switch; searched once there are many.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TrustedTool } from '../api/api-types';
import { controls } from '../style/controls';
import { toolCards } from '../style/tool-cards';
import { text } from '../text/en';
import { waitsForReview } from './connector-status';
import './mcp-pill';
import './mcp-switch';
import './mcp-tool';

/** From how many tools on a list wants to be searched. */
const MANY = 8;

/** What the user wants of a tool. */
export interface Switched {
  tool: TrustedTool;
  wanted: boolean;
}

export class McpToolList extends LitElement {
  static override properties = { tools: { attribute: false }, sought: { state: true } };
  static override styles = [
    controls,
    toolCards,
    css`
      input[type='search'] {
        max-width: 18rem;
      }
    `,
  ];

  declare tools: readonly TrustedTool[];
  declare private sought: string;

  constructor() {
    super();
    this.tools = [];
    this.sought = '';
  }

  override render() {
    const { tools } = this;
    return html`<section aria-labelledby="tools">
      <div class="spread">
        <h2 id="tools">${text.connector.toolsHeading} (${tools.length})</h2>
        ${tools.length >= MANY ? this.search() : nothing}
      </div>
      ${this.list(this.found())}
    </section>`;
  }

  private search(): TemplateResult {
    return html`<input
      type="search"
      aria-label=${text.connector.filter}
      placeholder=${text.connector.filter}
      .value=${this.sought}
      @input=${(event: InputEvent) => (this.sought = (event.target as HTMLInputElement).value)}
    />`;
  }

  private found(): readonly TrustedTool[] {
    const needle = this.sought.toLowerCase();
    return this.tools.filter(({ name, title, description }) =>
      `${name} ${title ?? ''} ${description}`.toLowerCase().includes(needle),
    );
  }

  private list(found: readonly TrustedTool[]): TemplateResult {
    return html`<div>
      <p class="soft" role="status">${found.length === 0 ? this.none : nothing}</p>
      ${found.length === 0
        ? nothing
        : html`<ul class="card list">
            ${repeat(
              found,
              (tool) => tool.name,
              (tool) => html`<li>${this.tool(tool)}</li>`,
            )}
          </ul>`}
    </div>`;
  }

  private get none(): string {
    return this.tools.length === 0 ? text.connector.noTools : text.connector.noMatch;
  }

  private tool(tool: TrustedTool): TemplateResult {
    return html`<mcp-tool .tool=${tool}>
      ${waitsForReview(tool) ? html`<mcp-pill slot="status" tone="warn">${text.connector.review}</mcp-pill>` : nothing}
      <mcp-switch
        slot="action"
        label=${text.connector.toolSwitch(tool.name)}
        .checked=${tool.is_enabled}
        @wanted=${(event: CustomEvent<boolean>) => this.tell(tool, event.detail)}
      ></mcp-switch>
    </mcp-tool>`;
  }

  private tell(tool: TrustedTool, wanted: boolean): void {
    this.dispatchEvent(new CustomEvent<Switched>('switched', { detail: { tool, wanted } }));
  }
}

customElements.define('mcp-tool-list', McpToolList);
