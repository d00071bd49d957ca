// Add or edit a connector: a form, a test of the server that has to pass, and only then save.
import { css, html, nothing, type TemplateResult } from 'lit';
import { ApiProblem } from '../api/api-problem';
import type { AuthType, Connector, ConnectorPatch, ConnectorRequest, PhaseResult, TestResult } from '../api/api-types';
import { icon } from '../parts/icon';
import { failure } from '../parts/mcp-notice';
import { Remote } from '../shell/remote';
import { Screen } from '../shell/screen';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { urlTrouble } from './server-url';
import '../parts/mcp-notice';
import '../parts/mcp-stepper';
import '../parts/mcp-tool';

interface Form {
  name: string;
  description: string;
  url: string;
  auth: AuthType;
  key: string;
  header: string;
}

type Field = keyof Form;

interface InputFacts {
  label: string;
  hint?: string;
  type: string;
  placeholder?: string;
  maxlength: number;
  readonly?: boolean;
}

const EMPTY: Form = { name: '', description: '', url: '', auth: 'none', key: '', header: '' };
/** What of the form the server sees: a change of one of these needs a new test. */
const TESTED: readonly Field[] = ['url', 'auth', 'key', 'header'];
/** How the service calls what the form has. */
const FIELDS: Record<string, Field> = {
  name: 'name',
  description: 'description',
  server_url: 'url',
  'auth_config.header_name': 'header',
};

export class EditorScreen extends Screen {
  static override properties = {
    ...Screen.properties,
    connectorId: { attribute: false },
    form: { state: true },
    errors: { state: true },
    testing: { state: true },
    phases: { state: true },
    saving: { state: true },
    result: { state: true },
    tested: { state: true },
    problem: { state: true },
    keyShown: { state: true },
    ownHeader: { state: true },
  };
  static override styles = [
    controls,
    css`
      .back {
        display: inline-flex;
        align-items: center;
        gap: 0.25rem;
        margin: 0 0 0.5rem -0.25rem;
        font-size: 0.875rem;
        text-decoration: none;
      }
      form {
        display: grid;
        gap: 1.25rem;
        grid-template-columns: minmax(0, 1fr);
        margin-top: 1.5rem;
      }
      .fields {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: minmax(0, 1fr);
        padding: 1.25rem;
      }
      .choices {
        display: grid;
        gap: 0.5rem;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        margin-top: 0.375rem;
      }
      .choice {
        display: flex;
        gap: 0.625rem;
        padding: 0.625rem 0.75rem;
        border: 1px solid var(--mcp-line);
        border-radius: var(--mcp-radius-small);
        font-weight: 550;
        cursor: pointer;
      }
      .choice:has(:checked) {
        border-color: var(--mcp-accent);
        background: var(--mcp-accent-soft);
      }
      .choice .hint {
        display: block;
        font-weight: 400;
      }
      .key {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5rem;
      }
      .credential {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
        gap: 0 1rem;
        padding-top: 0.75rem;
      }
      .test {
        display: grid;
        gap: 0.875rem;
        grid-template-columns: minmax(0, 1fr);
        padding: 1.25rem;
      }
      .test .spread {
        align-items: center;
      }
      .verdict {
        min-height: 1.5rem;
        overflow-wrap: anywhere;
      }
      .verdict strong {
        font-weight: 600;
      }
      .good {
        color: var(--mcp-good);
      }
      .bad {
        color: var(--mcp-bad);
      }
      .found {
        max-height: 24rem;
        overflow: auto;
        border: 1px solid var(--mcp-line);
        border-radius: var(--mcp-radius-small);
      }
      .found li + li {
        border-top: 1px solid var(--mcp-line);
      }
      .end {
        display: flex;
        align-items: center;
        justify-content: flex-end;
        flex-wrap: wrap;
        gap: 0.75rem;
      }
      .end p {
        flex: 1 1 12rem;
        text-align: end;
      }
    `,
  ];

  /** The connector that is edited; none where one is added. */
  declare connectorId: number | undefined;
  declare private form: Form;
  declare private errors: Partial<Record<Field, string>>;
  declare private testing: boolean;
  /** How far the test is that is under way. */
  declare private phases: readonly PhaseResult[];
  declare private saving: boolean;
  declare private result: TestResult | undefined;
  /** What the result is about. */
  declare private tested: Form | undefined;
  declare private problem: ApiProblem | undefined;
  declare private keyShown: boolean;
  declare private ownHeader: boolean;
  private request: AbortController | undefined;
  private saved: Connector | undefined;
  private readonly edited = new Remote(this, (signal) => this.begin(signal));

  constructor() {
    super();
    this.form = EMPTY;
    this.errors = {};
    this.testing = false;
    this.phases = [];
    this.saving = false;
    this.keyShown = false;
    this.ownHeader = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.request?.abort();
  }

  private async begin(signal: AbortSignal): Promise<true> {
    if (this.connectorId !== undefined) {
      const connector = await this.session.client.call('getConnector', { path: { id: this.connectorId }, signal });
      this.saved = connector;
      this.form = {
        ...EMPTY,
        name: connector.name,
        description: connector.description ?? '',
        url: connector.server_url,
        auth: connector.auth_type,
      };
    }
    return true;
  }

  override render() {
    const { value, problem } = this.edited;
    const adding = this.connectorId === undefined;
    return html`<a class="back" href=${this.session.href(adding ? 'connectors' : `connectors/${this.connectorId}`)}
        >${icon('back')} ${adding ? text.manage.title : text.back}</a
      >
      <h1 tabindex="-1">${adding ? text.editor.addTitle : text.editor.editTitle}</h1>
      ${adding ? html`<p class="soft">${text.editor.addLead}</p>` : nothing}
      ${value === undefined && !adding
        ? problem
          ? failure(problem, () => this.edited.reload())
          : html`<mcp-skeleton count="4"></mcp-skeleton>`
        : this.page()}`;
  }

  private page(): TemplateResult {
    return html`<form novalidate @submit=${this.submit}>
      <div class="card fields">
        ${this.input('url', {
          label: text.editor.url,
          hint: this.isGranted ? text.editor.urlOfGrant : text.editor.urlHint,
          readonly: this.isGranted,
          type: 'url',
          placeholder: 'https://example.com/mcp',
          maxlength: 500,
        })}
        ${this.input('name', {
          label: text.editor.name,
          placeholder: text.editor.namePlaceholder,
          type: 'text',
          maxlength: 255,
        })}
        <div class="field">
          <label for="description">${text.editor.description} <span class="hint">(${text.editor.optional})</span></label>
          <textarea
            id="description"
            maxlength="1000"
            rows="2"
            aria-describedby="description-note"
            .value=${this.form.description}
            @input=${(event: InputEvent) => this.typed('description', event)}
          ></textarea>
          ${note('description', this.errors.description)}
        </div>
        ${this.authentication()}
      </div>
      ${this.signsIn ? nothing : this.test()} ${this.end()}
    </form>`;
  }

  private input(
    field: Field,
    { label, hint, type, placeholder, maxlength, readonly }: InputFacts,
  ): TemplateResult {
    const error = this.errors[field];
    return html`<div class="field">
      <label for=${field}>${label}</label>
      <input
        id=${field}
        type=${type}
        maxlength=${maxlength}
        autocomplete="off"
        spellcheck="false"
        placeholder=${placeholder ?? ''}
        ?readonly=${readonly ?? false}
        aria-required="true"
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${`${field}-note`}
        .value=${this.form[field]}
        @input=${(event: InputEvent) => this.typed(field, event)}
        @blur=${() => this.left(field)}
      />
      ${note(field, error, hint)}
    </div>`;
  }

  private authentication(): TemplateResult {
    // What is saved is signed in to in place, or not at all: a draft of the same would become a second connector.
    const choices: AuthType[] = this.saved && this.saved.auth_type !== 'oauth' ? ['none', 'api_key'] : ['none', 'api_key', 'oauth'];
    return html`<fieldset>
        <legend>${text.editor.authentication}</legend>
        <div class="choices">
          ${choices.map(
            (auth) => html`<label class="choice">
              <input
                type="radio"
                name="auth"
                .checked=${this.form.auth === auth}
                @change=${() => this.set({ auth })}
              />
              <span>${text.auth[auth]}<span class="hint">${text.editor.authHints[auth]}</span></span>
            </label>`,
          )}
        </div>
      </fieldset>
      ${this.form.auth === 'api_key' ? this.credential() : nothing}`;
  }

  private credential(): TemplateResult {
    const error = this.errors.key;
    return html`<div class="credential">
      <div class="field">
        <label for="key">${text.editor.key}</label>
        <div class="key">
          <input
            id="key"
            type=${this.keyShown ? 'text' : 'password'}
            autocomplete="off"
            spellcheck="false"
            aria-invalid=${error ? 'true' : 'false'}
            aria-describedby="key-note"
            .value=${this.form.key}
            @input=${(event: InputEvent) => this.typed('key', event)}
          />
          <button
            type="button"
            aria-label=${`${this.keyShown ? text.editor.hideKey : text.editor.showKey} ${text.editor.key}`}
            @click=${() => (this.keyShown = !this.keyShown)}
          >
            ${this.keyShown ? text.editor.hideKey : text.editor.showKey}
          </button>
        </div>
        ${note('key', error, this.keyIsKept ? text.editor.keyKept : undefined)}
      </div>
      <div class="field">
        <label for="send">${text.editor.sendAs}</label>
        <select
          id="send"
          @change=${(event: Event) => {
            this.ownHeader = (event.target as HTMLSelectElement).value === 'header';
            this.set({ header: this.ownHeader ? 'X-API-Key' : '' });
          }}
        >
          <option value="bearer" ?selected=${!this.ownHeader}>${text.editor.asBearer}</option>
          <option value="header" ?selected=${this.ownHeader}>${text.editor.asHeader}</option>
        </select>
      </div>
      ${this.ownHeader
        ? this.input('header', { label: text.editor.headerName, type: 'text', maxlength: 100 })
        : nothing}
    </div>`;
  }

  private test(): TemplateResult {
    const { result } = this;
    return html`<section class="card test" aria-labelledby="test">
      <div class="spread">
        <h2 id="test">${text.editor.testHeading}</h2>
        <button type="button" ?disabled=${this.testing} @click=${this.runTest}>
          ${this.testing ? text.editor.testing : result ? text.editor.testAgain : text.editor.test}
        </button>
      </div>
      <mcp-stepper .results=${result?.diagnostics.phases ?? this.phases} .running=${this.testing}></mcp-stepper>
      <div class="verdict" role="status">${this.verdict()}</div>
      ${result?.success && result.tools.length > 0 ? this.found(result) : nothing}
    </section>`;
  }

  private verdict(): TemplateResult {
    const { result, problem } = this;
    if (this.testing) {
      return html`<p class="soft">${text.editor.testing}</p>`;
    }
    if (problem) {
      return html`<p class="bad">${problem.detail}</p>`;
    }
    if (!result) {
      return html`<p class="soft">${this.needsTest ? text.editor.testIdle : text.editor.testNotNeeded}</p>`;
    }
    if (this.testIsStale) {
      return html`<p class="soft">${text.editor.testStale}</p>`;
    }
    return result.success
      ? html`<p class="good"><strong>${text.editor.testPassed(result.tool_count)}</strong></p>
          ${result.warnings.map((code) => html`<p class="small soft">${text.connector.warnings[code] ?? code}</p>`)}`
      : html`<p class="bad"><strong>${text.editor.testFailed}</strong> ${result.error_message ?? result.message}</p>
          ${result.diagnostics.next_action ? html`<p class="soft">${result.diagnostics.next_action}</p>` : nothing}
          ${this.wantsSignIn(result)
            ? html`<button type="button" @click=${() => this.set({ auth: 'oauth' })}>${text.editor.useOAuth}</button>`
            : nothing}`;
  }

  /** The server would let us in by OAuth. */
  private wantsSignIn(result: TestResult): boolean {
    return !this.saved && this.form.auth !== 'oauth' && result.diagnostics.resource_metadata !== null;
  }

  private found(result: TestResult): TemplateResult {
    return html`<ul class="found" tabindex="0" aria-label=${text.connector.toolsHeading}>
      ${result.tools.map((tool) => html`<li><mcp-tool .tool=${tool}></mcp-tool></li>`)}
    </ul>`;
  }

  private end(): TemplateResult {
    const reason = this.whyNot;
    const label = this.saving
      ? text.editor.saving
      : this.signsIn
        ? text.editor.signIn
        : this.connectorId === undefined
          ? text.editor.save
          : text.editor.saveChanges;
    return html`<div class="end">
      <p class="soft small" id="why" role="status">${reason ?? (this.signsIn ? text.editor.signInHint : '')}</p>
      <button class="primary" aria-describedby="why" ?disabled=${reason !== undefined || this.saving}>${label}</button>
    </div>`;
  }

  /** Whether saving begins with signing in at the provider, since nothing is stored that would let us in. */
  private get signsIn(): boolean {
    return this.form.auth === 'oauth' && !this.saved;
  }

  /** Whether the user has signed in to this server, and stays so. */
  private get isGranted(): boolean {
    return this.form.auth === 'oauth' && this.saved?.auth_type === 'oauth';
  }

  private get keyIsKept(): boolean {
    const { saved, form } = this;
    return saved?.auth_type === 'api_key' && saved.has_credentials && form.url.trim() === saved.server_url && !this.ownHeader;
  }

  /** Whether the server would be talked to in another way than before. */
  private get needsTest(): boolean {
    const { saved, form } = this;
    return !saved || form.url.trim() !== saved.server_url || form.auth !== saved.auth_type || form.key !== '' || this.ownHeader;
  }

  private get testIsStale(): boolean {
    return this.tested !== undefined && TESTED.some((field) => this.tested![field] !== this.form[field]);
  }

  /** Why it cannot be saved; undefined where it can. */
  private get whyNot(): string | undefined {
    if (this.signsIn) {
      return undefined;
    }
    if (!this.needsTest || (this.result?.success && !this.testIsStale)) {
      return undefined;
    }
    return this.testIsStale ? `${text.editor.testStale} ${text.editor.testNeeded}` : text.editor.testNeeded;
  }

  private set(change: Partial<Form>): void {
    this.form = { ...this.form, ...change };
    this.problem = undefined;
    if (TESTED.some((field) => field in change)) {
      this.request?.abort();
    }
  }

  private typed(field: Field, event: InputEvent): void {
    this.set({ [field]: (event.target as HTMLInputElement).value });
    if (this.errors[field]) {
      this.errors = { ...this.errors, [field]: this.check(field) };
    }
  }

  /** A field that was left is looked at; an empty one only once something is to be done with it. */
  private left(field: Field): void {
    if (this.form[field].trim() !== '') {
      if (field === 'url') {
        this.set({ url: this.form.url.trim() });
        this.suggestName();
      }
      this.errors = { ...this.errors, [field]: this.check(field) };
    }
  }

  /** A name from the host, which is what most people would type. */
  private suggestName(): void {
    if (this.form.name === '' && !urlTrouble(this.form.url)) {
      const labels = new URL(this.form.url).hostname.split('.').filter((label) => !/^(www|mcp|api)$/.test(label));
      const [label = ''] = labels;
      if (/^[a-z]/i.test(label)) {
        this.form = { ...this.form, name: label.charAt(0).toUpperCase() + label.slice(1) };
      }
    }
  }

  private check(field: Field): string | undefined {
    const { form } = this;
    switch (field) {
      case 'url':
        return urlTrouble(form.url);
      case 'name':
        return form.name.trim() === '' ? text.editor.nameMissing : undefined;
      case 'key':
        return form.auth === 'api_key' && form.key === '' && !this.keyIsKept
          ? this.saved?.has_credentials
            ? text.editor.keyNeeded
            : text.editor.keyMissing
          : undefined;
      default:
        return undefined;
    }
  }

  /** Whether these fields are right; goes to the first that is not. */
  private async allRight(fields: readonly Field[]): Promise<boolean> {
    this.errors = Object.fromEntries(fields.map((field) => [field, this.check(field)]));
    return this.goToFirstError(fields);
  }

  private async goToFirstError(fields: readonly Field[]): Promise<boolean> {
    const wrong = fields.find((field) => this.errors[field]);
    await this.updateComplete;
    if (wrong) {
      this.renderRoot.querySelector<HTMLElement>(`#${wrong}`)?.focus();
    }
    return wrong === undefined;
  }

  private credentials(): Record<string, unknown> | undefined {
    const { auth, key, header } = this.form;
    return auth !== 'api_key' || key === ''
      ? undefined
      : this.ownHeader
        ? { api_key: key.trim(), header_name: header.trim() }
        : { headers: { Authorization: `Bearer ${key.trim()}` } };
  }

  private readonly runTest = async (): Promise<void> => {
    if (this.testing || !(await this.allRight(['url', 'key']))) {
      return;
    }
    this.request = new AbortController();
    this.testing = true;
    this.problem = undefined;
    this.result = undefined;
    this.phases = [];
    const tested = this.form;
    const config = this.credentials();
    try {
      this.result = await this.session.client.watch(
        'testServer',
        {
          body: { server_url: tested.url.trim(), auth_type: tested.auth, ...(config ? { auth_config: config } : {}) },
          signal: this.request.signal,
        },
        (_, phase) => (this.phases = [...this.phases, phase as PhaseResult]),
      );
      this.tested = tested;
      this.suggestName();
    } catch (thrown) {
      if (!this.request.signal.aborted) {
        await this.show(ApiProblem.of(thrown));
      }
    } finally {
      this.testing = false;
    }
  };

  /** At the fields that it is about, else below the test. */
  private async show(problem: ApiProblem): Promise<void> {
    const known = problem.violations.flatMap(({ field, message }) => {
      const own = FIELDS[field] ?? (field.startsWith('auth_config') ? 'key' : undefined);
      return own ? [[own, message] as const] : [];
    });
    if (known.length > 0) {
      this.errors = { ...this.errors, ...Object.fromEntries(known) };
      await this.goToFirstError(known.map(([field]) => field));
    } else {
      this.problem = problem;
    }
  }

  private readonly submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.saving || this.whyNot || !(await this.allRight(['url', 'name', 'key']))) {
      return;
    }
    await this.save(false);
  };

  private async save(confirmed: boolean): Promise<void> {
    this.saving = true;
    this.problem = undefined;
    try {
      if (this.signsIn) {
        await this.signIn(confirmed);
        return;
      }
      const saved = await this.send(confirmed);
      this.session.tell('connector-saved', { id: saved.id });
      this.session.say({ text: text.editor.saved(saved.name) });
      this.session.go(`connectors/${saved.id}`);
    } catch (thrown) {
      const problem = ApiProblem.of(thrown);
      if (problem.code === 'DUPLICATE_SERVER_URL' && !confirmed) {
        await this.askAgain(problem);
      } else {
        await this.show(problem);
        this.session.say({ text: problem.detail, tone: 'bad' });
      }
    } finally {
      this.saving = false;
    }
  }

  private async askAgain(problem: ApiProblem): Promise<void> {
    const agreed = await this.session.ask({
      heading: text.editor.duplicateQuestion,
      body: problem.detail,
      agree: text.editor.duplicateAgree,
    });
    if (agreed) {
      await this.save(true);
    }
  }

  private async send(confirmed: boolean): Promise<Connector> {
    const { client } = this.session;
    return this.saved
      ? client.call('updateConnector', { path: { id: this.saved.id }, body: this.patch(this.saved, confirmed) })
      : client.call('createConnector', { body: this.draft(confirmed) });
  }

  private draft(confirmed: boolean): ConnectorRequest {
    const { name, description, url, auth } = this.form;
    const config = this.credentials();
    return {
      name: name.trim(),
      ...(description.trim() ? { description: description.trim() } : {}),
      server_url: url.trim(),
      auth_type: auth,
      ...(config ? { auth_config: config } : {}),
      ...(confirmed ? { confirm_duplicate: true } : {}),
    };
  }

  private patch(before: Connector, confirmed: boolean): ConnectorPatch {
    const { name, description, url, auth } = this.form;
    const config = this.credentials();
    return {
      name: name.trim(),
      description: description.trim() || null,
      ...(url.trim() !== before.server_url ? { server_url: url.trim() } : {}),
      ...(auth !== before.auth_type ? { auth_type: auth } : {}),
      ...(config ? { auth_config: config } : {}),
      ...(confirmed ? { confirm_duplicate: true } : {}),
    };
  }

  private async signIn(confirmed: boolean): Promise<void> {
    const { returnPage, client } = this.session;
    const begun = await client.call('initiateAuthorization', {
      body: { connector: this.draft(confirmed), ...(returnPage ? { redirect_uri: returnPage } : {}) },
    });
    this.session.leaveFor(begun.authorization_url);
  }
}

/** The line below a field: what to know about it, or what is wrong; there before it says anything, so that nothing moves. */
function note(field: Field, error: string | undefined, hint = ''): TemplateResult {
  return html`<p class=${error ? 'error' : 'hint'} id=${`${field}-note`} aria-live="polite">${error ?? hint}</p>`;
}

customElements.define('mcp-editor-screen', EditorScreen);
