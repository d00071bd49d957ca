// A form made from a tool's JSON schema. What it cannot show is raw JSON, field by field or all of it; nothing is ever lost.
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isObject, parsed, pretty, same, withMember, type Json, type JsonObject } from '../form/json';
import { SchemaReader, titleOf, type Shape } from '../form/shape';
import { controls } from '../style/controls';
import { text } from '../text/en';
import { icon } from './icon';

/** What is wrong, by the path that the service uses as well: `arguments.items[2].name`. */
export type Errors = Readonly<Record<string, string>>;

interface Place {
  path: string;
  name: string;
  schema: Json | undefined;
  required: boolean;
  value: Json | undefined;
  depth: number;
  set: (value: Json | undefined) => void;
}

interface Draft {
  typed: string;
  error?: string | undefined;
}

const ROOT = 'arguments';
const INPUTS: Record<string, string> = { date: 'date', uri: 'url', url: 'url', email: 'email', 'date-time': 'datetime-local' };
const DATE = /^\d{4}-\d\d-\d\d$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

export class McpArguments extends LitElement {
  static override properties = {
    schema: { attribute: false },
    errors: { attribute: false },
    value: { state: true },
    raw: { state: true },
    drafts: { state: true },
    asJson: { state: true },
    picked: { state: true },
  };
  static override styles = [
    controls,
    css`
      .form {
        display: grid;
        gap: 0.875rem;
        grid-template-columns: minmax(0, 1fr);
      }
      .modes {
        display: flex;
        align-items: center;
        justify-content: space-between;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-bottom: 0.875rem;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.125rem 0.5rem;
      }
      .head label,
      .head .label {
        overflow-wrap: anywhere;
      }
      .group {
        display: grid;
        gap: 0.875rem;
        grid-template-columns: minmax(0, 1fr);
        margin-top: 0.25rem;
        padding-left: 0.875rem;
        border-left: 2px solid var(--mcp-line);
      }
      .item {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5rem;
        align-items: end;
      }
      .item > button {
        padding-inline: 0.6rem;
      }
      textarea {
        field-sizing: content;
        min-height: 2.5rem;
        max-height: 16rem;
        resize: none;
      }
      textarea.raw {
        min-height: 4.5rem;
        max-height: 24rem;
        font: 0.8125rem/1.5 var(--mcp-mono);
      }
      .add {
        justify-self: start;
      }
    `,
  ];

  declare schema: JsonObject | undefined;
  declare errors: Errors;
  declare private value: JsonObject;
  /** Whether all of it is shown as JSON. */
  declare private raw: boolean;
  /** What was typed, as long as it is no value or stands for the one that is there, by path. */
  declare private drafts: Readonly<Record<string, Draft>>;
  /** What the user wants to see as JSON. */
  declare private asJson: ReadonlySet<string>;
  /** Which alternative was chosen. */
  declare private picked: Readonly<Record<string, number>>;
  private reader = new SchemaReader(undefined);
  private shown = new Set<string>();

  constructor() {
    super();
    this.errors = {};
    this.value = {};
    this.raw = false;
    this.drafts = {};
    this.asJson = new Set();
    this.picked = {};
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('schema')) {
      this.reader = new SchemaReader(this.schema);
      const initial = this.reader.initial(this.schema, true);
      this.value = isObject(initial) ? initial : {};
      this.raw = !this.isForm && !this.takesNothing;
      this.drafts = {};
      this.asJson = new Set();
      this.picked = {};
    }
    this.shown = new Set();
  }

  /** What is to be sent; undefined where something was typed that is no value, which has the focus then. */
  async read(): Promise<JsonObject | undefined> {
    await this.updateComplete;
    if (!this.hasWrongDrafts) {
      return this.value;
    }
    this.focusFirstError();
    return undefined;
  }

  /** Goes to what is wrong; false where none of it is shown. */
  focusFirstError(): boolean {
    const wrong = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
    wrong?.focus();
    return wrong !== null;
  }

  /** What is wrong and has no field. */
  async errorsElsewhere(): Promise<Array<[string, string]>> {
    await this.updateComplete;
    return Object.entries(this.errors).filter(([path]) => !this.shown.has(path));
  }

  private get isForm(): boolean {
    return this.reader.shape(this.schema).kind === 'object';
  }

  private get takesNothing(): boolean {
    const { properties, additionalProperties, ...others } = this.schema ?? {};
    return (
      (!isObject(properties) || Object.keys(properties).length === 0) &&
      !isObject(additionalProperties) &&
      additionalProperties !== true &&
      ['oneOf', 'anyOf', 'allOf', '$ref', 'patternProperties', 'required'].every((keyword) => !(keyword in others))
    );
  }

  override render() {
    const { playground } = text;
    return html`${this.isForm || this.takesNothing
        ? html`<div class="modes">
            <p class="soft small">${this.takesNothing ? playground.noArguments : nothing}</p>
            <button type="button" class="quiet" aria-pressed=${this.raw ? 'true' : 'false'} @click=${this.turn}>
              ${playground.raw}
            </button>
          </div>`
        : nothing}
      ${this.raw ? this.rawMode() : this.isForm ? html`<div class="form">${this.members(this.root())}</div>` : nothing}`;
  }

  private root(): Place {
    return {
      path: ROOT,
      name: ROOT,
      schema: this.schema,
      required: true,
      value: this.value,
      depth: 0,
      set: (value) => (this.value = isObject(value) ? value : {}),
    };
  }

  private get hasWrongDrafts(): boolean {
    return Object.values(this.drafts).some((draft) => draft.error !== undefined);
  }

  private readonly turn = (): void => {
    if (this.hasWrongDrafts) {
      this.focusFirstError();
      return;
    }
    this.drafts = {};
    this.raw = !this.raw;
  };

  /** What is shown for a value: as it was typed, where it was. */
  private typedAt(path: string, value: Json | undefined, otherwise: string): string {
    const draft = this.drafts[path];
    return draft && (draft.error !== undefined || same(parsed(draft.typed), value)) ? draft.typed : otherwise;
  }

  private rawMode(): TemplateResult {
    this.shown.add(ROOT);
    const wrong = this.error(ROOT);
    return html`<div class="field">
      <label for="raw">${text.playground.rawLabel}</label>
      <textarea
        id="raw"
        class="raw"
        spellcheck="false"
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby="raw-note"
        .value=${live(this.typedAt(ROOT, this.value, pretty(this.value)))}
        @input=${(event: InputEvent) => this.typedRaw((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p class=${wrong ? 'error' : 'hint'} id="raw-note">${wrong}</p>
    </div>`;
  }

  private typedRaw(typed: string): void {
    const value = typed.trim() === '' ? {} : parsed(typed);
    this.drafts = { [ROOT]: { typed, error: isObject(value) ? undefined : text.playground.badObject } };
    if (isObject(value)) {
      this.value = value;
      this.picked = {};
    }
  }

  private members(place: Place): TemplateResult {
    const shape = this.reader.shape(place.schema, place.depth);
    const { value } = place;
    if (shape.kind !== 'object' || !isObject(value)) {
      return this.field(place);
    }
    const known = new Set(shape.members.map((member) => member.name));
    const others = Object.keys(value).filter((name) => !known.has(name));
    return html`${shape.members.map((member) =>
      this.field({
        path: `${place.path}.${member.name}`,
        name: member.name,
        schema: member.schema,
        required: member.required,
        value: Object.hasOwn(value, member.name) ? value[member.name] : undefined,
        depth: place.depth + 1,
        set: (changed) => place.set(withMember(this.now(place), member.name, changed)),
      }),
    )}
    ${others.length > 0 ? html`<p class="hint">${text.playground.alsoThere(others.join(', '))}</p>` : nothing}`;
  }

  /** An object as it is when something in it changes, not as it was when it was shown: both are the same between two renderings. */
  private now(place: Place): JsonObject {
    return isObject(place.value) ? place.value : {};
  }

  private field(place: Place): TemplateResult {
    this.shown.add(place.path);
    const shape = this.shapeOf(place);
    switch (shape.kind) {
      case 'object':
        return this.object(place);
      case 'list':
        return this.list(place, shape.items);
      case 'alternatives':
        return this.alternatives(place, shape);
      case 'raw':
        return this.labelled(place, (id) => this.json(place, id));
      case 'text':
        return this.labelled(place, (id) => this.text(place, id, shape));
      case 'number':
        return this.labelled(place, (id) => this.number(place, id, shape.whole));
      case 'boolean':
        return this.labelled(place, (id) =>
          this.choice(place, id, [
            { label: 'true', value: true },
            { label: 'false', value: false },
          ]),
        );
      case 'choice':
        return this.labelled(place, (id) => this.choice(place, id, shape.values));
    }
  }

  private shapeOf({ path, schema, value, depth }: Place): Shape {
    const shape = this.reader.shape(schema, depth);
    const chosen = shape.kind === 'alternatives' && this.picked[choiceAt(path, depth)] !== undefined;
    return this.asJson.has(path) || (!chosen && !this.reader.fits(schema, value, depth)) ? { kind: 'raw' } : shape;
  }

  private labelled(place: Place, control: (id: string) => TemplateResult): TemplateResult {
    const id = idOf(place.path);
    return html`<div class="field">
      <div class="head">
        <label for=${id}>${place.name}</label>
        ${this.marks(place)}
      </div>
      ${this.description(place)} ${control(id)} ${this.note(place)}
    </div>`;
  }

  private marks({ schema, required }: Place): TemplateResult {
    const resolved = this.reader.resolved(schema);
    const title = titleOf(resolved);
    return html`${title ? html`<span class="soft small">${title}</span>` : nothing}
    ${required ? html`<span class="small soft">${text.playground.required}</span>` : nothing}`;
  }

  private description({ schema }: Place): TemplateResult | typeof nothing {
    const resolved = this.reader.resolved(schema);
    const said = isObject(resolved) ? resolved['description'] : undefined;
    return typeof said === 'string' && said ? html`<p class="hint">${said}</p>` : nothing;
  }

  private error(path: string): string | undefined {
    return this.drafts[path]?.error ?? (Object.hasOwn(this.errors, path) ? this.errors[path] : undefined);
  }

  private note({ path }: Place): TemplateResult | typeof nothing {
    const wrong = this.error(path);
    return wrong ? html`<p class="error" id=${`${idOf(path)}-note`} role="alert">${wrong}</p>` : nothing;
  }

  private text(place: Place, id: string, { format, longest }: Shape & { kind: 'text' }): TemplateResult {
    const value = typeof place.value === 'string' ? place.value : '';
    const wrong = this.error(place.path);
    const typed = (event: InputEvent) => this.wrote(place, (event.target as HTMLInputElement).value);
    const type = INPUTS[format];
    if (type === undefined && (longest === undefined || longest > 100)) {
      return html`<textarea
        id=${id}
        rows="1"
        aria-required=${String(place.required)}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${wrong ? `${id}-note` : nothing}
        .value=${live(value)}
        @input=${typed}
      ></textarea>`;
    }
    if (type === 'datetime-local') {
      return this.moment(place, id, value);
    }
    const fits = type !== 'date' || value === '' || DATE.test(value);
    return html`<input
      id=${id}
      type=${fits ? (type ?? 'text') : 'text'}
      autocomplete="off"
      aria-required=${String(place.required)}
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby=${wrong ? `${id}-note` : nothing}
      .value=${live(value)}
      @input=${typed}
    />`;
  }

  /** Somebody's own time, which is sent as that of Greenwich. */
  private moment(place: Place, id: string, value: string): TemplateResult {
    const shown = localTime(value);
    const wrong = this.error(place.path);
    return html`<input
        id=${id}
        type=${shown === undefined ? 'text' : 'datetime-local'}
        step="1"
        aria-required=${String(place.required)}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${wrong ? `${id}-note` : nothing}
        .value=${live(shown ?? value)}
        @change=${(event: InputEvent) => {
          const given = (event.target as HTMLInputElement).value;
          this.wrote(place, shown === undefined || given === '' ? given : new Date(given).toISOString());
        }}
      />
      ${value && shown !== undefined ? html`<p class="hint">${text.playground.sentAs(value)}</p>` : nothing}`;
  }

  private wrote(place: Place, given: string): void {
    place.set(given === '' ? undefined : given);
  }

  private number(place: Place, id: string, whole: boolean): TemplateResult {
    const wrong = this.error(place.path);
    const value = typeof place.value === 'number' ? String(place.value) : '';
    return html`<input
      id=${id}
      type="text"
      inputmode=${whole ? 'numeric' : 'decimal'}
      autocomplete="off"
      aria-required=${String(place.required)}
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby=${wrong ? `${id}-note` : nothing}
      .value=${live(this.typedAt(place.path, place.value, value))}
      @input=${(event: InputEvent) => this.counted(place, (event.target as HTMLInputElement).value.trim(), whole)}
    />`;
  }

  private counted(place: Place, typed: string, whole: boolean): void {
    const number = Number(typed);
    const { playground } = text;
    const error =
      typed === ''
        ? undefined
        : !NUMBER.test(typed)
          ? playground.badNumber
          : whole && !Number.isInteger(number)
            ? playground.badInteger
            : Math.abs(number) > Number.MAX_SAFE_INTEGER
              ? playground.bigInteger
              : undefined;
    this.draft(place, { typed, error });
    if (!error) {
      place.set(typed === '' ? undefined : number);
    }
  }

  private json(place: Place, id: string): TemplateResult {
    const wrong = this.error(place.path);
    return html`<textarea
        id=${id}
        class="raw"
        spellcheck="false"
        placeholder=${text.playground.asJson}
        aria-required=${String(place.required)}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${wrong ? `${id}-note` : nothing}
        .value=${live(this.typedAt(place.path, place.value, place.value === undefined ? '' : pretty(place.value)))}
        @input=${(event: InputEvent) => this.typedJson(place, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      ${this.asJson.has(place.path) ? this.jsonSwitch(place) : nothing}`;
  }

  private typedJson(place: Place, typed: string): void {
    const value = parsed(typed);
    const empty = typed.trim() === '';
    this.draft(place, { typed, error: value === undefined && !empty ? text.playground.badJson : undefined });
    if (value !== undefined || empty) {
      place.set(value);
    }
  }

  private draft({ path }: Place, draft: Draft): void {
    this.drafts = { ...this.drafts, [path]: draft };
  }

  private forgetWithin(path: string): void {
    this.drafts = Object.fromEntries(Object.entries(this.drafts).filter(([one]) => !isWithin(one, path)));
  }

  private choice(place: Place, id: string, values: ReadonlyArray<{ label: string; value: Json }>): TemplateResult {
    const wrong = this.error(place.path);
    const chosen = values.findIndex((one) => same(one.value, place.value));
    return html`<select
      id=${id}
      aria-required=${String(place.required)}
      aria-invalid=${wrong ? 'true' : 'false'}
      aria-describedby=${wrong ? `${id}-note` : nothing}
      @change=${(event: Event) => place.set(values[(event.target as HTMLSelectElement).selectedIndex - 1]?.value)}
    >
      <option .selected=${chosen < 0}>${text.playground.notSet}</option>
      ${values.map((one, index) => html`<option .selected=${index === chosen}>${one.label}</option>`)}
    </select>`;
  }

  private group(place: Place, inner: TemplateResult | typeof nothing, actions: TemplateResult): TemplateResult {
    return html`<fieldset class="field">
      <legend class="visually-hidden">${place.name}</legend>
      <div class="head">
        <span class="label" aria-hidden="true">${place.name}</span>
        ${this.marks(place)}
      </div>
      ${this.description(place)} ${inner} ${this.note(place)}
      <div class="row">${actions}</div>
    </fieldset>`;
  }

  private object(place: Place): TemplateResult {
    const { playground } = text;
    return place.value === undefined
      ? this.group(
          place,
          nothing,
          html`<button type="button" class="add" @click=${() => place.set(this.reader.initial(place.schema, true) ?? {})}>
            ${icon('plus')} ${playground.addObject(place.name)}
          </button>`,
        )
      : this.group(
          place,
          html`<div class="group">${this.members(place)}</div>`,
          html`${place.required
            ? nothing
            : html`<button type="button" class="quiet" @click=${() => this.leaveOut(place)}>
                ${playground.removeObject(place.name)}
              </button>`}
          ${this.jsonSwitch(place)}`,
        );
  }

  /** With what was typed in it. */
  private leaveOut(place: Place): void {
    this.forgetWithin(place.path);
    place.set(undefined);
  }

  private list(place: Place, items: Json): TemplateResult {
    const values = Array.isArray(place.value) ? place.value : [];
    const { playground } = text;
    return this.group(
      place,
      values.length === 0
        ? nothing
        : html`<div class="group">
            ${values.map((value, index) => this.item(place, items, values, value, index))}
          </div>`,
      html`<button
          type="button"
          class="add"
          @click=${() => place.set([...values, this.reader.initial(items, true) ?? empty(this.reader.shape(items))])}
        >
          ${icon('plus')} ${playground.addItem(place.name)}
        </button>
        ${values.length > 0 ? this.jsonSwitch(place) : nothing}`,
    );
  }

  private item(place: Place, schema: Json, values: readonly Json[], value: Json, index: number): TemplateResult {
    const path = `${place.path}[${index}]`;
    const name = `${place.name}[${index}]`;
    return html`<div class="item">
      ${this.field({
        path,
        name,
        schema,
        // There or removed.
        required: false,
        value,
        depth: place.depth + 1,
        set: (changed) =>
          place.set(values.map((one, at) => (at === index ? (changed ?? empty(this.reader.shape(schema))) : one))),
      })}
      <button
        type="button"
        aria-label=${text.playground.removeItem(name)}
        @click=${() => {
          this.forgetWithin(place.path);
          const left = values.filter((_, at) => at !== index);
          place.set(left.length === 0 && !place.required ? undefined : left);
        }}
      >
        ${icon('cross')}
      </button>
    </div>`;
  }

  private alternatives(place: Place, { options }: Shape & { kind: 'alternatives' }): TemplateResult {
    const { value, path, depth, required } = place;
    const found = value === undefined ? -1 : options.findIndex((one) => this.reader.matches(one.schema, value, depth + 1));
    const index = this.picked[choiceAt(path, depth)] ?? (value === undefined && required ? 0 : found);
    const option = options[index];
    const id = `${idOf(path)}-kind${depth}`;
    return html`<div class="field">
      <div class="head">
        <label for=${id}>${text.playground.kind(place.name)}</label>
        ${this.marks(place)}
      </div>
      ${this.description(place)}
      <select
        id=${id}
        @change=${(event: Event) => this.pick(place, options, (event.target as HTMLSelectElement).selectedIndex - 1)}
      >
        <option .selected=${option === undefined}>${text.playground.notSet}</option>
        ${options.map((one, at) => html`<option .selected=${at === index}>${one.label}</option>`)}
      </select>
      ${option
        ? html`<div class="group">${this.field({ ...place, schema: option.schema, required: true, depth: depth + 1 })}</div>`
        : nothing}
    </div>`;
  }

  private pick(place: Place, options: ReadonlyArray<{ schema: Json }>, index: number): void {
    this.leaveOut(place);
    this.picked = { ...this.picked, [choiceAt(place.path, place.depth)]: index };
    const option = options[index];
    place.set(option && this.reader.initial(option.schema, true));
  }

  private jsonSwitch({ path, name }: Place): TemplateResult {
    const on = this.asJson.has(path);
    return html`<button
      type="button"
      class="quiet"
      aria-pressed=${on ? 'true' : 'false'}
      aria-label=${`${name} ${text.playground.asJson}`}
      @click=${() => this.turnField(path)}
    >
      ${text.playground.raw}
    </button>`;
  }

  private turnField(path: string): void {
    const wrong = Object.entries(this.drafts).some(([one, draft]) => isWithin(one, path) && draft.error !== undefined);
    if (wrong) {
      this.focusFirstError();
      return;
    }
    this.forgetWithin(path);
    this.asJson = new Set(
      this.asJson.has(path) ? [...this.asJson].filter((one) => one !== path) : [...this.asJson, path],
    );
  }
}

/** What a list has for an item of which nothing is known yet. */
function empty(shape: Shape): Json {
  switch (shape.kind) {
    case 'text':
      return '';
    case 'object':
      return {};
    case 'list':
      return [];
    case 'boolean':
      return false;
    case 'number':
      return 0;
    case 'choice':
      return shape.values[0]?.value ?? null;
    default:
      return null;
  }
}

/** Alternatives may have alternatives, at the same path. */
function choiceAt(path: string, depth: number): string {
  return `${path} ${depth}`;
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** Ids may have no space, and names of properties may have anything. */
function idOf(path: string): string {
  return `at-${encodeURIComponent(path)}`;
}

/** For the browser's own control: undefined where it could not show it. */
function localTime(value: string): string | undefined {
  if (value === '') {
    return '';
  }
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().replace('.000', '') !== value.replace(/\.0+(?=Z)/, '')) {
    return undefined;
  }
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

customElements.define('mcp-arguments', McpArguments);
