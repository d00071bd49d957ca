// The REST API with the types of its OpenAPI document: one method that knows every call by its name.
import { ApiProblem } from './api-problem';
import { ROUTES, type Operations } from './api-types';
import { EVENT_STREAM, eventsOf } from './event-stream';

/** A token, or what gets one: asked again, with `renew`, once the service has refused the last. */
export type TokenSource = string | null | undefined | ((wish: { renew: boolean }) => TokenAnswer | Promise<TokenAnswer>);
type TokenAnswer = string | null | undefined;

export interface ClientOptions {
  /** Where the service is; `/api` follows. */
  baseUrl: string;
  token?: TokenSource;
  /** `include` lets a page of another origin keep the cookies of a sign-in. */
  credentials?: RequestCredentials;
  /** Hears of every answer: whether the service was reached, and whether it knew the caller. */
  onAnswer?: (answer: { reached: boolean; unauthorized: boolean }) => void;
}

type Given<K extends keyof Operations> = {
  [P in 'path' | 'query' | 'body' as Operations[K][P] extends undefined ? never : P]: Operations[K][P];
};
type Optionals<T> = { [P in keyof T as undefined extends T[P] ? P : {} extends T[P] ? P : never]?: T[P] };
type Mandatory<T> = { [P in keyof T as undefined extends T[P] ? never : {} extends T[P] ? never : P]: T[P] };
/** How long a call may take: until the signal says otherwise, at most so many milliseconds. */
interface Waiting {
  signal?: AbortSignal;
  patience?: number;
}
/** What a call needs, where it may be left out if nothing of it is. */
export type Input<K extends keyof Operations> = Optionals<Given<K>> & Mandatory<Given<K>> & Waiting;
type Args<K extends keyof Operations> = {} extends Mandatory<Given<K>> ? [input?: Input<K>] : [input: Input<K>];

interface AnyInput extends Waiting {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

const JSON_TYPE = 'application/json';
const PATIENCE_MILLIS = 60_000;

export class ConnectorsClient {
  constructor(private readonly options: ClientOptions) {}

  /** Makes a call, such as `call('getConnector', { path: { id: 1 } })`; throws an `ApiProblem`. */
  async call<K extends keyof Operations>(name: K, ...args: Args<K>): Promise<Operations[K]['answer']> {
    const input = (args[0] ?? {}) as AnyInput;
    return this.answer(await this.respond(name, input, JSON_TYPE), input);
  }

  /** The same, of a call that tells how far it is: what it says before its answer, by the names of its events. */
  async watch<K extends keyof Operations>(
    name: K,
    input: Input<K>,
    heard: (event: string, data: unknown) => void,
  ): Promise<Operations[K]['answer']> {
    const given = input as AnyInput;
    const response = await this.respond(name, given, `${EVENT_STREAM}, ${JSON_TYPE}`);
    return response.body && response.headers.get('Content-Type')?.startsWith(EVENT_STREAM)
      ? this.lastOf(response, given, heard)
      : this.answer(response, given);
  }

  private async respond(name: keyof Operations, input: AnyInput, accept: string): Promise<Response> {
    let response = await this.send(name, input, accept, false);
    if (response.status === 401 && typeof this.options.token === 'function') {
      response = await this.send(name, input, accept, true);
    }
    this.options.onAnswer?.({ reached: true, unauthorized: response.status === 401 });
    if (!response.ok) {
      throw await ApiProblem.from(response);
    }
    return response;
  }

  private async answer<A>(response: Response, input: AnyInput): Promise<A> {
    if (response.status === 204) {
      return undefined as A;
    }
    try {
      return (await response.json()) as A;
    } catch {
      throw this.unreadable(response, input);
    }
  }

  /** What is named `result`; where the service breaks off before that, nothing was answered. */
  private async lastOf<A>(
    response: Response,
    input: AnyInput,
    heard: (event: string, data: unknown) => void,
  ): Promise<A> {
    try {
      for await (const { name, data } of eventsOf(response.body!)) {
        if (name === 'result') {
          return JSON.parse(data) as A;
        }
        heard(name, JSON.parse(data));
      }
    } catch {
      throw this.unreadable(response, input);
    }
    throw this.unreadable(response, input);
  }

  private unreadable(response: Response, input: AnyInput): ApiProblem {
    input.signal?.throwIfAborted();
    return new ApiProblem(response.status, 'UNREADABLE', '');
  }

  private async send(name: keyof Operations, input: AnyInput, accept: string, renew: boolean): Promise<Response> {
    const [method, path] = ROUTES[name].split(' ') as [string, string];
    const headers = new Headers({ Accept: accept });
    const token = await this.token(renew);
    if (token) {
      headers.set('Authorization', `Bearer ${token}`);
    }
    const request: RequestInit = { method, headers, credentials: this.options.credentials ?? 'same-origin' };
    if (input.body !== undefined) {
      headers.set('Content-Type', 'application/json');
      request.body = JSON.stringify(input.body);
    }
    const patience = AbortSignal.timeout(input.patience ?? PATIENCE_MILLIS);
    request.signal = input.signal ? AbortSignal.any([input.signal, patience]) : patience;
    try {
      return await fetch(this.url(path, input), request);
    } catch {
      input.signal?.throwIfAborted();
      this.options.onAnswer?.({ reached: false, unauthorized: false });
      throw ApiProblem.offline();
    }
  }

  private async token(renew: boolean): Promise<TokenAnswer> {
    const { token } = this.options;
    return typeof token === 'function' ? token({ renew }) : token;
  }

  private url(path: string, input: AnyInput): string {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.path?.[name])));
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(input.query ?? {})) {
      for (const one of [value].flat()) {
        if (one !== undefined) {
          query.append(name, String(one));
        }
      }
    }
    const base = this.options.baseUrl.replace(/\/$/, '');
    return base + filled + (query.size > 0 ? `?${query}` : '');
  }
}
