// Directory: servers that whoever runs the service offers to everybody, to be connected by signing in.
import { css, html, nothing, type TemplateResult } from 'lit';
import type { PredefinedConnector } from '../api/api-types';
import { icon } from '../parts/icon';
import { failure } from '../parts/mcp-notice';
import { webAddress } from '../parts/web-address';
import { beginSignIn, complain } from '../shell/connector-actions';
import { Remote } from '../shell/remote';
import { Screen } from '../shell/screen';
import { UnderWay } from '../shell/under-way';
import { controls } from '../style/controls';
import { text } from '../text/en';
import '../parts/mcp-logo';
import '../parts/mcp-pill';
import '../parts/mcp-skeleton';

export class DirectoryScreen extends Screen {
  static override styles = [
    controls,
    css`
      .top {
        margin-bottom: 1.5rem;
      }
      .offers {
        display: grid;
        gap: 0.75rem;
        grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr));
      }
      .offer {
        display: grid;
        grid-template-rows: auto auto 1fr auto;
        gap: 0.75rem;
      }
      .head {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }
      .head > div {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .can {
        display: grid;
        gap: 0.2rem;
        align-content: start;
        margin-top: 0.25rem;
      }
      .can li {
        display: flex;
        gap: 0.5rem;
        font-size: 0.875rem;
        overflow-wrap: anywhere;
      }
      .can svg {
        width: 0.9rem;
        height: 0.9rem;
        margin-top: 0.22rem;
        color: var(--mcp-text-soft);
      }
      .foot {
        display: flex;
        align-items: center;
        justify-content: space-between;
        flex-wrap: wrap;
        gap: 0.5rem 1rem;
      }
      .links {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 0.875rem;
        font-size: 0.8125rem;
      }
      .links a {
        padding-block: 0.2rem;
      }
    `,
  ];

  private readonly offers = new Remote(this, (signal) => this.session.client.call('listPredefinedConnectors', { signal }));
  private readonly connectors = new Remote(this, (signal) => this.session.client.call('listConnectors', { signal }));
  /** By the offer that it is about. */
  private readonly underWay = new UnderWay<string>(this);

  override render() {
    return html`<div class="top">
        <h1 tabindex="-1">${text.directory.title}</h1>
        <p class="soft">${text.directory.lead}</p>
      </div>
      ${this.list()}`;
  }

  private list(): TemplateResult {
    const { value, problem } = this.offers;
    if (value === undefined) {
      return problem ? failure(problem, () => this.offers.reload()) : html`<mcp-skeleton kind="cards"></mcp-skeleton>`;
    }
    return value.length === 0
      ? html`<mcp-notice heading=${text.directory.emptyHeading} body=${text.directory.emptyBody}>
          <a class="button" href=${this.session.href('connectors/new')}>${icon('plus')} ${text.apps.add}</a>
        </mcp-notice>`
      : html`<ul class="offers">
          ${value.map((offer) => html`<li class="card offer">${this.offer(offer)}</li>`)}
        </ul>`;
  }

  private offer(offer: PredefinedConnector): TemplateResult {
    const { name, description, developer, capabilities, logo, website, privacy_policy: policy } = offer;
    return html`<div class="head">
        <mcp-logo name=${name} .logo=${logo}></mcp-logo>
        <div>
          <h2>${name}</h2>
          ${developer ? html`<p class="soft small">${text.directory.by(developer)}</p>` : nothing}
        </div>
        ${offer.is_connected ? html`<mcp-pill tone="good">${text.directory.connected}</mcp-pill>` : nothing}
      </div>
      <p class="soft">${description}</p>
      ${capabilities.length > 0
        ? html`<div>
            <p class="label small">${text.directory.can}</p>
            <ul class="can">
              ${capabilities.map((one) => html`<li>${icon('check')} <span>${one}</span></li>`)}
            </ul>
          </div>`
        : html`<span></span>`}
      <div class="foot">
        <div class="links">
          ${elsewhere(text.directory.website, name, website)} ${elsewhere(text.directory.privacy, name, policy)}
        </div>
        <div class="row">${offer.is_connected ? this.connectedActions(offer) : this.connectAction(offer)}</div>
      </div>`;
  }

  private connectAction(offer: PredefinedConnector): TemplateResult {
    return html`<button
      type="button"
      class="primary"
      aria-label=${text.directory.connectOne(offer.name)}
      @click=${() => this.connect(offer)}
    >
      ${text.directory.connect}
    </button>`;
  }

  private connectedActions(offer: PredefinedConnector): TemplateResult {
    // Offers do not say which connector came of them; only one has this address, unless the user made another.
    const connector = this.connectors.value?.find((one) => one.server_url === offer.server_url);
    return html`<button
        type="button"
        class="quiet"
        aria-label=${text.directory.disconnectOne(offer.name)}
        aria-disabled=${this.underWay.has(offer.id) ? 'true' : 'false'}
        @click=${() => this.underWay.once(offer.id, () => this.disconnect(offer))}
      >
        ${text.directory.disconnect}
      </button>
      ${connector
        ? html`<a
            class="button"
            aria-label=${text.directory.openOne(offer.name)}
            href=${this.session.href(`connectors/${connector.id}`)}
            >${text.directory.open}</a
          >`
        : nothing}`;
  }

  private connect(offer: PredefinedConnector): void {
    this.session.permit({
      name: offer.name,
      capabilities: offer.capabilities,
      server: offer.server_url,
      privacyPolicy: offer.privacy_policy,
      begin: (signal) => beginSignIn(this.session, { connector_id: offer.id }, signal),
    });
  }

  private async disconnect(offer: PredefinedConnector): Promise<void> {
    const agreed = await this.session.ask({
      heading: text.directory.disconnectQuestion(offer.name),
      body: text.directory.disconnectBody,
      agree: text.directory.disconnect,
      danger: true,
    });
    if (!agreed) {
      return;
    }
    try {
      const done = await this.session.client.call('disconnect', { path: { id: offer.id } });
      const connector = this.connectors.value?.find((one) => one.server_url === offer.server_url);
      this.offers.change((all) => all.map((one) => (one.id === offer.id ? { ...one, is_connected: false } : one)));
      this.session.say({ text: done.message });
      if (connector) {
        this.session.tell('connector-deleted', { id: connector.id });
      }
      // The button that had the focus is gone.
      await this.focusHeading();
    } catch (thrown) {
      complain(this.session, thrown);
    }
  }
}

function elsewhere(label: string, name: string, given: string | null): TemplateResult | typeof nothing {
  const url = webAddress(given);
  return url
    ? html`<a
        href=${url.href}
        target="_blank"
        rel="noopener noreferrer"
        aria-label=${`${name}: ${text.directory.elsewhere(label, url.hostname)}`}
        >${label}</a
      >`
    : nothing;
}

customElements.define('mcp-directory-screen', DirectoryScreen);
