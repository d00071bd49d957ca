// One connector: how it is, what has to be looked at, and its tools with a switch for each.
import { css, html, nothing, type TemplateResult } from 'lit';
import { ApiProblem } from '../api/api-problem';
import type { Connector, TrustedTool } from '../api/api-types';
import { failure } from '../parts/mcp-notice';
import { icon } from '../parts/icon';
import { statusPill, waitsForReview } from '../parts/connector-status';
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
import { UnderWay } from '../shell/under-way';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { ago } from '../text/moment';
import type { Switched } from '../parts/mcp-tool-list';
import '../parts/mcp-review';
import '../parts/mcp-skeleton';
import '../parts/mcp-switch';
import '../parts/mcp-tool-list';

export class ConnectorScreen extends Screen {
  static override properties = { ...Screen.properties, connectorId: { attribute: false } };
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
  private readonly connector = new Remote(this, (signal) =>
    this.session.client.call('getConnector', { path: { id: this.connectorId }, signal }),
  );
  private readonly tools = new Remote(this, (signal) =>
    this.session.client.call('listConnectorTools', { path: { id: this.connectorId }, signal }),
  );
  private readonly keep: Keep = (_, change) => this.connector.change(change);
  private readonly underWay = new UnderWay<'refresh'>(this);

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
        : html`${this.trouble(value)} ${this.facts(value)} ${this.allTools()}`}
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
    const turning = this.underWay.has('refresh');
    return html`<div class="row">
      <mcp-switch
        label=${text.manage.switch(connector.name)}
        .checked=${connector.is_active}
        @wanted=${(event: CustomEvent<boolean>) => switchConnector(this.session, this.keep, connector, event.detail)}
      ></mcp-switch>
      <button
        type="button"
        class=${turning ? 'turning' : ''}
        aria-disabled=${turning ? 'true' : 'false'}
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

  private allTools(): TemplateResult {
    const { value, problem } = this.tools;
    if (value === undefined) {
      return problem ? failure(problem, () => this.tools.reload()) : html`<mcp-skeleton></mcp-skeleton>`;
    }
    const waiting = value.filter(waitsForReview);
    return html`${waiting.length > 0
        ? html`<mcp-review
            .tools=${waiting}
            @approved=${(event: CustomEvent<readonly TrustedTool[]>) => this.approve(event.detail)}
          ></mcp-review>`
        : nothing}
      <mcp-tool-list
        .tools=${value}
        @switched=${(event: CustomEvent<Switched>) => this.enable(event.detail.tool, event.detail.wanted)}
      ></mcp-tool-list>`;
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
    this.renderRoot.querySelector('mcp-tool-list')?.scrollIntoView({ block: 'nearest' });
    await this.focusHeading();
  }

  private refresh(connector: Connector): Promise<void> {
    return this.underWay.once('refresh', async () => {
      await refreshConnector(this.session, this.keep, connector);
      await this.tools.reload();
    });
  }

  private async discard(connector: Connector): Promise<void> {
    if (await removeConnector(this.session, connector)) {
      this.session.go('connectors');
    }
  }
}

customElements.define('mcp-connector-screen', ConnectorScreen);
