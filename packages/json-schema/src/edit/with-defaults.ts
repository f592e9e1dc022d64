import { isValid } from '../engine/check.ts';
import type { CompiledSchema } from '../engine/compile.ts';
import type { Veil } from '../engine/veil.ts';
import { jsonCopy } from '../json/json-copy.ts';
import { isObject } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { DefaultsWalk } from './defaults-walk.ts';

export interface WithDefaults<T> {
  /** The value with the defaults; the given value itself when no default was filled in. */
  readonly value: T;
  /** Pointers to the members that were set; of a default with members of its own, only the topmost. */
  readonly filled: readonly Pointer[];
}

const known = new WeakMap<CompiledSchema, boolean>();

/** True when a subschema has a default. */
export function hasDefaults(compiled: CompiledSchema): boolean {
  const answer =
    known.get(compiled) ??
    compiled.index.subschemas.some(({ schema }) => isObject(schema) && Object.hasOwn(schema, 'default'));
  known.set(compiled, answer);
  return answer;
}

/**
 * Fills the schema's defaults into a JSON value: every absent member of an object for which `properties` of an applying
 * subschema gives a `default`, also inside filled-in members and in items of arrays.
 *
 * These subschemas apply: the one itself, its references, its `allOf`, the branch of a union if exactly one matches,
 * and the side of an `if` that its condition selects. A default may lie behind a `$ref` or in an `allOf`. Subschemas
 * that always apply come first, so that their defaults decide on branches and conditions too. A default inside itself
 * is left out: a recursive schema has no end.
 *
 * A valid value stays valid: when all defaults together do not fit, they are tried one by one in document order, and
 * those that do not fit are left out. An invalid value is returned unchanged. Existing members never change, nor does
 * the input. Never throws; after 150,000 steps the remaining members stay absent. The work of it does not depend on the
 * content of the secrets under `veil`.
 */
export function withDefaults<T>(compiled: CompiledSchema, value: T, veil?: Veil): WithDefaults<T> {
  const secrets = veil?.whole;
  if (!hasDefaults(compiled) || !isValid(compiled, value, secrets)) return { value, filled: [] };
  for (const careful of [false, true]) {
    const whole = jsonCopy(value);
    if (whole === undefined) break;
    const filled = new DefaultsWalk(compiled, whole, careful, secrets).run();
    if (filled.length === 0) break;
    if (careful || isValid(compiled, whole, secrets)) return { value: whole as T, filled };
  }
  return { value, filled: [] };
}
