export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json | undefined;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Compares two JSON values. A member that is undefined counts as absent. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, i) => sameJson(item, other[i]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => sameJson(own(one, name), own(other, name)));
}

/** Returns a member that the object has itself, never one that it inherits. */
export const own = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Makes an object of entries that may hold any name, `__proto__` included. */
export const objectOf = (entries: Iterable<readonly [string, unknown]>): JsonObject =>
  Object.fromEntries(entries) as JsonObject;

/** Copies an object with one member changed; `undefined` removes it. The order of the others stays. */
export function withMember(value: unknown, name: string, member: unknown): JsonObject {
  const entries = isObject(value) ? Object.entries(value) : [];
  if (member === undefined) return objectOf(entries.filter(([known]) => known !== name));
  if (!isObject(value) || !Object.hasOwn(value, name)) return objectOf([...entries, [name, member]]);
  return objectOf(entries.map(([known, old]) => [known, known === name ? member : old]));
}
