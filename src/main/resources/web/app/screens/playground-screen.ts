// Playground: the user's tools as their agent gets them, to be chosen, looked at and called.
import { css, html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { AgentTool, AgentTools } from '../api/api-types';
import { failure } from '../parts/mcp-notice';
import { icon } from '../parts/icon';
import type { Caller, McpTrial } from '../parts/mcp-trial';
import { Remote } from '../shell/remote';
import { Screen } from '../shell/screen';
import { controls } from '../style/controls';
import { text } from '../text/en';
import '../parts/mcp-catalogue';
import '../parts/mcp-notice';
import '../parts/mcp-segments';
import '../parts/mcp-skeleton';
import '../parts/mcp-tool-choice';
import '../parts/mcp-trial';

type Format = 'mcp' | 'openai' | 'anthropic';

/** Twice as long as a tool may take, since a call may be made once more. */
const PATIENCE_MILLIS = 150_000;
/** While somebody clicks from one box to the next. */
const SETTLE_MILLIS = 250;
/** What a request's first line has room for. */
const LONGEST_SELECTION = 8_000;

export class PlaygroundScreen extends Screen {
  static override properties = {
    ...Screen.properties,
    chosen: { state: true },
    current: { state: true },
    view: { state: true },
    format: { state: true },
  };
  static override styles = [
    controls,
    css`
      .top {
        margin-bottom: 1.5rem;
      }
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 19rem) minmax(0, 1fr);
        align-items: start;
        gap: 1.5rem;
      }
      mcp-tool-choice {
        position: sticky;
        top: 1rem;
        max-height: calc(100dvh - 2rem);
      }
      .work {
        display: grid;
        gap: 1rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .bar {
        display: flex;
        align-items: center;
        justify-content: space-between;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
      }
      .card {
        padding: 1.25rem;
      }
      @media (max-width: 52rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
        mcp-tool-choice {
          position: static;
          max-height: 22rem;
        }
      }
    `,
  ];

  /** The names of tools; undefined for all that there are. */
  declare private chosen: ReadonlySet<string> | undefined;
  declare private current: string;
  declare private view: string;
  declare private format: Format;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private readonly all = new Remote(this, (signal) => this.session.client.call('listAgentTools', { signal }));
  private readonly catalogue = new Remote<AgentTools | undefined>(this, (signal) => this.given(signal));

  constructor() {
    super();
    this.current = '';
    this.view = 'try';
    this.format = 'mcp';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.settling);
  }

  private async given(signal: AbortSignal): Promise<AgentTools | undefined> {
    if (this.view !== 'agent' || this.chosen?.size === 0) {
      return undefined;
    }
    return this.session.client.call('listAgentTools', {
      query: {
        format: this.format,
        ...(this.chosen ? { selected: [selection(this.chosen, this.all.value?.tools ?? [])] } : {}),
      },
      signal,
    });
  }

  override render() {
    return html`<div class="top">
        <h1 tabindex="-1">${text.playground.title}</h1>
        <p class="soft">${text.playground.lead}</p>
      </div>
      ${this.content()}`;
  }

  private content(): TemplateResult {
    const { value, problem } = this.all;
    if (value === undefined) {
      return problem ? failure(problem, () => this.all.reload()) : html`<mcp-skeleton></mcp-skeleton>`;
    }
    const { playground } = text;
    if (value.tools.length === 0 && value.withheld.length === 0) {
      return html`<mcp-notice heading=${playground.emptyHeading} body=${playground.emptyBody}>
        <a class="button primary" href=${this.session.href('connectors/new')}>${icon('plus')} ${text.apps.add}</a>
      </mcp-notice>`;
    }
    const names = this.chosen ?? new Set(value.tools.map((tool) => tool.name));
    return html`<div class="columns">
      <mcp-tool-choice
        .tools=${value.tools}
        .chosen=${names}
        current=${this.view === 'try' ? this.current : ''}
        @picked=${(event: CustomEvent<string>) => this.pick(event.detail)}
        @chosen=${(event: CustomEvent<string[]>) => this.choose(event.detail, value.tools)}
      ></mcp-tool-choice>
      <div class="work">
        <div class="bar">
          <mcp-segments
            label=${playground.views}
            .options=${[
              { value: 'try', label: playground.tryView },
              { value: 'agent', label: playground.agentView },
            ]}
            .value=${this.view}
            @chosen=${(event: CustomEvent<string>) => this.look(event.detail)}
          ></mcp-segments>
          ${this.view === 'agent' ? this.formats() : nothing}
        </div>
        ${this.view === 'agent' ? this.agentView() : this.tryView(value.tools)}
      </div>
    </div>`;
  }

  private formats(): TemplateResult {
    const options = Object.entries(text.playground.formats).map(([value, label]) => ({ value, label }));
    return html`<mcp-segments
      label=${text.playground.format}
      .options=${options}
      .value=${this.format}
      @chosen=${(event: CustomEvent<string>) => {
        this.format = event.detail as Format;
        void this.catalogue.reload();
      }}
    ></mcp-segments>`;
  }

  private agentView(): TemplateResult {
    const { value, problem } = this.catalogue;
    if (this.chosen?.size === 0) {
      return html`<mcp-notice heading=${text.playground.nothingChosen} body=""></mcp-notice>`;
    }
    if (problem) {
      return failure(problem, () => this.catalogue.reload());
    }
    return value === undefined
      ? html`<mcp-skeleton></mcp-skeleton>`
      : html`<div class="card" aria-busy=${this.catalogue.loading ? 'true' : 'false'}>
          ${guard([value], () => html`<mcp-catalogue .catalogue=${value} @copy-wanted=${this.copy}></mcp-catalogue>`)}
        </div>`;
  }

  private tryView(tools: readonly AgentTool[]): TemplateResult {
    const tool = tools.find((one) => one.name === this.current);
    return tool
      ? html`<div class="card"><mcp-trial .tool=${tool} .caller=${this.caller}></mcp-trial></div>`
      : html`<mcp-notice picture="play" heading=${text.playground.pickHeading} body=${text.playground.pick}></mcp-notice>`;
  }

  private look(view: string): void {
    this.view = view;
    void this.catalogue.reload();
  }

  /** On a phone it is below the list. */
  private async pick(name: string): Promise<void> {
    this.current = name;
    this.view = 'try';
    await this.updateComplete;
    await this.renderRoot.querySelector<McpTrial>('mcp-trial')?.focusHeading();
  }

  private choose(names: readonly string[], all: readonly AgentTool[]): void {
    this.chosen = names.length === all.length ? undefined : new Set(names);
    this.session.tell('selection-changed', { names: [...names] });
    clearTimeout(this.settling);
    this.settling = setTimeout(() => void this.catalogue.reload(), SETTLE_MILLIS);
  }

  private readonly caller: Caller = {
    agreed: (tool) =>
      this.session.ask({
        heading: text.playground.confirm(tool.title || tool.name),
        body: text.playground.confirmBody,
        agree: text.playground.confirmAgree,
        danger: true,
      }),
    call: (tool, given, signal) =>
      this.session.client.call('callAgentTool', {
        path: { name: tool.name },
        body: { arguments: given },
        signal,
        patience: PATIENCE_MILLIS,
      }),
  };

  private readonly copy = async (event: CustomEvent<string>): Promise<void> => {
    try {
      await navigator.clipboard.writeText(event.detail);
      this.session.say({ text: text.playground.copied });
    } catch (thrown) {
      this.session.say({ text: String(thrown), tone: 'bad' });
    }
  };
}

/** The names of the chosen; of very many those of the connectors instead of which all are chosen. */
function selection(chosen: ReadonlySet<string>, all: readonly AgentTool[]): string {
  const names = [...chosen].join(',');
  if (names.length <= LONGEST_SELECTION) {
    return names;
  }
  const partly = new Set(all.filter((tool) => !chosen.has(tool.name)).map(slugOf));
  return [...new Set(all.filter((tool) => chosen.has(tool.name)).map((tool) => (partly.has(slugOf(tool)) ? tool.name : slugOf(tool))))].join(',');
}

function slugOf({ name }: AgentTool): string {
  return name.split('__')[0]!;
}

customElements.define('mcp-playground-screen', PlaygroundScreen);
