// How far a connection test came: its phases in order, with their times, and why it stopped.
import { LitElement, css, html, nothing } from 'lit';
import type { Phase, PhaseResult } from '../api/api-types';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { icon } from './icon';

const PHASES: readonly Phase[] = ['url', 'resolve', 'connect', 'tls', 'http', 'auth', 'protocol', 'catalog'];
const PICTURES = { ok: 'check', failed: 'cross', skipped: 'dash' } as const;

export class McpStepper extends LitElement {
  static override properties = { results: { attribute: false }, running: { type: Boolean } };
  static override styles = [
    controls,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
        gap: 0.25rem 1.25rem;
      }
      li {
        display: grid;
        grid-template-columns: 1.375rem minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.5rem;
        min-height: 2rem;
        font-size: 0.875rem;
      }
      .mark {
        display: grid;
        place-items: center;
        width: 1.375rem;
        height: 1.375rem;
        border: 1.5px solid var(--mcp-line);
        border-radius: 50%;
        color: var(--mcp-text-soft);
      }
      .mark svg {
        width: 0.875rem;
        height: 0.875rem;
      }
      .ok .mark {
        border-color: transparent;
        background: var(--mcp-good-soft);
        color: var(--mcp-good);
      }
      .failed .mark {
        border-color: transparent;
        background: var(--mcp-bad-soft);
        color: var(--mcp-bad);
      }
      .failed {
        color: var(--mcp-bad);
        font-weight: 600;
      }
      .skipped,
      .waiting {
        color: var(--mcp-text-soft);
      }
      .running .mark {
        animation: pulse 1.2s ease-in-out infinite;
      }
      time {
        color: var(--mcp-text-soft);
        font-weight: 400;
        font-variant-numeric: tabular-nums;
        font-size: 0.8125rem;
      }
      @keyframes pulse {
        50% {
          border-color: var(--mcp-accent);
          background: var(--mcp-accent-soft);
        }
      }
    `,
  ];

  declare results: readonly PhaseResult[];
  declare running: boolean;

  constructor() {
    super();
    this.results = [];
    this.running = false;
  }

  override render() {
    const next = PHASES[PHASES.findLastIndex((phase) => this.resultOf(phase)) + 1];
    return html`<ol aria-busy=${this.running ? 'true' : 'false'}>
      ${PHASES.map((phase) => this.step(phase, next))}
    </ol>`;
  }

  private resultOf(phase: Phase): PhaseResult | undefined {
    return this.results.find((one) => one.phase === phase);
  }

  /** While it runs, what was passed over is known at the end, and the first that nothing is known of is under way. */
  private step(phase: Phase, next: Phase | undefined) {
    const result = this.resultOf(phase);
    const status = result?.status ?? (this.running && phase === next ? 'running' : 'waiting');
    return html`<li class=${status}>
      <span class="mark">${result ? icon(PICTURES[result.status]) : nothing}</span>
      <span>${text.phases[phase]}<span class="visually-hidden">: ${text.phaseStatus[status]}</span></span>
      ${result && result.status !== 'skipped' ? html`<time>${text.millis(result.duration_ms)}</time>` : nothing}
    </li>`;
  }
}

customElements.define('mcp-stepper', McpStepper);
