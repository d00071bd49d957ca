// What came of a call: whether it went well, what the tool says, and the very answer behind it.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { CallResult } from '../api/api-types';
import { pretty, type Json } from '../form/json';
import { controls } from '../style/controls';
import { text } from '../text/en';
import './mcp-content';
import './mcp-json';
import './mcp-pill';
import './mcp-segments';

export class McpResult extends LitElement {
  static override properties = { result: { attribute: false }, view: { state: true } };
  static override styles = [
    controls,
    css`
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
        margin-bottom: 0.75rem;
      }
      .blocks {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .failed {
        padding-left: 0.75rem;
        border-left: 3px solid var(--mcp-bad);
      }
      h3 {
        margin-block: 1rem 0.375rem;
      }
      .tree,
      pre {
        max-height: 30rem;
        margin: 0;
        padding: 0.75rem 0.875rem;
        overflow: auto;
        border-radius: var(--mcp-radius-small);
        background: var(--mcp-sunken);
      }
      pre {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        unicode-bidi: isolate;
      }
    `,
  ];

  declare result: CallResult;
  declare private view: string;

  constructor() {
    super();
    this.view = 'rendered';
  }

  override render() {
    const { playground } = text;
    return html`<div class="head">
        <div class="row">
          <h2>${playground.result}</h2>
          <mcp-pill tone=${this.result.is_error ? 'bad' : 'good'}>${verdictOf(this.result)}</mcp-pill>
          <span class="soft small">${text.millis(this.result.duration_ms)}</span>
        </div>
        <mcp-segments
          label=${playground.resultAs}
          .options=${[
            { value: 'rendered', label: playground.rendered },
            { value: 'raw', label: playground.rawResult },
          ]}
          .value=${this.view}
          @chosen=${(event: CustomEvent<string>) => (this.view = event.detail)}
        ></mcp-segments>
      </div>
      ${this.view === 'raw'
        ? html`<pre tabindex="0" role="region" aria-label=${playground.rawResult}>${pretty(this.result)}</pre>`
        : this.rendered()}`;
  }

  private rendered(): TemplateResult {
    const { content, structured_content: structured, is_error: failed } = this.result;
    const isEmpty = content.length === 0 && (structured === null || structured === undefined);
    return html`<div class=${`blocks ${failed ? 'failed' : ''}`}>
        ${content.map((block) => html`<mcp-content .block=${block as Json}></mcp-content>`)}
        ${isEmpty ? html`<p class="soft">${text.playground.empty}</p>` : nothing}
      </div>
      ${structured === null || structured === undefined
        ? nothing
        : html`<h3>${text.playground.structured}</h3>
            <div class="tree" tabindex="0" role="region" aria-label=${text.playground.structured}>
              <mcp-json .value=${structured as Json}></mcp-json>
            </div>`}`;
  }
}

/** Whether it worked, in a word or two. */
export function verdictOf({ is_error: failed, error_code: code }: CallResult): string {
  const { playground } = text;
  if (!failed) {
    return playground.succeeded;
  }
  return code ? `${playground.noAnswer}: ${code}` : playground.failed;
}

customElements.define('mcp-result', McpResult);
