import { canonicalJson, type Pointer, type PointerSet } from '@berth/json-schema';
import type { VersionTest } from '../../../catalog/tables/provider-version.ts';
import { type Bond, deniedAt, destinationsOf, type Marks, markIn } from './bonds.ts';
import type { JsonObject } from './document.ts';
import type { Terms } from './terms.ts';
import { originPlaces, originTemplate } from './test-template.ts';

/** The parts that the origin of a test is made of, without their content. */
export interface OriginParts {
  template: string | null;
  places: readonly Pointer[];
  denied: NonNullable<Bond['denied']>;
}

/** Finds the parts of the origin that the test of a version asks with a whole value. */
export async function originParts(
  { specification, version }: Terms,
  whole: JsonObject,
  marks: Marks,
): Promise<OriginParts> {
  const test = version?.test ?? null;
  const places = originPlaces(test, whole);
  const { leaves } = await destinationsOf(specification, whole, marks)(places);
  return { template: originTemplate(test, whole), places, denied: deniedAt(whole, places, leaves, marks) };
}

/**
 * Tells if an origin is made of the same parts as that of a bond: by the same template, of the same places, none of
 * which was sent since. So a key that may not compare learns nothing of a secret in them, of which `secrets` are those
 * of now. An origin without a secret may be compared by its content. The places that are destinations are compared
 * with the other destinations.
 */
export function hasSameParts(
  bond: Bond,
  { template, places, denied }: OriginParts,
  bound: { test: VersionTest | null; whole: JsonObject },
  secrets: PointerSet,
): boolean {
  if (![...bond.places, ...places].some((place) => secrets.touches(place))) return true;
  if (originTemplate(bound.test, bound.whole) !== template) return false;
  if (canonicalJson(bond.places) !== canonicalJson(places)) return false;
  // An older bond has no marks of these places, so none of them was sent since
  if (bond.denied === undefined) return !Object.values(denied).some((leaf) => markIn(leaf) !== undefined);
  return canonicalJson(bond.denied) === canonicalJson(denied);
}
