// Where users are back from signing in to a server: what came of it, and what to do next.
import { css, html, nothing, type TemplateResult } from 'lit';
import { ApiProblem } from '../api/api-problem';
import { icon } from '../parts/icon';
import type { Arrival } from '../shell/arrival';
import { Remote } from '../shell/remote';
import { Screen } from '../shell/screen';
import { takeWayBack } from '../shell/way-back';
import { controls } from '../style/controls';
import { text } from '../text/en';
import '../parts/mcp-skeleton';

/** How a sign-in has ended. */
type Outcome =
  | { kind: 'connected'; name: string; connectorId: number | undefined }
  | { kind: 'failed'; sentence: string; word: string | undefined }
  | { kind: 'doubtful' }
  | { kind: 'nothing' };

/** A word of a list (RFC 6749), not whatever somebody puts into an address. */
const WORD = /^[a-z_]{1,40}$/;

export class CallbackScreen extends Screen {
  static override properties = { ...Screen.properties, arrival: { attribute: false } };
  static override styles = [
    controls,
    css`
      section.card {
        display: grid;
        justify-items: center;
        gap: 0.5rem;
        max-width: 32rem;
        margin: 2rem auto 0;
        padding: 2.5rem 1.5rem;
        text-align: center;
        overflow-wrap: anywhere;
      }
      .picture {
        display: grid;
        place-items: center;
        width: 3.25rem;
        height: 3.25rem;
        margin-bottom: 0.5rem;
        border-radius: 50%;
        background: var(--mcp-sunken);
        color: var(--mcp-text-soft);
      }
      .picture svg {
        width: 1.5rem;
        height: 1.5rem;
      }
      .good {
        background: var(--mcp-good-soft);
        color: var(--mcp-good);
      }
      .bad {
        background: var(--mcp-bad-soft);
        color: var(--mcp-bad);
      }
      .turning {
        animation: turn 1.1s linear infinite;
      }
      @keyframes turn {
        to {
          rotate: 1turn;
        }
      }
      .row {
        justify-content: center;
        margin-top: 1.25rem;
      }
    `,
  ];

  declare arrival: Arrival | undefined;
  private wayBack: string | undefined;
  private readonly outcome = new Remote(this, (signal) => this.finish(signal));

  private async finish(signal: AbortSignal): Promise<Outcome> {
    const { arrival } = this;
    this.wayBack ??= takeWayBack();
    if (!arrival) {
      return { kind: 'nothing' };
    }
    try {
      return arrival.kind === 'code' ? await this.exchange(arrival, signal) : await this.check(arrival, signal);
    } catch (thrown) {
      const problem = ApiProblem.of(thrown);
      if (problem.isOffline || problem.isUnauthorized || problem.code === 'UNREADABLE') {
        throw problem;
      }
      const word = problem.body?.oauth_error ?? problem.body?.error_code ?? problem.code;
      return failed(word.toLowerCase(), problem.detail);
    }
  }

  private async exchange(arrival: Arrival & { kind: 'code' }, signal: AbortSignal): Promise<Outcome> {
    const done = await this.session.client.call('exchangeCode', { body: arrival.response, signal });
    return this.connected(done.connector_name, done.connector_id ?? undefined);
  }

  /** Asks, rather than to believe an address that anybody can make. */
  private async check({ error, id, connectorId }: Arrival & { kind: 'told' }, signal: AbortSignal): Promise<Outcome> {
    if (error !== undefined) {
      return failed(error);
    }
    const target = connectorId?.toString() ?? id;
    if (target === undefined) {
      return { kind: 'doubtful' };
    }
    const status = await this.session.client.call('getConnectionStatus', { path: { id: target }, signal });
    return status.connected
      ? this.connected(status.connector_name ?? text.callback.nameless, status.connector_id ?? connectorId)
      : { kind: 'doubtful' };
  }

  private connected(name: string, connectorId: number | undefined): Outcome {
    if (connectorId !== undefined) {
      this.session.tell('connector-saved', { id: connectorId });
    }
    return { kind: 'connected', name, connectorId };
  }

  override render() {
    const { value, problem } = this.outcome;
    if (problem) {
      return this.shown('warning', 'bad', text.callback.failedHeading, problem.detail, [
        html`<button type="button" class="primary" @click=${() => this.outcome.reload()}>${text.retry}</button>`,
      ]);
    }
    switch (value?.kind) {
      case undefined:
        return this.shown('refresh', 'turning', text.callback.finishing, text.callback.finishingBody, []);
      case 'connected':
        return this.success(value);
      case 'failed':
        return this.shown('cross', 'bad', text.callback.failedHeading, value.sentence, this.again(), value.word);
      case 'doubtful':
        return this.shown('warning', 'bad', text.callback.doubtHeading, text.callback.doubt, this.again());
      default:
        return this.shown('key', '', text.callback.nothingHeading, text.callback.nothing, [this.toSettings('primary')]);
    }
  }

  private success({ name, connectorId }: Outcome & { kind: 'connected' }): TemplateResult {
    const talks = this.session.chatUrl !== undefined;
    const chat = talks
      ? html`<button type="button" class="primary" @click=${() => this.startChat(name, connectorId)}>
          ${icon('chat')} ${text.callback.startChat}
        </button>`
      : nothing;
    const settings = connectorId === undefined ? '' : `connectors/${connectorId}`;
    return this.shown('check', 'good', text.callback.successHeading(name), text.callback.success, [
      this.toSettings(talks ? '' : 'primary', settings),
      chat,
    ]);
  }

  private toSettings(look: string, path = ''): TemplateResult {
    return html`<a class=${`button ${look}`} href=${this.session.href(path)}>${text.callback.settings}</a>`;
  }

  private again(): TemplateResult[] {
    const told = this.arrival?.kind === 'told' ? this.arrival.id : undefined;
    const begun = this.wayBack ?? (told === undefined || told === 'connector' ? 'connectors' : 'directory');
    return [
      this.toSettings(''),
      html`<a class="button primary" href=${this.session.href(begun)}>${icon('refresh')} ${text.retry}</a>`,
    ];
  }

  private shown(
    picture: Parameters<typeof icon>[0],
    look: string,
    heading: string,
    body: string,
    actions: ReadonlyArray<TemplateResult | typeof nothing>,
    word?: string,
  ): TemplateResult {
    return html`<section class="card" role=${look === 'bad' ? 'alert' : 'status'}>
      <div class=${`picture ${look}`}>${icon(picture)}</div>
      <h1 tabindex="-1">${heading}</h1>
      <p class="soft">${body}</p>
      ${word ? html`<p class="soft small">${text.callback.word(word)}</p>` : nothing}
      <div class="row">${actions}</div>
    </section>`;
  }

  private startChat(name: string, connectorId: number | undefined): void {
    if (this.session.tell('start-chat', { connectorId: connectorId ?? null, name }) && this.session.chatUrl) {
      location.assign(this.session.chatUrl);
    }
  }
}

function failed(word: string, otherwise = text.callback.unknownCode): Outcome {
  const known = Object.hasOwn(text.callback.codes, word) ? text.callback.codes[word] : undefined;
  return { kind: 'failed', sentence: known ?? otherwise, word: WORD.test(word) ? word : undefined };
}

customElements.define('mcp-callback-screen', CallbackScreen);
