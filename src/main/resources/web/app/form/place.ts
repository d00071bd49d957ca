// A place in a tool's arguments: what stands there, what its schema says, and its path, which the service uses as well.
import { withMember, type Json, type JsonObject } from './json';
import type { Member } from './shape';

/** The path of all of them. */
export const ROOT = 'arguments';

export interface Place {
  /** Such as `arguments.items[2].name`. */
  path: string;
  name: string;
  schema: Json | undefined;
  required: boolean;
  value: Json | undefined;
  depth: number;
  set: (value: Json | undefined) => void;
}

export function memberOf(place: Place, object: JsonObject, { name, schema, required }: Member): Place {
  return {
    path: `${place.path}.${name}`,
    name,
    schema,
    required,
    value: Object.hasOwn(object, name) ? object[name] : undefined,
    depth: place.depth + 1,
    set: (changed) => place.set(withMember(object, name, changed)),
  };
}

/** An item is there or removed, and nothing but empty where nothing is in it. */
export function itemOf(place: Place, list: readonly Json[], index: number, schema: Json, empty: () => Json): Place {
  return {
    path: `${place.path}[${index}]`,
    name: `${place.name}[${index}]`,
    schema,
    required: false,
    value: list[index],
    depth: place.depth + 1,
    set: (changed) => place.set(list.map((one, at) => (at === index ? (changed ?? empty()) : one))),
  };
}

export function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** Ids may have no space, and names of properties may have anything. */
export function idOf(path: string): string {
  return `at-${encodeURIComponent(path)}`;
}
