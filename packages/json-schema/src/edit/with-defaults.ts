import { checkValue } from '../engine/check.ts';
import type { CompiledSchema } from '../engine/compile.ts';
import { jsonCopy } from '../json/json-copy.ts';
import type { Pointer } from '../json/pointer.ts';
import { DefaultsWalk } from './defaults-walk.ts';

export interface WithDefaults<T> {
  /** The value with the defaults in it; the value itself when there was nothing to fill in. */
  readonly value: T;
  /** Pointers of the members that were set; of a default with members of its own only the topmost. */
  readonly filled: readonly Pointer[];
}

/**
 * A JSON value with the schema's defaults filled in: every member of an object that is absent and that `properties`
 * of an applying subschema gives a `default` for, also inside what was filled in, and in items of arrays.
 *
 * Applying are the place itself, what it references, its `allOf`, of a union the branch that the value matches if it
 * matches just one, and the way an `if` decides. A default may stand behind a `$ref` or in an `allOf`. What always
 * applies is filled in first, so that a default decides on branches and conditions too. A default inside itself is
 * left out: a recursive schema has no end.
 *
 * A valid value stays valid: when all defaults together do not fit, they are taken one after the other in document
 * order, and those that do not fit are left out. A value that does not fit the schema is left as it is. What is
 * there already never changes, nor does the input. Never throws; after a million steps what is left stays unfilled.
 */
export function withDefaults<T>(compiled: CompiledSchema, value: T): WithDefaults<T> {
  if (checkValue(compiled, value).length > 0) return { value, filled: [] };
  for (const careful of [false, true]) {
    const whole = jsonCopy(value);
    if (whole === undefined) break;
    const filled = new DefaultsWalk(compiled, whole, careful).run();
    if (filled.length === 0) break;
    if (careful || checkValue(compiled, whole).length === 0) return { value: whole as T, filled };
  }
  return { value, filled: [] };
}
