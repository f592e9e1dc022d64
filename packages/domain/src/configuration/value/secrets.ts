import { type Pointer, patchLeaves, secretLeaves } from '@berth/json-schema';
import type { specifications } from '../../catalog/specification/table.ts';
import type { JsonObject } from './document.ts';

export type Specification = typeof specifications.$inferSelect;

/** Every secret leaf of a value, those in arrays one by one. */
export const secretsOf = (specification: Specification, value: JsonObject): Pointer[] =>
  secretLeaves(specification.config_schema, value, {
    visibility: specification.config_visibility,
    marked: specification.secret_paths,
  });

/** The units of change of a value that are secret, or have a secret in them. An array is one unit (RFC 7396). */
export function secretUnits(specification: Specification, value: JsonObject): Set<Pointer> {
  const secrets = secretsOf(specification, value);
  const exact = new Set(secrets);
  return new Set(
    patchLeaves(value).filter(
      (unit) =>
        exact.has(unit) ||
        secrets.some((secret) => secret.startsWith(`${unit}/`) || unit.startsWith(`${secret}/`)),
    ),
  );
}
