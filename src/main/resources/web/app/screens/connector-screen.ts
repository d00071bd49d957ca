// One connector: how it is, what has to be looked at, and its tools with a switch for each.
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiProblem } from '../api/api-problem';
import type { Connector, TrustedTool } from '../api/api-types';
import { failure } from '../parts/mcp-notice';
import { icon } from '../parts/icon';
import { statusPill } from '../parts/connector-status';
import {
  complain,
  refreshConnector,
  removeConnector,
  signInAgain,
  switchConnector,
  type Keep,
} from '../shell/connector-actions';
import { Remote } from '../shell/remote';
import { Screen } from '../shell/screen';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { ago } from '../text/moment';
import '../parts/mcp-diff';
import '../parts/mcp-skeleton';
import '../parts/mcp-switch';
import '../parts/mcp-tool';

/** From how many tools on a list wants to be searched. */
const MANY = 8;

export class ConnectorScreen extends Screen {
  static override properties = {
    ...Screen.properties,
    connectorId: { attribute: false },
    refreshing: { state: true },
    sought: { state: true },
  };
  static override styles = [
    controls,
    css`
      .page {
        display: grid;
        gap: 1.5rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .back {
        display: inline-flex;
        align-items: center;
        gap: 0.25rem;
        margin-left: -0.25rem;
        font-size: 0.875rem;
        text-decoration: none;
      }
      .head {
        margin-top: 0.5rem;
      }
      .head > div:first-child {
        min-width: 0;
      }
      .head mcp-switch {
        margin-inline: 0.375rem;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(9.5rem, 40%), 1fr));
        gap: 0.75rem 1.25rem;
      }
      dt {
        color: var(--mcp-text-soft);
        font-size: 0.8125rem;
      }
      dd {
        overflow-wrap: anywhere;
      }
      .wide {
        grid-column: 1 / -1;
      }
      section {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .list {
        padding: 0;
        overflow: hidden;
      }
      .list > li + li {
        border-top: 1px solid var(--mcp-line);
      }
      .review .list {
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
      input[type='search'] {
        max-width: 18rem;
      }
      .turning svg {
        animation: turn 0.9s linear infinite;
      }
      @keyframes turn {
        to {
          rotate: 1turn;
        }
      }
    `,
  ];

  declare connectorId: number;
  declare private refreshing: boolean;
  declare private sought: string;
  private readonly connector = new Remote(this, (signal) =>
    this.session.client.call('getConnector', { path: { id: this.connectorId }, signal }),
  );
  private readonly tools = new Remote(this, (signal) =>
    this.session.client.call('listConnectorTools', { path: { id: this.connectorId }, signal }),
  );
  private readonly keep: Keep = (_, change) => this.connector.change(change);

  constructor() {
    super();
    this.refreshing = false;
    this.sought = '';
  }

  override render() {
    const { value, problem } = this.connector;
    return html`<div class="page">
      <div>
        <a class="back" href=${this.session.href('connectors')}>${icon('back')} ${text.manage.title}</a>
        ${this.head(value)}
      </div>
      ${value === undefined
        ? problem
          ? failure(problem, () => this.connector.reload())
          : html`<mcp-skeleton count="4"></mcp-skeleton>`
        : html`${this.trouble(value)} ${this.facts(value)} ${this.review()} ${this.allTools()}`}
    </div>`;
  }

  private head(connector: Connector | undefined): TemplateResult {
    return html`<div class="spread head">
      <div>
        <div class="row">
          <h1 tabindex="-1">${connector?.name ?? text.connector.title}</h1>
          ${connector ? statusPill(connector) : nothing}
        </div>
        ${connector?.description ? html`<p class="soft">${connector.description}</p>` : nothing}
      </div>
      ${connector ? this.actions(connector) : nothing}
    </div>`;
  }

  private actions(connector: Connector): TemplateResult {
    return html`<div class="row">
      <mcp-switch
        label=${text.manage.switch(connector.name)}
        .checked=${connector.is_active}
        @wanted=${(event: CustomEvent<boolean>) => switchConnector(this.session, this.keep, connector, event.detail)}
      ></mcp-switch>
      <button
        type="button"
        class=${this.refreshing ? 'turning' : ''}
        ?disabled=${this.refreshing}
        @click=${() => this.refresh(connector)}
      >
        ${icon('refresh')} ${text.refresh}
      </button>
      <a class="button" href=${this.session.href(`connectors/${connector.id}/edit`)}>${icon('edit')} ${text.edit}</a>
      <button type="button" class="danger" @click=${() => this.discard(connector)}>${icon('trash')} ${text.remove}</button>
    </div>`;
  }

  private trouble(connector: Connector): TemplateResult | typeof nothing {
    if (connector.inactive_reason === 'TOOLS_CHANGED') {
      return html`<mcp-notice compact tone="warn" picture="warning" body=${text.connector.switchedOffByChange}></mcp-notice>`;
    }
    if (connector.status === 'needs_reauth') {
      return html`<mcp-notice
        compact
        tone="warn"
        picture="key"
        heading=${text.connector.needsReauth}
        body=${connector.last_error?.message ?? ''}
      >
        ${connector.auth_type === 'oauth'
          ? html`<button type="button" @click=${() => signInAgain(this.session, connector)}>
              ${text.connector.signInAgain}
            </button>`
          : nothing}
      </mcp-notice>`;
    }
    return connector.last_error && connector.status === 'failing'
      ? html`<mcp-notice
          compact
          tone="bad"
          picture="warning"
          heading=${text.connector.failing}
          body=${`${connector.last_error.message} (${ago(connector.last_error.at)})`}
        ></mcp-notice>`
      : nothing;
  }

  private facts(connector: Connector): TemplateResult {
    const fact = (name: string, value: string) => html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
    return html`<dl class="card">
      <div class="wide">
        <dt>${text.connector.server}</dt>
        <dd>${connector.server_url}</dd>
      </div>
      ${fact(text.connector.authentication, text.auth[connector.auth_type] ?? connector.auth_type)}
      ${connector.protocol_version ? fact(text.connector.protocol, connector.protocol_version) : nothing}
      ${fact(text.connector.lastVerified, ago(connector.last_verified_at))}
      ${fact(text.connector.cost, text.tokens(connector.schema_tokens))}
    </dl>`;
  }

  private review(): TemplateResult | typeof nothing {
    const waiting = this.tools.value?.filter((tool) => tool.state === 'changed' || tool.state === 'pending') ?? [];
    return waiting.length === 0
      ? nothing
      : html`<section class="review" aria-labelledby="review">
          <div class="spread">
            <div>
              <h2 id="review">${text.connector.review} (${waiting.length})</h2>
              <p class="soft small">${text.connector.reviewLead}</p>
            </div>
            ${waiting.length > 1
              ? html`<button type="button" class="primary" @click=${() => this.approve(waiting)}>
                  ${text.connector.approveAll}
                </button>`
              : nothing}
          </div>
          <ul class="card list">
            ${repeat(
              waiting,
              (tool) => tool.name,
              (tool) => html`<li>
                <mcp-tool .tool=${tool}>
                  <mcp-pill slot="status" tone="warn"
                    >${tool.state === 'changed' ? text.connector.changed : text.connector.pending}</mcp-pill
                  >
                  <button
                    slot="action"
                    type="button"
                    aria-label=${text.connector.approveOne(tool.name)}
                    @click=${() => this.approve([tool])}
                  >
                    ${icon('check')} ${text.connector.approve}
                  </button>
                  ${this.warnings(tool)}
                  ${tool.state === 'changed' ? html`<mcp-diff .differences=${tool.diff}></mcp-diff>` : nothing}
                </mcp-tool>
              </li>`,
            )}
          </ul>
        </section>`;
  }

  private warnings(tool: TrustedTool): TemplateResult[] {
    return tool.warnings.map(
      (code) => html`<p class="warning">${icon('warning')} <span>${text.connector.warnings[code] ?? code}</span></p>`,
    );
  }

  private allTools(): TemplateResult {
    const { value, problem } = this.tools;
    if (value === undefined) {
      return problem ? failure(problem, () => this.tools.reload()) : html`<mcp-skeleton></mcp-skeleton>`;
    }
    const needle = this.sought.toLowerCase();
    const found = value.filter((tool) => `${tool.name} ${tool.title ?? ''} ${tool.description}`.toLowerCase().includes(needle));
    return html`<section aria-labelledby="tools">
      <div class="spread">
        <h2 id="tools">${text.connector.toolsHeading} (${value.length})</h2>
        ${value.length >= MANY
          ? html`<input
              type="search"
              aria-label=${text.connector.filter}
              placeholder=${text.connector.filter}
              .value=${this.sought}
              @input=${(event: InputEvent) => (this.sought = (event.target as HTMLInputElement).value)}
            />`
          : nothing}
      </div>
      ${found.length === 0
        ? html`<p class="soft" role="status">${value.length === 0 ? text.connector.noTools : text.connector.noMatch}</p>`
        : html`<ul class="card list">
            ${repeat(
              found,
              (tool) => tool.name,
              (tool) => html`<li>
                <mcp-tool .tool=${tool}>
                  ${tool.state === 'changed' || tool.state === 'pending'
                    ? html`<mcp-pill slot="status" tone="warn">${text.connector.review}</mcp-pill>`
                    : nothing}
                  <mcp-switch
                    slot="action"
                    label=${text.connector.toolSwitch(tool.name)}
                    .checked=${tool.is_enabled}
                    @wanted=${(event: CustomEvent<boolean>) => this.enable(tool, event.detail)}
                  ></mcp-switch>
                </mcp-tool>
              </li>`,
            )}
          </ul>`}
    </section>`;
  }

  private put(tool: TrustedTool): (all: TrustedTool[]) => TrustedTool[] {
    return (all) => all.map((one) => (one.name === tool.name ? tool : one));
  }

  private async enable(tool: TrustedTool, wanted: boolean): Promise<void> {
    try {
      const answer = await this.tools.optimistically(this.put({ ...tool, is_enabled: wanted }), this.put(tool), () =>
        this.session.client.call('updateConnectorTool', {
          path: { id: this.connectorId, name: tool.name },
          body: { is_enabled: wanted },
        }),
      );
      this.tools.change(this.put(answer));
      this.session.tell('connector-changed', { id: this.connectorId });
    } catch (thrown) {
      complain(this.session, thrown);
    }
  }

  /** Agrees to what is shown, and to nothing that the server says meanwhile. */
  private async approve(shown: readonly TrustedTool[]): Promise<void> {
    const fingerprints = Object.fromEntries(shown.map((tool) => [tool.name, tool.fingerprint]));
    try {
      this.tools.set(
        await this.session.client.call('approveConnectorTools', { path: { id: this.connectorId }, body: { fingerprints } }),
      );
    } catch (thrown) {
      const changed = ApiProblem.of(thrown).code === 'CONCURRENT_CHANGE';
      if (changed) {
        this.session.say({ text: text.connector.changedMeanwhile, tone: 'bad' });
        await this.tools.reload();
      } else {
        complain(this.session, thrown);
      }
      return;
    }
    this.session.say({ text: text.connector.approved(shown.length) });
    this.session.tell('connector-changed', { id: this.connectorId });
    await this.connector.reload();
    // The button that had the focus is gone.
    this.renderRoot.querySelector<HTMLElement>('#tools')?.scrollIntoView({ block: 'nearest' });
    await this.focusHeading();
  }

  private async refresh(connector: Connector): Promise<void> {
    this.refreshing = true;
    await refreshConnector(this.session, this.keep, connector);
    await this.tools.reload();
    this.refreshing = false;
  }

  private async discard(connector: Connector): Promise<void> {
    if (await removeConnector(this.session, connector)) {
      this.session.go('connectors');
    }
  }
}

customElements.define('mcp-connector-screen', ConnectorScreen);
