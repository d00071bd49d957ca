// What somebody fills in for the arguments of one tool: the value so far, what was typed, and how each place is shown.
import { text } from '../text/en';
import { Drafts } from './drafts';
import { isObject, parsed, type Json, type JsonObject } from './json';
import { ROOT, type Place } from './place';
import { SchemaReader, type Alternative, type Shape } from './shape';

/** What is wrong, by the path that the service uses as well: `arguments.items[2].name`. */
export type Errors = Readonly<Record<string, string>>;

/** The element that shows it. */
export interface Form {
  /** What the service found wrong. */
  readonly errors: Errors;
  requestUpdate(): void;
  focusFirstError(): boolean;
}

export class Filling {
  readonly reader: SchemaReader;
  private given: JsonObject;
  private drafts = Drafts.NONE;
  /** What the user wants to see as JSON. */
  private asJson: ReadonlySet<string> = new Set();
  /** Which alternative was chosen. */
  private picked: Readonly<Record<string, number>> = {};
  private readonly shown = new Set<string>();

  constructor(
    private readonly schema: JsonObject | undefined,
    private readonly form: Form,
  ) {
    this.reader = new SchemaReader(schema);
    const initial = this.reader.initial(schema, true);
    this.given = isObject(initial) ? initial : {};
  }

  get value(): JsonObject {
    return this.given;
  }

  /** Whether something was typed that is no value. */
  get isWrong(): boolean {
    return this.drafts.areWrongWithin(ROOT);
  }

  /** Whether there can be fields. */
  get isForm(): boolean {
    return this.reader.shape(this.schema).kind === 'object';
  }

  get takesNothing(): boolean {
    const { properties, additionalProperties, ...others } = this.schema ?? {};
    return (
      (!isObject(properties) || Object.keys(properties).length === 0) &&
      !isObject(additionalProperties) &&
      additionalProperties !== true &&
      ['oneOf', 'anyOf', 'allOf', '$ref', 'patternProperties', 'required'].every((keyword) => !(keyword in others))
    );
  }

  root(): Place {
    return {
      path: ROOT,
      name: ROOT,
      schema: this.schema,
      required: true,
      value: this.given,
      depth: 0,
      set: (value) => {
        this.given = isObject(value) ? value : {};
        this.form.requestUpdate();
      },
    };
  }

  /** Before it is shown once more. */
  showNothing(): void {
    this.shown.clear();
  }

  show(path: string): void {
    this.shown.add(path);
  }

  /** What is wrong and has no field. */
  get errorsElsewhere(): Array<[string, string]> {
    return Object.entries(this.form.errors).filter(([path]) => !this.shown.has(path));
  }

  errorAt(path: string): string | undefined {
    const { errors } = this.form;
    return this.drafts.errorAt(path) ?? (Object.hasOwn(errors, path) ? errors[path] : undefined);
  }

  typedAt({ path, value }: Place, otherwise: string): string {
    return this.drafts.typedAt(path, value, otherwise);
  }

  /** How a place is shown: as JSON where that is wanted, or where its field could not show what is there. */
  shapeOf(place: Place): Shape {
    const { path, schema, value, depth } = place;
    const shape = this.reader.shape(schema, depth);
    const chosen = shape.kind === 'alternatives' && this.pickedAt(place) !== undefined;
    return this.asJson.has(path) || (!chosen && !this.reader.fits(schema, value, depth)) ? { kind: 'raw' } : shape;
  }

  isJson({ path }: Place): boolean {
    return this.asJson.has(path);
  }

  /** Which alternative a place shows: the one that was chosen, else the one that is there, else the first of what is required. */
  alternativeAt(place: Place, options: readonly Alternative[]): number {
    const { value, depth, required } = place;
    const found = value === undefined ? -1 : options.findIndex((one) => this.reader.matches(one.schema, value, depth + 1));
    return this.pickedAt(place) ?? (value === undefined && required ? 0 : found);
  }

  private pickedAt({ path, depth }: Place): number | undefined {
    return this.picked[choiceAt(path, depth)];
  }

  newItem(schema: Json): Json {
    return this.reader.initial(schema, true) ?? this.emptyItem(schema);
  }

  emptyItem(schema: Json): Json {
    return empty(this.reader.shape(schema));
  }

  /** Keeps what was typed, and takes it for the value where nothing is wrong with it. */
  type({ path, set }: Place, typed: string, value: Json | undefined, error: string | undefined): void {
    this.drafts = this.drafts.with(path, typed, error);
    this.form.requestUpdate();
    if (error === undefined) {
      set(value);
    }
  }

  /** The same, of all of it as JSON. */
  typeAll(typed: string): void {
    const value = typed.trim() === '' ? {} : parsed(typed);
    if (isObject(value)) {
      this.picked = {};
    }
    this.drafts = Drafts.NONE;
    this.type(this.root(), typed, value, isObject(value) ? undefined : text.playground.badObject);
  }

  forget({ path }: Place): void {
    this.drafts = this.drafts.without(path);
    this.form.requestUpdate();
  }

  /** With what was typed in it. */
  leaveOut(place: Place): void {
    this.forget(place);
    place.set(undefined);
  }

  pick(place: Place, options: readonly Alternative[], index: number): void {
    this.leaveOut(place);
    this.picked = { ...this.picked, [choiceAt(place.path, place.depth)]: index };
    const option = options[index];
    place.set(option && this.reader.initial(option.schema, true));
  }

  /** Whether what was typed in a place can be done without; else goes to what is wrong. */
  settle(place: Place): boolean {
    if (this.drafts.areWrongWithin(place.path)) {
      this.form.focusFirstError();
      return false;
    }
    this.forget(place);
    return true;
  }

  turnToJson(place: Place): void {
    if (this.settle(place)) {
      const { path } = place;
      this.asJson = new Set(this.isJson(place) ? [...this.asJson].filter((one) => one !== path) : [...this.asJson, path]);
    }
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
