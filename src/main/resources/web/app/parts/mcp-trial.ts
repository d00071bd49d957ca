// One tool to be tried: what it does, its arguments, the call and what came of it. Its owner makes the call.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ApiProblem } from '../api/api-problem';
import type { AgentTool, CallResult } from '../api/api-types';
import type { Errors } from '../form/filling';
import type { JsonObject } from '../form/json';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { icon } from './icon';
import type { McpArguments } from './mcp-arguments';
import './mcp-arguments';
import './mcp-pill';
import { verdictOf } from './mcp-result';

/** Makes a call, once it was agreed to where it may destroy something. */
export interface Caller {
  agreed(tool: AgentTool): Promise<boolean>;
  call(tool: AgentTool, given: JsonObject, signal: AbortSignal): Promise<CallResult>;
}

const TICK_MILLIS = 100;

export class McpTrial extends LitElement {
  static override properties = {
    tool: { attribute: false },
    caller: { attribute: false },
    errors: { state: true },
    elsewhere: { state: true },
    problem: { state: true },
    result: { state: true },
    since: { state: true },
    elapsed: { state: true },
    cancelled: { state: true },
  };
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 1.125rem;
        grid-template-columns: minmax(0, 1fr);
      }
      h2 {
        overflow-wrap: anywhere;
        outline: none;
        scroll-margin-top: 1rem;
      }
      .description {
        margin-top: 0.25rem;
        max-height: 9rem;
        overflow: auto;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .pills {
        display: flex;
        flex-wrap: wrap;
        gap: 0.375rem;
        margin-top: 0.5rem;
      }
      .pills:empty {
        display: none;
      }
      .actions {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 0.75rem;
      }
      .bad {
        color: var(--mcp-bad);
        overflow-wrap: anywhere;
      }
      .bad ul {
        margin-top: 0.25rem;
        padding-left: 1.125rem;
        list-style: disc;
      }
      mcp-result {
        padding-top: 1.125rem;
        border-top: 1px solid var(--mcp-line);
      }
    `,
  ];

  declare tool: AgentTool;
  declare caller: Caller;
  declare private errors: Errors;
  declare private elsewhere: ReadonlyArray<[string, string]>;
  declare private problem: ApiProblem | undefined;
  declare private result: CallResult | undefined;
  /** When the call began that is under way. */
  declare private since: number | undefined;
  declare private elapsed: number;
  declare private cancelled: boolean;
  private request: AbortController | undefined;

  constructor() {
    super();
    this.errors = {};
    this.elsewhere = [];
    this.elapsed = 0;
    this.cancelled = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.request?.abort();
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('tool')) {
      this.request?.abort();
      this.clear();
    }
  }

  private clear(): void {
    this.errors = {};
    this.elsewhere = [];
    this.problem = undefined;
    this.result = undefined;
    this.cancelled = false;
  }

  override render() {
    const { name, title, description, inputSchema } = this.tool;
    const busy = this.since !== undefined;
    return html`<div>
        <h2 tabindex="-1">${title || name}</h2>
        <code class="soft">${name}</code>
        <p class="soft description" tabindex="0" role="group" aria-label=${text.editor.description}>${description}</p>
        <div class="pills">${this.hints()}</div>
      </div>
      <mcp-arguments .schema=${inputSchema as JsonObject} .errors=${this.errors}></mcp-arguments>
      ${this.trouble()}
      <div class="actions">
        <button type="button" class=${busy ? '' : 'primary'} @click=${this.press}>
          ${icon(busy ? 'stop' : 'play')} ${busy ? text.playground.cancel : text.playground.call}
        </button>
        <p class="soft" role="status">${this.state()}</p>
        ${busy ? html`<span class="soft" aria-hidden="true">${text.millis(this.elapsed)}</span>` : nothing}
      </div>
      ${this.result ? html`<mcp-result .result=${this.result}></mcp-result>` : nothing}`;
  }

  /** What is read out: that it is under way, and what came of it, which is to be seen below. */
  private state(): TemplateResult | string | typeof nothing {
    const { playground } = text;
    if (this.since !== undefined) {
      return playground.calling;
    }
    if (this.cancelled) {
      return playground.cancelled;
    }
    return this.result
      ? html`<span class="visually-hidden">${playground.result}: ${verdictOf(this.result)}</span>`
      : nothing;
  }

  private hints(): TemplateResult[] {
    const { annotations: hints = {} } = this.tool;
    const { playground } = text;
    const said: Array<[boolean, 'good' | 'bad' | 'plain', string]> = [
      [hints['readOnlyHint'] === true, 'good', playground.readOnly],
      [isDestructive(this.tool), 'bad', playground.destructive],
      [hints['idempotentHint'] === true, 'plain', playground.idempotent],
      [hints['openWorldHint'] === true, 'plain', playground.openWorld],
    ];
    return said.filter(([holds]) => holds).map(([, tone, label]) => html`<mcp-pill tone=${tone}>${label}</mcp-pill>`);
  }

  private trouble(): TemplateResult | typeof nothing {
    const { problem } = this;
    if (!problem) {
      return nothing;
    }
    return problem.code === 'VALIDATION_FAILED'
      ? html`<div class="bad" role="alert">
          <p>${text.playground.fixFirst}</p>
          ${this.elsewhere.length > 0
            ? html`<ul>
                ${this.elsewhere.map(([path, message]) => html`<li><code>${path}</code>: ${message}</li>`)}
              </ul>`
            : nothing}
        </div>`
      : html`<p class="bad" role="alert">${problem.detail}</p>`;
  }

  async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('h2')?.focus();
  }

  private get form(): McpArguments {
    return this.renderRoot.querySelector('mcp-arguments')!;
  }

  /** One button for both, which keeps the focus; the second click of a double click takes nothing back. */
  private readonly press = (event: MouseEvent): void => {
    if (this.since === undefined) {
      void this.call();
    } else if (event.detail <= 1) {
      this.cancel();
    }
  };

  private async call(): Promise<void> {
    const given = await this.form.read();
    if (given === undefined || this.since !== undefined || (isDestructive(this.tool) && !(await this.caller.agreed(this.tool)))) {
      return;
    }
    this.clear();
    const request = new AbortController();
    this.request = request;
    this.since = performance.now();
    this.elapsed = 0;
    const clock = setInterval(() => (this.elapsed = Math.round(performance.now() - (this.since ?? 0))), TICK_MILLIS);
    try {
      const result = await this.caller.call(this.tool, given, request.signal);
      if (!request.signal.aborted) {
        this.result = result;
      }
    } catch (thrown) {
      if (!request.signal.aborted) {
        await this.show(ApiProblem.of(thrown));
      }
    } finally {
      clearInterval(clock);
      this.since = undefined;
    }
  }

  private cancel(): void {
    this.request?.abort();
    this.cancelled = true;
  }

  /** Beside the fields that it is about; what is about none below them. */
  private async show(problem: ApiProblem): Promise<void> {
    this.problem = problem;
    this.errors = Object.fromEntries(problem.violations.map(({ field, message }) => [field, message]));
    await this.updateComplete;
    this.elsewhere = await this.form.errorsElsewhere();
    this.form.focusFirstError();
  }
}

/** A server may say that a tool only reads, and then says nothing of destroying. */
function isDestructive({ annotations }: AgentTool): boolean {
  return annotations?.['destructiveHint'] === true && annotations['readOnlyHint'] !== true;
}

customElements.define('mcp-trial', McpTrial);
