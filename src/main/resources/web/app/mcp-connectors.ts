// The element that is everything: it knows the API, shows one screen at a time, and speaks with the page around it.
import { LitElement, css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ConnectorsClient, type TokenSource } from './api/connectors-client';
import { takeArrival, type Arrival } from './shell/arrival';
import { Router } from './shell/router';
import { Screen } from './shell/screen';
import { match } from './shell/screens';
import { leaveFrom } from './shell/way-back';
import type { ElementEvents, Permission, Session } from './shell/session';
import { controls } from './style/controls';
import { tokens } from './style/tokens';
import { text } from './text/en';
import { icon } from './parts/icon';
import type { McpQuestion } from './parts/mcp-question';
import type { McpToasts } from './parts/mcp-toasts';
import './parts/mcp-permission';
import './parts/mcp-question';
import './parts/mcp-toasts';
import './shell/mcp-navigation';
import './shell/mcp-sign-in';

/** The script is at `…/ui/assets/…`, so the service is two folders above. */
const OWN_BASE = new URL('../..', import.meta.url).href;

/** The screen of those who come back. */
const ARRIVALS = 'callback';

export class McpConnectors extends LitElement {
  static override properties = {
    baseUrl: { attribute: 'base-url' },
    routing: {},
    view: { noAccessor: true },
    theme: { reflect: true },
    returnPage: { attribute: 'return-page' },
    chatUrl: { attribute: 'chat-url' },
    demo: { type: Boolean },
    token: { attribute: false },
    credentials: { attribute: false },
    unauthorized: { state: true },
    refused: { state: true },
    offline: { state: true },
    permission: { state: true },
    round: { state: true },
  };
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        background: var(--mcp-background);
        container-type: inline-size;
      }
      .skip {
        position: absolute;
        z-index: 2;
        top: 0.5rem;
        left: 0.5rem;
        translate: 0 -200%;
      }
      .skip:focus {
        translate: none;
      }
      header {
        border-bottom: 1px solid var(--mcp-line);
        background: var(--mcp-surface);
      }
      main {
        max-width: var(--mcp-width);
        margin-inline: auto;
        padding: 2rem 1.25rem 5rem;
      }
      .offline {
        display: flex;
        justify-content: center;
        align-items: center;
        gap: 0.5rem;
        position: fixed;
        z-index: 5;
        inset: auto 0 0;
        padding: 0.5rem 1rem;
        background: var(--mcp-warn-soft);
        color: var(--mcp-warn);
        font-weight: 550;
      }
      .raised {
        bottom: 2.5rem;
      }
      @container (max-width: 36rem) {
        main {
          padding-top: 1.25rem;
        }
      }
    `,
  ];

  /** Where the service is, if not where the script comes from. */
  declare baseUrl: string | null;
  /** `hash` keeps the screen in the address of the page. */
  declare routing: 'hash' | 'memory' | null;
  /** `light` or `dark`; otherwise as the user's system has it. */
  declare theme: string | null;
  /** The page that users come back to from signing in to a server. */
  declare returnPage: string | null;
  /** The page where users talk to their agent. */
  declare chatUrl: string | null;
  /** Whether to show those who have nothing yet how to try a server on their own machine. */
  declare demo: boolean;
  /** The caller's token, or a function that gets one; none where a gateway adds it. */
  declare token: TokenSource;
  declare credentials: RequestCredentials | undefined;
  declare private unauthorized: boolean;
  declare private refused: boolean;
  declare private offline: boolean;
  declare private permission: Permission | undefined;
  /** Counts on where screens have to begin again, as somebody else. */
  declare private round: number;
  private router = new Router(false, () => this.moved());
  private wanted = '';
  private arrival: Arrival | undefined;
  private session!: Session;

  constructor() {
    super();
    this.baseUrl = null;
    this.routing = null;
    this.demo = false;
    this.unauthorized = false;
    this.refused = false;
    this.offline = false;
    this.round = 0;
  }

  /** The screen that is shown, as a path such as `connectors/new`. */
  get view(): string {
    return this.isConnected ? this.router.current : this.wanted;
  }

  set view(path: string) {
    this.wanted = path ?? '';
    if (this.isConnected && this.session) {
      this.router.go(this.wanted);
    }
  }

  override connectedCallback(): void {
    this.router = new Router(this.routing === 'hash', () => this.moved());
    this.router.start(this.wanted);
    this.arrival = takeArrival(this.ownReturnPage);
    if (this.arrival) {
      this.router.replace(ARRIVALS);
    }
    addEventListener('online', this.reachability);
    addEventListener('offline', this.reachability);
    this.offline = !navigator.onLine;
    super.connectedCallback();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.router.stop();
    removeEventListener('online', this.reachability);
    removeEventListener('offline', this.reachability);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!this.session || ['baseUrl', 'token', 'credentials', 'returnPage', 'chatUrl', 'demo'].some((name) => changed.has(name))) {
      this.session = this.begin();
      this.unauthorized = false;
      this.round++;
    }
  }

  private begin(): Session {
    const client = new ConnectorsClient({
      baseUrl: this.baseUrl ?? OWN_BASE,
      token: this.token,
      ...(this.credentials ? { credentials: this.credentials } : {}),
      onAnswer: ({ reached, unauthorized }) => {
        this.offline = !reached;
        if (unauthorized && !this.unauthorized) {
          this.unauthorized = true;
          this.refused = Boolean(this.token);
          this.tell('unauthorized', {});
        }
      },
    });
    return {
      client,
      go: (path) => this.router.go(path),
      href: (path) => this.router.href(path),
      say: (message) => this.renderRoot.querySelector<McpToasts>('mcp-toasts')?.show(message),
      ask: async (question) => (await this.renderRoot.querySelector<McpQuestion>('mcp-question')?.ask(question)) ?? false,
      tell: (name, detail) => this.tell(name, detail),
      leaveFor: (url) => {
        leaveFrom(this.router.current);
        if (this.tell('authorization-started', { url })) {
          location.assign(url);
        }
      },
      permit: (permission) => (this.permission = permission),
      returnPage: this.ownReturnPage,
      demo: this.demo,
      chatUrl: this.chatUrl ?? undefined,
    };
  }

  private get ownReturnPage(): string | undefined {
    return this.returnPage ?? (this.routing === 'hash' ? location.origin + location.pathname : undefined);
  }

  private tell<K extends keyof ElementEvents>(name: K, detail: ElementEvents[K]): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  private readonly reachability = (): void => {
    this.offline = !navigator.onLine;
  };

  private moved(): void {
    if (this.router.current !== ARRIVALS) {
      this.arrival = undefined;
    }
    this.requestUpdate();
    this.tell('view-changed', { view: this.router.current });
    void this.updateComplete.then(() => {
      scrollTo({ top: 0 });
      return this.screen?.focusHeading();
    });
  }

  private get screen(): Screen | undefined {
    const shown = this.renderRoot.querySelector('main')?.firstElementChild;
    return shown instanceof Screen ? shown : undefined;
  }

  override render() {
    const path = this.router.current;
    const { screen, params } = match(path);
    if (this.routing === 'hash') {
      document.title = `${screen.title} · ${text.product}`;
    }
    return html`<div @click=${(event: MouseEvent) => this.router.follow(event)}>
        <button type="button" class="skip" @click=${() => this.screen?.focusHeading()}>${text.skipToContent}</button>
        <header>
          <mcp-navigation .current=${path} .href=${(to: string) => this.router.href(to)}></mcp-navigation>
        </header>
        <main>
          ${this.unauthorized
            ? html`<mcp-sign-in
                .takesToken=${this.routing === 'hash'}
                .refused=${this.refused}
                @token=${(event: CustomEvent<string>) => this.enter(event.detail)}
              ></mcp-sign-in>`
            : keyed(`${this.round} ${path}`, screen.show(this.session, params, this.arrival))}
        </main>
      </div>
      <div role="status">
        ${this.offline ? html`<p class="offline">${icon('offline')} ${text.problems.offlineBanner}</p>` : nothing}
      </div>
      <mcp-toasts class=${this.offline ? 'raised' : ''}></mcp-toasts>
      <mcp-question></mcp-question>
      <mcp-permission
        .permission=${this.permission}
        @closed=${() => (this.permission = undefined)}
        @agreed=${(event: CustomEvent<string>) => this.session.leaveFor(event.detail)}
      ></mcp-permission>`;
  }

  /** Tries again, with a token where the user has given one. */
  private enter(token: string): void {
    if (token) {
      this.token = token;
    }
    this.unauthorized = false;
    this.round++;
  }
}

customElements.define('mcp-connectors', McpConnectors);
