import { createHash } from 'node:crypto';
import { canonicalJson, destinationLeaves, getAt, type Pointer } from '@berth/json-schema';
import { breathe, filterInSlices, mapInSlices } from '@berth/kernel';
import type { JsonObject } from './document.ts';
import type { Specification } from './secrets.ts';
import type { Terms } from './terms.ts';
import { originOf, originPlaces } from './test-template.ts';
import { filledOf } from './veiled.ts';

/** The destinations that a secret was sent for. A secret goes to no others. */
export interface Bond {
  /** A hash of `leaves`. */
  hash: string;
  /** A hash of the content of each destination. Absent in an older bond of a document with very many. */
  leaves?: Record<Pointer, string>;
  /** The places that the origin of the test's URL was made of. They are destinations unless the schema denies it. */
  places: Pointer[];
  /** A hash of the origin that the test asked; null when the value made no URL. */
  origin: string | null;
  /** The version whose test was in force. */
  version: string | null;
}

/** The most leaves that the bonds of one document list. */
const MOST_LEAVES = 10_000;

type Leaves = Required<Pick<Bond, 'hash' | 'leaves'>>;

/** Makes the bond of a secret that is sent now, for the destinations of the effective value. */
export async function bondOf({ specification, version }: Terms, effective: JsonObject): Promise<Bond> {
  const whole = await wholeOf(specification, effective);
  const places = originPlaces(version?.test ?? null, whole);
  const origin = originOf(version?.test ?? null, whole);
  return {
    places,
    origin: origin === null ? null : hashOf(origin),
    version: version?.id ?? null,
    ...(await destinationsOf(specification, whole)(places)),
  };
}

/** The effective value with the defaults of its schema. Defaults count, so that writing one out changes nothing. */
export const wholeOf = async (specification: Specification, effective: JsonObject): Promise<JsonObject> =>
  (await filledOf(specification, effective)).value;

/** The destinations of a whole value, and of further places of it, each set computed once. */
export function destinationsOf(
  { config_schema, destination_paths }: Specification,
  whole: JsonObject,
): (places: readonly Pointer[]) => Promise<Leaves> {
  const known = new Map<string, Leaves>();
  return async (places) => {
    const key = canonicalJson(places);
    const found =
      known.get(key) ??
      (await leavesAt(whole, destinationLeaves(config_schema, whole, destination_paths ?? [], places)));
    known.set(key, found);
    return found;
  };
}

async function leavesAt(whole: JsonObject, pointers: readonly Pointer[]): Promise<Leaves> {
  await breathe();
  const hashes = await mapInSlices(pointers, (pointer) => [pointer, contentHash(whole, pointer)] as const);
  const leaves = Object.fromEntries(hashes);
  return { leaves, hash: hashOf(canonicalJson(leaves)) };
}

export const contentHash = (whole: JsonObject, pointer: Pointer): string =>
  hashOf(canonicalJson(getAt(whole, pointer) ?? null));

export const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** The name of a bond in a document. Equal bonds are one. */
export const nameOfBond = ({ hash, origin, version }: Bond): string =>
  hashOf(canonicalJson([hash, origin, version]));

/** The destinations that have changed since a secret was bound; empty when none has. */
export async function changedSince(
  { hash, leaves, places }: Bond,
  now: ReturnType<typeof destinationsOf>,
): Promise<Pointer[]> {
  const present = await now(places);
  if (present.hash === hash) return [];
  if (leaves === undefined) return Object.keys(present.leaves).sort();
  const all = new Set([...Object.keys(leaves), ...Object.keys(present.leaves)]);
  const changed = await filterInSlices([...all], (pointer) => leaves[pointer] !== present.leaves[pointer]);
  return changed.sort();
}

/** The bonds that the secrets of a document name, the first ones with their leaves as far as there is room. */
export function bondsNamed(
  names: Iterable<string>,
  known: Readonly<Record<string, Bond>>,
): Record<string, Bond> {
  let room = MOST_LEAVES;
  const kept: [string, Bond][] = [];
  for (const name of new Set(names)) {
    const bond = Object.hasOwn(known, name) ? known[name] : undefined;
    if (bond === undefined) continue;
    const { leaves, ...rest } = bond;
    room -= leaves === undefined ? 0 : Object.keys(leaves).length;
    kept.push([name, room < 0 || leaves === undefined ? rest : { ...rest, leaves }]);
  }
  return Object.fromEntries(kept);
}
