import { isDeepStrictEqual } from 'node:util';
import {
  checkValue,
  destinationLeaves,
  getAt,
  secretLeaves,
  toPointer,
  validatorFor,
  withDefaults,
} from '../../../../packages/json-schema/src/index.ts';

/**
 * A model of the values of a vault, a config of its own and a config made from the vault, independent of the product's
 * code for edits.
 */

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Applies a merge patch, as RFC 7396 §2 defines it. */
export function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Json = isObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = merged(result[name], value);
  }
  return result;
}

/** A unit of change: a scalar, an array, or an empty object. */
export interface Leaf {
  path: string[];
  pointer: string;
  value: unknown;
}

export function leavesOf(value: unknown, path: string[] = []): Leaf[] {
  if (!isObject(value) || (path.length > 0 && Object.keys(value).length === 0)) {
    return [{ path, pointer: toPointer(path), value }];
  }
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

/** Makes the object that has exactly these leaves. */
export function objectOf(leaves: readonly Pick<Leaf, 'path' | 'value'>[]): Json {
  const wrap = ({ path, value }: Pick<Leaf, 'path' | 'value'>): unknown =>
    path.reduceRight((inner, name) => ({ [name]: inner }), value);
  const join = (into: unknown, other: unknown): unknown => {
    if (!isObject(into) || !isObject(other)) return other;
    const result = { ...into };
    for (const [name, value] of Object.entries(other)) {
      result[name] = Object.hasOwn(result, name) ? join(result[name], value) : value;
    }
    return result;
  };
  return leaves.map(wrap).reduce(join, {}) as Json;
}

/** True when one pointer equals the other or is a prefix of it. */
export const related = (a: string, b: string): boolean =>
  a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

export type Owner = 'own' | 'linked' | 'vault';

/** The stored values, revision by revision. */
export interface Stored {
  vault: Json[];
  own: Json[];
  /** The overrides of the config made from the vault; empty until it has one. */
  linked: Json[];
  /** The vault's revision that the linked config is pinned to. */
  pin: number | null;
  /** True when an edit of the vault has made the linked config invalid. */
  invalid: boolean;
}

export class Rules {
  readonly #schema: Json;

  constructor(schema: Json) {
    this.#schema = schema;
  }

  fits = (value: unknown): boolean => checkValue(validatorFor(this.#schema), value).length === 0;

  /** Pointers to the secrets of a value. */
  secretsOf = (value: unknown): string[] =>
    secretLeaves(this.#schema, value, { visibility: 'plain', marked: [] });

  /** The addresses to which the value sends its secrets, by pointer. */
  addressesOf(value: unknown): [string, unknown][] {
    const whole = withDefaults(validatorFor(this.#schema), value).value;
    const pointers = destinationLeaves(this.#schema, whole).toSorted();
    return pointers.map((pointer) => [pointer, getAt(whole, pointer)]);
  }
}

/**
 * The effective value of a document: for the linked config the document over the vault's value, else the document
 * itself.
 */
export function effectiveOf(stored: Stored, owner: Owner, document: Json, pin = stored.pin): Json {
  if (owner !== 'linked') return document;
  return merged(stored.vault[(pin ?? stored.vault.length) - 1], document) as Json;
}

export const currentOf = (stored: Stored, owner: Owner): Json => stored[owner].at(-1) ?? {};

/**
 * Lists the differences between an answered value and the expected one. A leaf that the answer takes from the schema's
 * defaults must be absent in the model. Inside arrays a default is any additional member.
 */
export function differences(answer: Json, defaults: ReadonlySet<string>, model: Json): string[] {
  const got = leavesOf(answer);
  const known = new Map(leavesOf(model).map((leaf) => [leaf.pointer, leaf.value]));
  const unexpected = got.flatMap(({ pointer, value }) => {
    if (defaults.has(pointer)) return known.has(pointer) ? [`${pointer} is no default`] : [];
    if (!known.has(pointer)) return [`${pointer} should not be there`];
    return holds(value, known.get(pointer)) ? [] : [`${pointer} has another value`];
  });
  const pointers = new Set(got.map(({ pointer }) => pointer));
  const lost = [...known].flatMap(([pointer, value]) => {
    const filled = isObject(value) && isObject(getAt(answer, pointer));
    return pointers.has(pointer) || filled ? [] : [`${pointer} is lost`];
  });
  return [...unexpected, ...lost];
}

/** True when the answer equals the value, except for members added to objects in arrays. */
function holds(answer: unknown, value: unknown): boolean {
  if (Array.isArray(value)) {
    return (
      Array.isArray(answer) &&
      answer.length === value.length &&
      value.every((item, index) => holds(answer[index], item))
    );
  }
  if (!isObject(value)) return isDeepStrictEqual(answer, value);
  return isObject(answer) && Object.entries(value).every(([name, member]) => holds(answer[name], member));
}
