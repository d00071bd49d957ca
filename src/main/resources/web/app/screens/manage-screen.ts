// Manage connectors: all of the user's, to be switched, refreshed, changed and deleted.
import { css, html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Connector } from '../api/api-types';
import { failure } from '../parts/mcp-notice';
import { icon } from '../parts/icon';
import { reviewPill, statusPill } from '../parts/connector-status';
import { keepInList, refreshConnector, removeConnector, switchConnector } from '../shell/connector-actions';
import { Remote } from '../shell/remote';
import { Screen } from '../shell/screen';
import { UnderWay } from '../shell/under-way';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { ago } from '../text/moment';
import { noConnectors } from './no-connectors';
import '../parts/mcp-avatar';
import '../parts/mcp-skeleton';
import '../parts/mcp-switch';

export class ManageScreen extends Screen {
  static override styles = [
    controls,
    css`
      .spread {
        margin-bottom: 1.5rem;
      }
      ul {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: minmax(0, 1fr);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto auto;
        align-items: center;
        gap: 0.25rem 0.875rem;
        min-height: 4.625rem;
        padding-block: 0.75rem;
      }
      li a {
        color: inherit;
        text-decoration: none;
      }
      li a:hover {
        text-decoration: underline;
      }
      .url {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .actions {
        display: flex;
      }
      .actions .quiet {
        padding-inline: 0.5rem;
        color: var(--mcp-text-soft);
      }
      .actions .quiet.danger:hover {
        color: var(--mcp-bad);
      }
      .turning svg {
        animation: turn 0.9s linear infinite;
      }
      @keyframes turn {
        to {
          rotate: 1turn;
        }
      }
      @media (max-width: 40rem) {
        li {
          grid-template-columns: auto minmax(0, 1fr) auto;
        }
        .actions {
          grid-column: 2 / -1;
          margin-left: -0.5rem;
        }
        mcp-switch {
          grid-area: 1 / 3;
        }
      }
    `,
  ];

  private readonly connectors = new Remote(this, (signal) => this.session.client.call('listConnectors', { signal }));
  private readonly keep = keepInList(this.connectors);
  /** By the connector that is read again. */
  private readonly underWay = new UnderWay<number>(this);

  override render() {
    return html`<div class="spread">
        <div>
          <h1 tabindex="-1">${text.manage.title}</h1>
          <p class="soft">${text.manage.lead}</p>
        </div>
        <a class="button primary" href=${this.session.href('connectors/new')}>${icon('plus')} ${text.apps.add}</a>
      </div>
      ${this.list()}`;
  }

  private list(): TemplateResult {
    const { value, problem } = this.connectors;
    if (value === undefined) {
      return problem ? failure(problem, () => this.connectors.reload()) : html`<mcp-skeleton></mcp-skeleton>`;
    }
    return value.length === 0
      ? noConnectors(this.session)
      : html`<ul>
          ${repeat(
            value,
            (connector) => connector.id,
            (connector) => html`<li class="card">${this.connector(connector)}</li>`,
          )}
        </ul>`;
  }

  private connector(connector: Connector): TemplateResult {
    const { id, name, is_active, tool_count, schema_tokens, last_verified_at, server_url } = connector;
    const turning = this.underWay.has(id);
    return html`<mcp-avatar name=${name}></mcp-avatar>
      <div>
        <div class="row">
          <h2 class="name"><a href=${this.session.href(`connectors/${id}`)}>${name}</a></h2>
          ${statusPill(connector)} ${reviewPill(connector)}
        </div>
        <p class="soft small url">${server_url}</p>
        <p class="soft small">
          ${text.tools(tool_count)} · ${text.tokens(schema_tokens)} · ${text.verified(ago(last_verified_at))}
        </p>
      </div>
      <div class="actions" role="group" aria-label=${text.manage.actions(name)}>
        <button
          type="button"
          class=${`quiet ${turning ? 'turning' : ''}`}
          title=${text.refresh}
          aria-label=${text.manage.refreshOne(name)}
          aria-disabled=${turning ? 'true' : 'false'}
          @click=${() => this.refresh(connector)}
        >
          ${icon('refresh')}
        </button>
        <a
          class="button quiet"
          title=${text.edit}
          aria-label=${text.manage.editOne(name)}
          href=${this.session.href(`connectors/${id}/edit`)}
          >${icon('edit')}</a
        >
        <button
          type="button"
          class="quiet danger"
          title=${text.remove}
          aria-label=${text.manage.removeOne(name)}
          @click=${() => this.discard(connector)}
        >
          ${icon('trash')}
        </button>
      </div>
      <mcp-switch
        label=${text.manage.switch(name)}
        .checked=${is_active}
        @wanted=${(event: CustomEvent<boolean>) => switchConnector(this.session, this.keep, connector, event.detail)}
      ></mcp-switch>`;
  }

  private refresh(connector: Connector): Promise<void> {
    return this.underWay.once(connector.id, () => refreshConnector(this.session, this.keep, connector));
  }

  private async discard(connector: Connector): Promise<void> {
    if (await removeConnector(this.session, connector)) {
      this.connectors.change((all) => all.filter((one) => one.id !== connector.id));
      // What had the focus is gone.
      await this.focusHeading();
    }
  }
}

customElements.define('mcp-manage-screen', ManageScreen);
