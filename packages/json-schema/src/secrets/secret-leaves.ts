import type { Pointer } from '../json/pointer.ts';
import { walkLeaves } from '../walk/leaf-walk.ts';
import { isSecretConnection } from './connection-strings.ts';
import { Marks } from './marks.ts';
import { isMarkedSecret } from './secret-subschemas.ts';

export interface SecretOptions {
  /** `encrypted` makes every leaf secret. */
  readonly visibility: 'plain' | 'encrypted';
  /** JSON Pointers into the value, `*` for any name or index. Everything below them is secret too. */
  readonly marked: readonly string[];
}

/**
 * Returns pointers to every secret leaf of the value. A leaf is a scalar or an empty object or array. It is secret when
 * - the visibility is `encrypted`;
 * - a marked path leads to it or above it;
 * - the schema marks it, or something above it, in any branch that may apply (a branch is out only when its type or a
 *   `const`/`enum` property contradicts the value; when all are out, all count), on either side of a condition or in
 *   its `if`, and at any place that a dynamic reference may lead to;
 * - the schema does not describe it. `properties` and `patternProperties` describe by naming; other keywords only with
 *   a non-empty subschema (`additionalProperties: true` describes nothing);
 * - it has a URL with a password, or is a connection string with one (`isSecretConnection`);
 * - the walk ended before it (after 150,000 steps).
 *
 * Accepts any schema and any JSON value and never throws. A container nested deeper than 128 levels is one leaf.
 */
export function secretLeaves(schema: unknown, value: unknown, options: SecretOptions): Pointer[] {
  const secrets: Pointer[] = [];
  // Everything below a secret is secret, so no marks are needed there
  const outermost = options.visibility === 'encrypted' ? undefined : Marks.of(options.marked);
  walkLeaves<Marks>(schema, value, outermost, (spot, above) => {
    const marks = spot.name === undefined ? above : above?.below(spot.name);
    const open =
      marks !== undefined &&
      !marks.marksHere &&
      ![...spot.applying, ...spot.tested].some(({ schema }) => isMarkedSecret(schema));
    const hidden = !open || spot.beyond || spot.undescribed;
    if (spot.isLeaf && (hidden || isSecretConnection(spot))) secrets.push(spot.pointer);
    return open ? marks : undefined;
  });
  return secrets;
}
