// Apps & tools: the operator's tools with the user's status, and apart from them the user's own connectors.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Connector, SystemTool } from '../api/api-types';
import { failure } from '../parts/mcp-notice';
import { icon } from '../parts/icon';
import { reviewPill, statusPill } from '../parts/connector-status';
import { beginSignIn, complain } from '../shell/connector-actions';
import { Remote } from '../shell/remote';
import { Screen } from '../shell/screen';
import { UnderWay } from '../shell/under-way';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { ago } from '../text/moment';
import { noConnectors } from './no-connectors';
import '../parts/mcp-avatar';
import '../parts/mcp-key-question';
import '../parts/mcp-pill';
import '../parts/mcp-skeleton';

export class AppsScreen extends Screen {
  static override properties = { ...Screen.properties, keyFor: { state: true } };
  static override styles = [
    controls,
    css`
      .sections {
        display: grid;
        gap: 2.5rem;
        grid-template-columns: minmax(0, 1fr);
      }
      section {
        display: grid;
        gap: 0.875rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .tools {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
      }
      .tool {
        display: grid;
        grid-template-rows: auto 1fr auto;
        gap: 0.625rem;
        min-height: 9.25rem;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }
      .head h3 {
        flex: 1;
        min-width: 0;
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
        min-height: 2.375rem;
      }
      .connectors {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .connector {
        display: flex;
        align-items: center;
        gap: 0.875rem;
        min-height: 4.625rem;
        padding-block: 0.75rem;
        color: inherit;
        text-decoration: none;
        transition: border-color 0.12s;
      }
      .connector:hover {
        border-color: var(--mcp-control-line);
      }
      .connector > div {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  /** The tool whose key is asked for. */
  declare private keyFor: SystemTool | undefined;
  private readonly tools = new Remote(this, (signal) => this.session.client.call('listTools', { signal }));
  private readonly connectors = new Remote(this, (signal) => this.session.client.call('listConnectors', { signal }));
  /** By the tool that it is about. */
  private readonly underWay = new UnderWay<string>(this);

  override render() {
    return html`<div class="sections">
      <div>
        <h1 tabindex="-1">${text.apps.title}</h1>
        <p class="soft">${text.apps.lead}</p>
      </div>
      <section aria-labelledby="system">
        <div>
          <h2 id="system">${text.apps.systemTools}</h2>
          <p class="soft small">${text.apps.systemToolsLead}</p>
        </div>
        ${this.systemTools()}
      </section>
      ${this.tools.value || this.tools.problem ? this.own() : nothing}
      <mcp-key-question
        tool=${this.keyFor?.name ?? nothing}
        @closed=${() => (this.keyFor = undefined)}
        @given=${(event: CustomEvent<string>) => this.connect(this.keyFor!, event.detail)}
      ></mcp-key-question>
    </div>`;
  }

  /** Only once it is known how high everything above it is, so that it does not move. */
  private own(): TemplateResult {
    return html`<section aria-labelledby="own">
        <div class="spread">
          <div>
            <h2 id="own">${text.apps.connectors}</h2>
            <p class="soft small">${text.apps.connectorsLead}</p>
          </div>
          <div class="row">
            <a class="button" href=${this.session.href('connectors')}>${text.apps.manage}</a>
            <a class="button primary" href=${this.session.href('connectors/new')}>${icon('plus')} ${text.apps.add}</a>
          </div>
        </div>
        ${this.ownConnectors()}
      </section>`;
  }

  private systemTools(): TemplateResult {
    const { value, problem } = this.tools;
    if (value === undefined) {
      return problem ? failure(problem, () => this.tools.reload()) : html`<mcp-skeleton kind="cards"></mcp-skeleton>`;
    }
    return value.length === 0
      ? html`<p class="soft">${text.apps.noSystemTools}</p>`
      : html`<ul class="tools">
          ${value.map((tool) => html`<li class="card tool">${this.tool(tool)}</li>`)}
        </ul>`;
  }

  private tool(tool: SystemTool): TemplateResult {
    return html`<div class="head">
        <mcp-avatar name=${tool.name}></mcp-avatar>
        <h3>${tool.name}</h3>
        ${tool.is_beta ? html`<mcp-pill>${text.apps.beta}</mcp-pill>` : nothing}
      </div>
      <p class="soft small">${tool.status_message ?? tool.description}</p>
      <div class="foot">${this.toolStatus(tool)} ${this.toolAction(tool)}</div>`;
  }

  private toolStatus(tool: SystemTool): TemplateResult {
    if (tool.is_connected) {
      return tool.status === 'needs_reauth'
        ? html`<mcp-pill tone="warn">${text.apps.reconnect}</mcp-pill>`
        : html`<mcp-pill tone="good">${text.apps.connected}</mcp-pill>`;
    }
    return tool.is_enabled
      ? html`<mcp-pill tone="accent">${text.apps.available}</mcp-pill>`
      : html`<mcp-pill>${text.apps.comingSoon}</mcp-pill>`;
  }

  /** One button for all that can be done, which keeps the focus. */
  private toolAction(tool: SystemTool): TemplateResult | typeof nothing {
    const connected = tool.is_connected && tool.status !== 'needs_reauth';
    if (!connected && !tool.is_enabled) {
      return nothing;
    }
    const { apps } = text;
    const label = connected ? apps.disconnect : tool.is_connected ? apps.connectAgain : apps.connect;
    return html`<button
      type="button"
      class=${connected ? 'quiet' : ''}
      aria-label=${`${label} ${tool.name}`}
      aria-disabled=${this.underWay.has(tool.id) ? 'true' : 'false'}
      @click=${() => this.act(tool, connected)}
    >
      ${label}
    </button>`;
  }

  private act(tool: SystemTool, connected: boolean): void {
    if (this.underWay.has(tool.id)) {
      return;
    }
    if (connected) {
      void this.disconnect(tool);
    } else {
      this.begin(tool);
    }
  }

  private begin(tool: SystemTool): void {
    if (tool.auth_type === 'api_key') {
      this.keyFor = tool;
    } else {
      void this.connect(tool);
    }
  }

  private async connect(tool: SystemTool, key?: string): Promise<void> {
    if (tool.auth_type === 'oauth') {
      this.session.permit({
        name: tool.name,
        capabilities: [tool.description],
        begin: (signal) => beginSignIn(this.session, { connector_id: tool.id }, signal),
      });
      return;
    }
    await this.during(tool, async () => {
      const answer = await this.session.client.call('connectTool', {
        path: { id: tool.id },
        body: key ? { config: { api_key: key } } : undefined,
      });
      if (answer.requires_oauth && answer.oauth_url) {
        this.session.leaveFor(answer.oauth_url);
        return;
      }
      this.replace(answer);
      this.session.say({ text: answer.message, tone: answer.success ? 'good' : 'bad' });
    });
  }

  private async disconnect(tool: SystemTool): Promise<void> {
    const agreed = await this.session.ask({
      heading: text.apps.disconnectQuestion(tool.name),
      body: text.apps.disconnectBody,
      agree: text.apps.disconnect,
      danger: true,
    });
    if (agreed) {
      await this.during(tool, async () => {
        const answer = await this.session.client.call('disconnectTool', { path: { id: tool.id } });
        this.replace(answer);
        this.session.say({ text: answer.message });
      });
    }
  }

  private during(tool: SystemTool, act: () => Promise<void>): Promise<void> {
    return this.underWay.once(tool.id, () => act().catch((thrown: unknown) => complain(this.session, thrown)));
  }

  private replace(tool: SystemTool): void {
    this.tools.change((all) => all.map((one) => (one.id === tool.id ? tool : one)));
    this.session.tell('tool-changed', { id: tool.id, connected: tool.is_connected });
  }

  private ownConnectors(): TemplateResult {
    const { value, problem } = this.connectors;
    if (value === undefined) {
      return problem
        ? failure(problem, () => this.connectors.reload())
        : html`<mcp-skeleton></mcp-skeleton>`;
    }
    return value.length === 0
      ? noConnectors(this.session)
      : html`<ul class="connectors">
          ${value.map((connector) => html`<li>${this.connector(connector)}</li>`)}
        </ul>`;
  }

  private connector(connector: Connector): TemplateResult {
    return html`<a class="card connector" href=${this.session.href(`connectors/${connector.id}`)}>
      <mcp-avatar name=${connector.name}></mcp-avatar>
      <div>
        <div class="row">
          <h3>${connector.name}</h3>
          ${statusPill(connector)} ${reviewPill(connector)}
        </div>
        <p class="soft small">
          ${text.tools(connector.tool_count)} · ${text.tokens(connector.schema_tokens)} ·
          ${text.verified(ago(connector.last_verified_at))}
        </p>
      </div>
      ${icon('next')}
    </a>`;
  }
}

customElements.define('mcp-apps-screen', AppsScreen);
