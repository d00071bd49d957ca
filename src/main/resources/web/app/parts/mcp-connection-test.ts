// The test of a connection: its button, how far it came, what is to be said of it, and the tools that it found.
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { PhaseResult, TestResult } from '../api/api-types';
import { controls } from '../style/controls';
import { text } from '../text/en';
import './mcp-stepper';
import './mcp-tool';

export class McpConnectionTest extends LitElement {
  static override properties = {
    running: { type: Boolean },
    phases: { attribute: false },
    result: { attribute: false },
    problem: {},
    stale: { type: Boolean },
    needed: { type: Boolean },
    offersSignIn: { type: Boolean },
  };
  static override styles = [
    controls,
    css`
      .test {
        display: grid;
        gap: 0.875rem;
        grid-template-columns: minmax(0, 1fr);
        padding: 1.25rem;
      }
      .test .spread {
        align-items: center;
      }
      .verdict {
        min-height: 1.5rem;
        overflow-wrap: anywhere;
      }
      .verdict strong {
        font-weight: 600;
      }
      .good {
        color: var(--mcp-good);
      }
      .bad {
        color: var(--mcp-bad);
      }
      .found {
        max-height: 24rem;
        overflow: auto;
        border: 1px solid var(--mcp-line);
        border-radius: var(--mcp-radius-small);
      }
      .found li + li {
        border-top: 1px solid var(--mcp-line);
      }
    `,
  ];

  declare running: boolean;
  /** How far the test is that is under way. */
  declare phases: readonly PhaseResult[];
  declare result: TestResult | undefined;
  /** Why there is no result. */
  declare problem: string | undefined;
  /** Whether the result is about something else than what is there now. */
  declare stale: boolean;
  /** Whether what is there now cannot be saved without a test. */
  declare needed: boolean;
  /** Whether to sign in instead can be proposed. */
  declare offersSignIn: boolean;

  constructor() {
    super();
    this.running = false;
    this.phases = [];
    this.stale = false;
    this.needed = false;
    this.offersSignIn = false;
  }

  override render() {
    const { result } = this;
    return html`<section class="card test" aria-labelledby="test">
      <div class="spread">
        <h2 id="test">${text.editor.testHeading}</h2>
        <button
          type="button"
          aria-disabled=${this.running ? 'true' : 'false'}
          @click=${() => this.dispatchEvent(new CustomEvent('test-wanted'))}>
          ${this.running ? text.editor.testing : result ? text.editor.testAgain : text.editor.test}
        </button>
      </div>
      <mcp-stepper .results=${result?.diagnostics.phases ?? this.phases} .running=${this.running}></mcp-stepper>
      <div class="verdict" role="status">${this.verdict()}</div>
      ${result?.success && result.tools.length > 0 ? found(result) : nothing}
    </section>`;
  }

  private verdict(): TemplateResult {
    const { result } = this;
    if (this.running) {
      return html`<p class="soft">${text.editor.testing}</p>`;
    }
    if (this.problem !== undefined) {
      return html`<p class="bad">${this.problem}</p>`;
    }
    if (!result) {
      return html`<p class="soft">${this.needed ? text.editor.testIdle : text.editor.testNotNeeded}</p>`;
    }
    if (this.stale) {
      return html`<p class="soft">${text.editor.testStale}</p>`;
    }
    return result.success ? passed(result) : this.failed(result);
  }

  private failed({ error_message: error, message, diagnostics }: TestResult): TemplateResult {
    return html`<p class="bad"><strong>${text.editor.testFailed}</strong> ${error ?? message}</p>
      ${diagnostics.next_action ? html`<p class="soft">${diagnostics.next_action}</p>` : nothing}
      ${this.offersSignIn && diagnostics.resource_metadata !== null
        ? html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent('sign-in-wanted'))}>
            ${text.editor.useOAuth}
          </button>`
        : nothing}`;
  }
}

function passed({ tool_count: count, warnings }: TestResult): TemplateResult {
  return html`<p class="good"><strong>${text.editor.testPassed(count)}</strong></p>
    ${warnings.map((code) => html`<p class="small soft">${text.connector.warnings[code] ?? code}</p>`)}`;
}

function found({ tools }: TestResult): TemplateResult {
  return html`<ul class="found" tabindex="0" aria-label=${text.connector.toolsHeading}>
    ${tools.map((tool) => html`<li><mcp-tool .tool=${tool}></mcp-tool></li>`)}
  </ul>`;
}

customElements.define('mcp-connection-test', McpConnectionTest);
