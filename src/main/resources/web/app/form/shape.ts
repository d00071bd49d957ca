// What of a JSON schema a form can show. Whatever else it says is left to raw JSON, so that nothing that it takes is out of reach.
import { text } from '../text/en';
import { isObject, same, type Json, type JsonObject } from './json';

export interface Member {
  name: string;
  schema: Json | undefined;
  required: boolean;
}

export interface Alternative {
  label: string;
  schema: Json;
}

export type Shape =
  | { kind: 'text'; format: string; longest: number | undefined }
  | { kind: 'number'; whole: boolean }
  | { kind: 'boolean' }
  /** One of these values. */
  | { kind: 'choice'; values: ReadonlyArray<{ label: string; value: Json }> }
  | { kind: 'object'; members: readonly Member[] }
  | { kind: 'list'; items: Json }
  | { kind: 'alternatives'; options: readonly Alternative[] }
  | { kind: 'raw' };

const RAW: Shape = { kind: 'raw' };
/** Keywords that say more about a value than its shape shows. */
const BEYOND = ['not', 'if', 'allOf', 'prefixItems', 'patternProperties', 'dependentSchemas', '$dynamicRef', 'propertyNames'];
const DEEPEST = 6;
const MOST_OPTIONS = 200;

/** One schema within all that its references can lead to. */
export class SchemaReader {
  constructor(private readonly root: Json | undefined) {}

  shape(given: Json | undefined, depth = 0): Shape {
    const schema = this.resolved(given);
    if (!isObject(schema) || depth > DEEPEST) {
      return RAW;
    }
    return choice(schema) ?? this.alternatives(schema) ?? this.plain(schema);
  }

  /** What a reference leads to, with what stands beside it; a schema of one part is that part. */
  resolved(given: Json | undefined): Json | undefined {
    let schema = given;
    for (let step = 0; step < DEEPEST && isObject(schema); step++) {
      const inner = this.inner(schema);
      if (inner === undefined) {
        return schema;
      }
      const { $ref: _, allOf: __, ...beside } = schema;
      schema = isObject(inner) ? { ...inner, ...beside } : inner;
    }
    return schema;
  }

  private inner(schema: JsonObject): Json | undefined {
    const { $ref: reference, allOf } = schema;
    if (typeof reference === 'string') {
      return this.found(reference);
    }
    return Array.isArray(allOf) && allOf.length === 1 ? allOf[0] : undefined;
  }

  /** Only within the schema: nothing is ever fetched. */
  private found(reference: string): Json | undefined {
    if (reference === '#') {
      return this.root;
    }
    if (!reference.startsWith('#/')) {
      return undefined;
    }
    let at: Json | undefined = this.root;
    for (const part of reference.slice(2).split('/')) {
      const name = unescaped(part);
      at = isObject(at) && Object.hasOwn(at, name) ? at[name] : Array.isArray(at) ? at[Number(name)] : undefined;
    }
    return at;
  }

  private alternatives(schema: JsonObject): Shape | undefined {
    const given = schema['oneOf'] ?? schema['anyOf'];
    if (!Array.isArray(given) || given.length === 0) {
      return undefined;
    }
    if (schema['properties'] !== undefined || given.length > MOST_OPTIONS) {
      return RAW;
    }
    const options = given.map((option) => this.resolved(option) ?? true);
    const values = options.map(constant);
    if (values.every((value) => value !== undefined)) {
      return { kind: 'choice', values };
    }
    const others = options.filter((option) => !isNull(option));
    return others.length === 1
      ? this.shape(others[0])
      : {
          kind: 'alternatives',
          options: others.map((option, index) => ({ label: titleOf(option) ?? text.playground.option(index + 1), schema: option })),
        };
  }

  private plain(schema: JsonObject): Shape {
    if (BEYOND.some((keyword) => keyword in schema)) {
      return RAW;
    }
    switch (typeOf(schema)) {
      case 'string':
        return {
          kind: 'text',
          format: typeof schema['format'] === 'string' ? schema['format'] : '',
          longest: typeof schema['maxLength'] === 'number' ? schema['maxLength'] : undefined,
        };
      case 'number':
        return { kind: 'number', whole: false };
      case 'integer':
        return { kind: 'number', whole: true };
      case 'boolean':
        return { kind: 'boolean' };
      case 'array':
        return isObject(schema['items']) ? { kind: 'list', items: schema['items'] } : RAW;
      case 'object':
        return members(schema);
      default:
        return RAW;
    }
  }

  /** Whether a value is one that its form could show; others stay as they are, as raw JSON. */
  fits(given: Json | undefined, value: Json | undefined, depth = 0): boolean {
    if (value === undefined) {
      return true;
    }
    const shape = this.shape(given, depth);
    switch (shape.kind) {
      case 'text':
        return typeof value === 'string';
      case 'number':
        return typeof value === 'number' && (!shape.whole || Number.isInteger(value));
      case 'boolean':
        return typeof value === 'boolean';
      case 'choice':
        return shape.values.some((one) => same(one.value, value));
      case 'object':
        return isObject(value);
      case 'list':
        return Array.isArray(value);
      case 'alternatives':
        return shape.options.some((option) => this.matches(option.schema, value, depth + 1));
      default:
        return true;
    }
  }

  /** The same, and all that it must have is there: to tell alternatives apart. */
  matches(given: Json | undefined, value: Json, depth = 0): boolean {
    const shape = this.shape(given, depth);
    return (
      this.fits(given, value, depth) &&
      (shape.kind !== 'object' ||
        (isObject(value) &&
          shape.members.every((member) =>
            Object.hasOwn(value, member.name)
              ? this.fits(member.schema, value[member.name], depth + 1)
              : !member.required,
          )))
    );
  }

  /** What a form begins with: defaults, the only value that is possible, and objects that have to be there. */
  initial(given: Json | undefined, required: boolean, depth = 0): Json | undefined {
    const schema = this.resolved(given);
    if (isObject(schema) && schema['default'] !== undefined) {
      return schema['default'];
    }
    const shape = this.shape(schema, depth);
    if (!required) {
      return undefined;
    }
    switch (shape.kind) {
      case 'object':
        return Object.fromEntries(
          shape.members.flatMap((member) => {
            const value = this.initial(member.schema, member.required, depth + 1);
            return value === undefined ? [] : [[member.name, value]];
          }),
        );
      case 'choice':
        return shape.values.length === 1 ? shape.values[0]!.value : undefined;
      case 'list':
        return [];
      case 'alternatives':
        return this.initial(shape.options[0]!.schema, true, depth + 1);
      default:
        return undefined;
    }
  }
}

function choice(schema: JsonObject): Shape | undefined {
  const only = constant(schema);
  if (only !== undefined) {
    return { kind: 'choice', values: [only] };
  }
  const { enum: values } = schema;
  return Array.isArray(values) && values.length > 0 && values.length <= MOST_OPTIONS
    ? { kind: 'choice', values: values.map((value) => ({ label: labelOf(value), value })) }
    : undefined;
}

function constant(schema: Json): { label: string; value: Json } | undefined {
  if (!isObject(schema) || schema['const'] === undefined) {
    return undefined;
  }
  return { label: titleOf(schema) ?? labelOf(schema['const']), value: schema['const'] };
}

function members(schema: JsonObject): Shape {
  const { properties } = schema;
  if (!isObject(properties) || Object.keys(properties).length === 0) {
    return RAW;
  }
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const all = Object.entries(properties).map(([name, inner]) => ({ name, schema: inner, required: required.includes(name) }));
  // The service does not keep the order of names in an object, but that of a list: what has to be there comes first.
  const first = all.filter((one) => one.required).sort((one, other) => required.indexOf(one.name) - required.indexOf(other.name));
  return { kind: 'object', members: [...first, ...all.filter((one) => !one.required)] };
}

/** The type; of a choice with null the other one; of several none. */
function typeOf(schema: JsonObject): string | undefined {
  const { type } = schema;
  if (Array.isArray(type)) {
    const others = type.filter((one) => one !== 'null');
    return others.length === 1 ? String(others[0]) : undefined;
  }
  return typeof type === 'string' ? type : isObject(schema['properties']) ? 'object' : undefined;
}

function isNull(schema: Json): boolean {
  return isObject(schema) && (schema['type'] === 'null' || schema['const'] === null);
}

export function titleOf(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema['title'] === 'string' && schema['title'] !== '' ? schema['title'] : undefined;
}

function labelOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function unescaped(part: string): string {
  const plain = part.replace(/~1/g, '/').replace(/~0/g, '~');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
