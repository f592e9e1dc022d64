import { getAt, type Pointer } from '@berth/json-schema';
import { secretUnits } from '../content/secrets.ts';

/** The shortest secret that has a digest: all shorter ones can be tried in little time. */
const SHORTEST = 12;

/** The state of a unit without a digest. */
export const TOO_SHORT = { digest: null, digest_reason: 'too_short' } as const;

/** Finds the units without a digest: those that are a short secret, or hold one. */
export const shortUnits = (
  value: unknown,
  units: readonly Pointer[],
  secrets: readonly Pointer[],
): Set<Pointer> =>
  secretUnits(
    units,
    secrets.filter((pointer) => isShort(getAt(value, pointer))),
  );

function isShort(secret: unknown): boolean {
  if (secret === undefined) return false;
  const text = typeof secret === 'string' ? secret : JSON.stringify(secret);
  return text.length < 2 * SHORTEST && [...text].length < SHORTEST;
}
