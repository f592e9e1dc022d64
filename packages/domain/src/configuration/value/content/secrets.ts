import { getAt, type Pointer, PointerSet, secretLeaves, writtenLeaves } from '@berth/json-schema';
import { breathe, filterInSlices } from '@berth/kernel';
import type { specifications } from '../../../catalog/tables/specification.ts';
import type { JsonObject, ValueDocument } from './document.ts';

export type Specification = typeof specifications.$inferSelect;

/**
 * Lists the secret leaves of a value: those that the specification marks, and those that were secret when they were
 * sent. A value that moves to a branch of its schema in which the same leaf is plain must not disclose the old content.
 */
export async function secretsOf(
  specification: Specification,
  value: JsonObject,
  sentAsSecret: readonly Pointer[],
): Promise<Pointer[]> {
  await breathe();
  const described = describedSecrets(specification, value);
  await breathe();
  const kept = await filterInSlices(sentAsSecret, (pointer) => getAt(value, pointer) !== undefined);
  // An empty value is a leaf by its form and has nothing to hide.
  return [...new Set([...described, ...kept])].filter((pointer) => pointer !== '');
}

const known = new WeakMap<JsonObject, { specification: Specification; secrets: Pointer[] }>();

/** Lists the secret leaves that the specification marks. One write asks about the same value several times. */
function describedSecrets(specification: Specification, value: JsonObject): Pointer[] {
  const last = known.get(value);
  if (last?.specification === specification) return last.secrets;
  const secrets = secretLeaves(specification.config_schema, value, {
    visibility: specification.config_visibility,
    marked: specification.secret_paths,
  });
  known.set(value, { specification, secrets });
  return secrets;
}

/** Lists the leaves that were secret when they were sent, of an own value over a vault's. */
export function sentAsSecret(own: ValueDocument | null, base: ValueDocument | null): Pointer[] {
  const mine = new PointerSet(own ? writtenLeaves(own.value) : []);
  const theirs = Object.keys(base?.bound ?? {});
  return [...Object.keys(own?.bound ?? {}), ...theirs.filter((pointer) => !mine.touches(pointer))];
}

/** Lists the units of change that are a secret or hold one. An array is one unit (RFC 7396). */
export function secretUnits(units: readonly Pointer[], secrets: readonly Pointer[]): Set<Pointer> {
  const secret = new PointerSet(secrets);
  return new Set(units.filter((unit) => secret.touches(unit)));
}
