// Something that stands in the place of content: that there is none yet, that it failed, what to do now.
import { LitElement, css, html, nothing } from 'lit';
import type { ApiProblem } from '../api/api-problem';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { icon, type IconName } from './icon';

export class McpNotice extends LitElement {
  static override properties = { heading: {}, body: {}, picture: {}, tone: { reflect: true }, compact: { type: Boolean } };
  static override styles = [
    controls,
    css`
      section {
        display: grid;
        justify-items: center;
        text-align: center;
        gap: 0.375rem;
        padding: 2.25rem 1.25rem;
        border: 1px dashed var(--mcp-line);
        border-radius: var(--mcp-radius);
      }
      .picture {
        display: grid;
        place-items: center;
        width: 2.75rem;
        height: 2.75rem;
        margin-bottom: 0.25rem;
        border-radius: 50%;
        background: var(--mcp-accent-soft);
        color: var(--mcp-accent);
      }
      :host([tone='bad']) .picture {
        background: var(--mcp-bad-soft);
        color: var(--mcp-bad);
      }
      :host([tone='warn']) .picture {
        background: var(--mcp-warn-soft);
        color: var(--mcp-warn);
      }
      p {
        max-width: 32rem;
        overflow-wrap: anywhere;
      }
      ::slotted(*) {
        margin-top: 0.75rem;
      }
      section.compact {
        justify-items: start;
        text-align: start;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        column-gap: 0.875rem;
        padding: 0.875rem 1rem;
        border-style: solid;
        background: var(--mcp-surface);
      }
      .compact .picture {
        width: 2.25rem;
        height: 2.25rem;
        margin: 0;
      }
      .compact ::slotted(*) {
        margin: 0;
      }
      @media (max-width: 36rem) {
        section.compact {
          grid-template-columns: auto minmax(0, 1fr);
        }
        .compact slot {
          display: block;
          grid-column: 2;
        }
      }
    `,
  ];

  declare heading: string;
  declare body: string;
  declare picture: IconName;
  declare tone: 'plain' | 'bad' | 'warn';
  declare compact: boolean;

  constructor() {
    super();
    this.heading = '';
    this.body = '';
    this.picture = 'plug';
    this.tone = 'plain';
    this.compact = false;
  }

  override render() {
    return html`<section class=${this.compact ? 'compact' : ''}>
      <div class="picture">${icon(this.picture)}</div>
      <div>
        ${this.heading ? html`<p class="name">${this.heading}</p>` : nothing}
        <p class="soft">${this.body}</p>
      </div>
      <slot></slot>
    </section>`;
  }
}

customElements.define('mcp-notice', McpNotice);

/** A failure in the place of what could not be loaded. */
export function failure(problem: ApiProblem, retry: () => void) {
  return html`<mcp-notice
    role="alert"
    tone=${problem.isOffline ? 'warn' : 'bad'}
    picture=${problem.isOffline ? 'offline' : 'warning'}
    heading=${problem.isOffline ? text.problems.offlineHeading : text.problems.heading}
    body=${problem.detail}
  >
    <button type="button" @click=${retry}>${text.retry}</button>
  </mcp-notice>`;
}
