// What an agent is given, to the letter, with what it costs and what is kept from it.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { AgentTools } from '../api/api-types';
import { pretty } from '../form/json';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { ago } from '../text/moment';
import { icon } from './icon';

/** A browser has to draw it. */
const MOST = 100_000;

export class McpCatalogue extends LitElement {
  static override properties = { catalogue: { attribute: false } };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .head {
        display: flex;
        align-items: center;
        gap: 1rem;
      }
      .head p {
        flex: 1;
        min-width: 0;
      }
      .warn {
        display: flex;
        gap: 0.625rem;
        padding: 0.625rem 0.875rem;
        border-radius: var(--mcp-radius-small);
        background: var(--mcp-warn-soft);
        overflow-wrap: anywhere;
      }
      .warn svg {
        margin-top: 0.2rem;
        color: var(--mcp-warn);
      }
      .warn > div {
        min-width: 0;
      }
      li {
        font-size: 0.875rem;
      }
      summary {
        min-height: 1.5rem;
        cursor: pointer;
        font-weight: 550;
      }
      pre {
        max-height: 32rem;
        margin: 0;
        padding: 0.75rem 0.875rem;
        overflow: auto;
        border-radius: var(--mcp-radius-small);
        background: var(--mcp-sunken);
        unicode-bidi: isolate;
      }
    `,
  ];

  declare catalogue: AgentTools;

  override render() {
    const { catalogue } = this;
    const { playground } = text;
    const json = pretty(catalogue.tools);
    return html`<div class="head">
        <p class="soft" role="status">
          ${text.tools(catalogue.tool_count)} · <span title=${text.tokensHint}>${text.tokens(catalogue.schema_tokens)}</span> ·
          <code>tool_choice: ${catalogue.tool_choice}</code> (${playground.choice(catalogue.tool_choice)})
        </p>
        <button
          type="button"
          @click=${() => this.dispatchEvent(new CustomEvent<string>('copy-wanted', { detail: json }))}
        >
          ${icon('copy')} ${playground.copy}
        </button>
      </div>
      ${this.stale()} ${this.withheld()}
      ${catalogue.unknown.length > 0 ? this.warning(html`<p>${playground.unknown(catalogue.unknown.join(', '))}</p>`) : nothing}
      <pre tabindex="0" role="region" aria-label=${playground.json}>${json.slice(0, MOST)}</pre>
      ${json.length > MOST ? html`<p class="soft small">${playground.cut(json.length - MOST)}</p>` : nothing}`;
  }

  private stale(): TemplateResult | typeof nothing {
    const { stale } = this.catalogue;
    return stale.length === 0
      ? nothing
      : this.warning(
          html`<p><strong>${text.playground.stale}</strong></p>
            <ul>
              ${stale.map((source) => html`<li>${text.playground.staleOne(source.name, ago(source.since))}</li>`)}
            </ul>`,
        );
  }

  private withheld(): TemplateResult | typeof nothing {
    const { withheld } = this.catalogue;
    return withheld.length === 0
      ? nothing
      : this.warning(
          html`<details>
            <summary>${text.playground.withheld(withheld.length)}</summary>
            <ul>
              ${withheld.map((tool) => html`<li><code>${tool.name}</code>: ${tool.reason}</li>`)}
            </ul>
          </details>`,
        );
  }

  private warning(what: TemplateResult): TemplateResult {
    return html`<div class="warn">
      ${icon('warning')}
      <div>${what}</div>
    </div>`;
  }
}

customElements.define('mcp-catalogue', McpCatalogue);
