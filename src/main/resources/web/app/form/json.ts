// JSON as tools and their users give it: anything at all.

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a text says as JSON; undefined where it says nothing. */
export function parsed(given: string): Json | undefined {
  try {
    return JSON.parse(given) as Json;
  } catch {
    return undefined;
  }
}

export function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? '';
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A copy without this member, or with it; also of a member named like one that all objects have. */
export function withMember(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  const others = Object.entries(object).filter(([other]) => other !== name);
  if (value === undefined) {
    return Object.fromEntries(others);
  }
  return Object.hasOwn(object, name)
    ? Object.fromEntries(Object.entries(object).map(([other, old]) => [other, other === name ? value : old]))
    : Object.fromEntries([...others, [name, value]]);
}
