// Add or edit a connector: a form, a test of the server that has to pass, and only then save.
import { css, html, nothing, type TemplateResult } from 'lit';
import { ApiProblem } from '../api/api-problem';
import type { Connector } from '../api/api-types';
import { icon } from '../parts/icon';
import { failure } from '../parts/mcp-notice';
import { beginSignIn } from '../shell/connector-actions';
import { Remote } from '../shell/remote';
import { Screen } from '../shell/screen';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { ConnectionTest } from './connection-test';
import { ConnectorForm, troublesOf, type Errors, type Field, type Filled } from './connector-form';
import { fieldStyles, fields, type Editor } from './editor-fields';
import { Press } from './press';
import '../parts/mcp-connection-test';
import '../parts/mcp-notice';
import '../parts/mcp-skeleton';

export class EditorScreen extends Screen implements Editor {
  static override properties = {
    ...Screen.properties,
    connectorId: { attribute: false },
    url: { attribute: false },
    form: { state: true },
    errors: { state: true },
    saving: { state: true },
    problem: { state: true },
    keyShown: { state: true },
  };
  static override styles = [
    controls,
    fieldStyles,
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
  /** The address of a server that is to be added, where it is known already. */
  declare url: string | undefined;
  declare form: ConnectorForm;
  declare errors: Errors;
  declare keyShown: boolean;
  declare private saving: boolean;
  declare private problem: ApiProblem | undefined;
  private readonly test = new ConnectionTest(this);
  private readonly press = new Press(this);
  private readonly edited = new Remote(this, (signal) => this.begin(signal));

  constructor() {
    super();
    this.form = ConnectorForm.EMPTY;
    this.errors = {};
    this.saving = false;
    this.keyShown = false;
  }

  private async begin(signal: AbortSignal): Promise<true> {
    if (this.connectorId !== undefined) {
      this.form = ConnectorForm.of(
        await this.session.client.call('getConnector', { path: { id: this.connectorId }, signal }),
      );
    } else if (this.url) {
      this.set({ url: this.url });
      await this.left('url');
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
      ${fields(this)} ${this.form.signsIn ? nothing : this.connectionTest()} ${this.end()}
    </form>`;
  }

  private connectionTest(): TemplateResult {
    const { form, test } = this;
    return html`<mcp-connection-test
      .running=${test.running}
      .phases=${test.phases}
      .result=${test.result}
      .problem=${this.problem?.detail}
      .stale=${test.isStaleFor(form)}
      .needed=${form.needsTest}
      .offersSignIn=${!form.saved && form.filled.auth !== 'oauth'}
      @test-wanted=${this.runTest}
      @sign-in-wanted=${() => this.set({ auth: 'oauth' })}
    ></mcp-connection-test>`;
  }

  private end(): TemplateResult {
    const reason = this.whyNot;
    const label = this.saving
      ? text.editor.saving
      : this.form.signsIn
        ? text.editor.signIn
        : this.connectorId === undefined
          ? text.editor.save
          : text.editor.saveChanges;
    return html`<div class="end">
      <p class="soft small" id="why" role="status">${reason ?? (this.form.signsIn ? text.editor.signInHint : '')}</p>
      <button
        class="primary"
        aria-describedby="why"
        aria-disabled=${this.saving ? 'true' : 'false'}
        ?disabled=${reason !== undefined}
      >
        ${label}
      </button>
    </div>`;
  }

  /** Why it cannot be saved; undefined where it can. */
  private get whyNot(): string | undefined {
    const { form, test } = this;
    if (form.signsIn || !form.needsTest || test.hasPassedFor(form)) {
      return undefined;
    }
    return test.isStaleFor(form) ? `${text.editor.testStale} ${text.editor.testNeeded}` : text.editor.testNeeded;
  }

  set(change: Partial<Filled>): void {
    const before = this.form;
    this.form = before.with(change);
    this.problem = undefined;
    if (!this.form.isTestedAs(before)) {
      this.test.callOff();
    }
  }

  typed(field: Field, event: InputEvent): void {
    this.set({ [field]: (event.target as HTMLInputElement).value });
    if (this.errors[field]) {
      this.check(field);
    }
  }

  /** A field that was left is looked at; an empty one only once something is to be done with it. */
  async left(field: Field): Promise<void> {
    await this.press.released;
    if (this.form.filled[field].trim() !== '') {
      if (field === 'url') {
        this.set({ url: this.form.filled.url.trim() });
        this.form = this.form.withSuggestedName();
      }
      this.check(field);
    }
  }

  private check(field: Field): void {
    this.errors = { ...this.errors, [field]: this.form.trouble(field) };
  }

  /** Whether these fields are right; goes to the first that is not. */
  private async allRight(fields: readonly Field[]): Promise<boolean> {
    this.errors = Object.fromEntries(fields.map((field) => [field, this.form.trouble(field)]));
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

  private readonly runTest = async (): Promise<void> => {
    if (this.test.running || !(await this.allRight(['url', 'key', 'header']))) {
      return;
    }
    this.problem = undefined;
    if (await this.test.run(this.session.client, this.form, (problem) => this.show(problem))) {
      this.form = this.form.withSuggestedName();
    }
  };

  /** At the fields that it is about, else below the test. */
  private async show(problem: ApiProblem): Promise<void> {
    const known = troublesOf(problem);
    if (known.length > 0) {
      this.errors = { ...this.errors, ...Object.fromEntries(known) };
      await this.goToFirstError(known.map(([field]) => field));
    } else {
      this.problem = problem;
    }
  }

  private readonly submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.saving || this.whyNot || !(await this.allRight(['url', 'name', 'key', 'header']))) {
      return;
    }
    await this.save(false);
  };

  private async save(confirmed: boolean): Promise<void> {
    this.saving = true;
    this.problem = undefined;
    try {
      if (this.form.signsIn) {
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
    const { saved } = this.form;
    return saved
      ? client.call('updateConnector', { path: { id: saved.id }, body: this.form.patch(saved, confirmed) })
      : client.call('createConnector', { body: this.form.draft(confirmed) });
  }

  private async signIn(confirmed: boolean): Promise<void> {
    const connector = this.form.draft(confirmed);
    // First, so that what is wrong with the fields is said at them.
    const url = await beginSignIn(this.session, { connector });
    this.session.permit({ name: connector.name, server: connector.server_url, begin: () => Promise.resolve(url) });
  }
}

customElements.define('mcp-editor-screen', EditorScreen);
