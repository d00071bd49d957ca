// What is filled in about a connector: what is wrong with it, whether its server has to be tested, and what is sent of it.
import type { ApiProblem } from '../api/api-problem';
import type { AuthType, Connector, ConnectorPatch, ConnectorRequest } from '../api/api-types';
import { text } from '../text/en';
import { urlTrouble } from './server-url';

export interface Filled {
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly auth: AuthType;
  readonly key: string;
  readonly header: string;
  /** Whether the key goes into a header of its own. */
  readonly ownHeader: boolean;
}

/** What is typed. */
export type Field = 'name' | 'description' | 'url' | 'key' | 'header';
/** What is wrong, by field. */
export type Errors = Partial<Record<Field, string>>;

const EMPTY: Filled = { name: '', description: '', url: '', auth: 'none', key: '', header: '', ownHeader: false };
/** How the service calls what the form has. */
const FIELDS: Record<string, Field> = {
  name: 'name',
  description: 'description',
  server_url: 'url',
  'auth_config.header_name': 'header',
};

export class ConnectorForm {
  /** For a connector that is added. */
  static readonly EMPTY = new ConnectorForm(EMPTY, undefined);

  private constructor(
    readonly filled: Filled,
    /** The connector that is edited, as it is now. */
    readonly saved: Connector | undefined,
  ) {}

  static of(saved: Connector): ConnectorForm {
    const { name, description, server_url: url, auth_type: auth } = saved;
    return new ConnectorForm({ ...EMPTY, name, description: description ?? '', url, auth }, saved);
  }

  with(change: Partial<Filled>): ConnectorForm {
    return new ConnectorForm({ ...this.filled, ...change }, this.saved);
  }

  /** With a name from the host, which is what most people would type, where there is none. */
  withSuggestedName(): ConnectorForm {
    const { name, url } = this.filled;
    const suggested = name === '' && !urlTrouble(url) ? nameOf(new URL(url)) : undefined;
    return suggested === undefined ? this : this.with({ name: suggested });
  }

  /** Whether saving begins with signing in at the provider, since nothing is stored that would let us in. */
  get signsIn(): boolean {
    return this.filled.auth === 'oauth' && !this.saved;
  }

  /** Whether the user has signed in to this server, and stays so. */
  get isGranted(): boolean {
    return this.filled.auth === 'oauth' && this.saved?.auth_type === 'oauth';
  }

  get keyIsKept(): boolean {
    const { saved } = this;
    return saved?.auth_type === 'api_key' && saved.has_credentials && this.hasUrlOf(saved) && !this.filled.ownHeader;
  }

  /** What can be chosen; what is saved is signed in to in place, or not at all: a draft of the same would become a second connector. */
  get authTypes(): readonly AuthType[] {
    return this.saved && this.saved.auth_type !== 'oauth' ? ['none', 'api_key'] : ['none', 'api_key', 'oauth'];
  }

  /** Whether the server would be talked to in another way than before. */
  get needsTest(): boolean {
    const { saved } = this;
    const { auth, key, ownHeader } = this.filled;
    return !saved || !this.hasUrlOf(saved) || auth !== saved.auth_type || key !== '' || ownHeader;
  }

  /** Whether the server sees the same of another one, so that a test of that one holds for this. */
  isTestedAs({ server }: ConnectorForm): boolean {
    return JSON.stringify(server) === JSON.stringify(this.server);
  }

  trouble(field: Field): string | undefined {
    const { url, name, auth, key, header, ownHeader } = this.filled;
    switch (field) {
      case 'url':
        return urlTrouble(url);
      case 'name':
        return name.trim() === '' ? text.editor.nameMissing : undefined;
      case 'key':
        return auth === 'api_key' && key === '' && !this.keyIsKept ? this.keyTrouble : undefined;
      case 'header':
        return auth === 'api_key' && ownHeader && header.trim() === '' ? text.editor.headerMissing : undefined;
      default:
        return undefined;
    }
  }

  private get keyTrouble(): string {
    return this.saved?.has_credentials ? text.editor.keyNeeded : text.editor.keyMissing;
  }

  /** What a test needs to know. */
  get server(): Pick<ConnectorRequest, 'server_url' | 'auth_type' | 'auth_config'> {
    const { url, auth } = this.filled;
    return { server_url: url.trim(), auth_type: auth, ...this.credentials };
  }

  draft(confirmed: boolean): ConnectorRequest {
    const { name, description } = this.filled;
    return {
      name: name.trim(),
      ...(description.trim() ? { description: description.trim() } : {}),
      ...this.server,
      ...confirmation(confirmed),
    };
  }

  patch(before: Connector, confirmed: boolean): ConnectorPatch {
    const { name, description, url, auth } = this.filled;
    return {
      name: name.trim(),
      description: description.trim() || null,
      ...(this.hasUrlOf(before) ? {} : { server_url: url.trim() }),
      ...(auth !== before.auth_type ? { auth_type: auth } : {}),
      ...this.credentials,
      ...confirmation(confirmed),
    };
  }

  private get credentials(): Pick<ConnectorRequest, 'auth_config'> {
    const { auth, key, header, ownHeader } = this.filled;
    if (auth !== 'api_key' || key === '') {
      return {};
    }
    return {
      auth_config: ownHeader
        ? { api_key: key.trim(), header_name: header.trim() }
        : { headers: { Authorization: `Bearer ${key.trim()}` } },
    };
  }

  private hasUrlOf({ server_url: url }: Connector): boolean {
    return this.filled.url.trim() === url;
  }
}

/** What the service has found wrong, at the fields that it is about, in its order. */
export function troublesOf(problem: ApiProblem): ReadonlyArray<readonly [Field, string]> {
  return problem.violations.flatMap(({ field, message }) => {
    const own = FIELDS[field] ?? (field.startsWith('auth_config') ? 'key' : undefined);
    return own ? [[own, message] as const] : [];
  });
}

function nameOf({ hostname }: URL): string | undefined {
  const [label = ''] = hostname.split('.').filter((one) => !/^(www|mcp|api)$/.test(one));
  return /^[a-z]/i.test(label) ? label.charAt(0).toUpperCase() + label.slice(1) : undefined;
}

function confirmation(confirmed: boolean): Pick<ConnectorRequest, 'confirm_duplicate'> {
  return confirmed ? { confirm_duplicate: true } : {};
}
