import { getAt, type Pointer, PointerSet, secretLeaves, writtenLeaves } from '@berth/json-schema';
import type { specifications } from '../../catalog/tables/specification.ts';
import type { JsonObject, ValueDocument } from './document.ts';

export type Specification = typeof specifications.$inferSelect;

/**
 * Every secret leaf of a value: what the specification calls secret, and what was secret when it was sent. A value
 * that moves to another branch of its schema, in which the same leaf is plain, must not give the old content away.
 */
export function secretsOf(
  specification: Specification,
  value: JsonObject,
  sentAsSecret: readonly Pointer[],
): Pointer[] {
  const described = secretLeaves(specification.config_schema, value, {
    visibility: specification.config_visibility,
    marked: specification.secret_paths,
  });
  const kept = sentAsSecret.filter((pointer) => getAt(value, pointer) !== undefined);
  // A value that is empty is a leaf by its form, and has nothing to hide.
  return [...new Set([...described, ...kept])].filter((pointer) => pointer !== '');
}

/** The leaves that were secret when they were sent, of a value of one's own over a vault's. */
export function sentAsSecret(own: ValueDocument | null, base: ValueDocument | null): Pointer[] {
  const mine = new PointerSet(own ? writtenLeaves(own.value) : []);
  const theirs = Object.keys(base?.bound ?? {});
  return [...Object.keys(own?.bound ?? {}), ...theirs.filter((pointer) => !mine.touches(pointer))];
}

/** The units of change that are secret or have a secret in them. An array is one unit (RFC 7396). */
export function secretUnits(units: readonly Pointer[], secrets: readonly Pointer[]): Set<Pointer> {
  const secret = new PointerSet(secrets);
  return new Set(units.filter((unit) => secret.touches(unit)));
}
