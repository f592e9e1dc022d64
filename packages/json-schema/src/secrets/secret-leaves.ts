import type { Pointer } from '../json/pointer.ts';
import { walkLeaves } from '../walk/leaf-walk.ts';
import { Marks } from './marks.ts';
import { isMarkedSecret } from './secret-subschemas.ts';

export interface SecretOptions {
  /** `encrypted`: every leaf is secret. */
  readonly visibility: 'plain' | 'encrypted';
  /** JSON Pointers into the value, `*` for any name or index; what lies below is secret too. */
  readonly marked: readonly string[];
}

/**
 * Pointers into the value of every secret leaf. A leaf is a scalar, or an object or array with nothing in it. It is
 * secret when
 * - the visibility is `encrypted`;
 * - a marked path leads to it or above it;
 * - the schema marks it, or something above it, in any branch that may apply (a branch is out only when its type or
 *   a `const`/`enum` property contradicts the value; when all are out, all count);
 * - the schema does not describe it. `properties` and `patternProperties` describe by naming; other keywords only
 *   with a subschema that says something (`additionalProperties: true` describes nothing);
 * - the walk ended before it (after a million steps): it errs to secret.
 *
 * Takes any schema and any JSON value and never throws. A container nested deeper than 128 levels is one leaf.
 */
export function secretLeaves(schema: unknown, value: unknown, options: SecretOptions): Pointer[] {
  const secrets: Pointer[] = [];
  // Below a secret there are no marks left to look for
  const outermost = options.visibility === 'encrypted' ? undefined : Marks.of(options.marked);
  walkLeaves<Marks>(schema, value, outermost, (spot, above) => {
    const marks = spot.name === undefined ? above : above?.below(spot.name);
    const open =
      marks !== undefined &&
      !marks.marksHere &&
      ![...spot.applying].some(({ schema }) => isMarkedSecret(schema));
    if (spot.isLeaf && (!open || spot.beyond || spot.undescribed)) secrets.push(spot.pointer);
    return open ? marks : undefined;
  });
  return secrets;
}
