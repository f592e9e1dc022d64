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
  /** A hash of the content of `leaves`. */
  hash: string;
  /** A hash of `leaves` with their marks; absent when none has one. */
  marked?: string;
  /**
   * A hash of the content of each destination, and behind a dot the mark that the document gave it. Absent in an older
   * bond of a document with very many.
   */
  leaves?: Record<Pointer, string>;
  /** The places that the origin of the test's URL was made of. They are destinations unless the schema denies it. */
  places: Pointer[];
  /** The hashes and marks of the places that the schema denies. Absent without one, and in older bonds. */
  denied?: Record<Pointer, string>;
  /** A hash of the origin that the test asked; null when the value made no URL. */
  origin: string | null;
  /** The version whose test was in force. */
  version: string | null;
}

/** The most leaves that the bonds of one document list. */
const MOST_LEAVES = 10_000;

type Leaves = Required<Pick<Bond, 'hash' | 'leaves'>> & Pick<Bond, 'marked'>;

/**
 * The marks of destinations and of denied places, by place: a new one with each write that sends one that is a secret,
 * unless a key that may compare sends the same content.
 */
export type Marks = Readonly<Record<Pointer, string>>;

/** Makes the bond of a secret that is sent now, for the destinations of the effective value. */
export async function bondOf(
  { specification, version }: Terms,
  effective: JsonObject,
  marks: Marks = {},
): Promise<Bond> {
  const whole = await wholeOf(specification, effective);
  const places = originPlaces(version?.test ?? null, whole);
  const origin = originOf(version?.test ?? null, whole);
  const destinations = await destinationsOf(specification, whole, marks)(places);
  const denied = deniedAt(whole, places, destinations.leaves, marks);
  return {
    places,
    ...(Object.keys(denied).length === 0 ? {} : { denied }),
    origin: origin === null ? null : hashOf(origin),
    version: version?.id ?? null,
    ...destinations,
  };
}

/** The hashes and marks of the places that are no destinations because the schema denies it. */
export function deniedAt(
  whole: JsonObject,
  places: readonly Pointer[],
  leaves: Readonly<Record<Pointer, string>>,
  marks: Marks,
): Record<Pointer, string> {
  const denied = places.filter(
    (pointer) => getAt(whole, pointer) !== undefined && !Object.hasOwn(leaves, pointer),
  );
  return Object.fromEntries(denied.map((pointer) => [pointer, leafAt(whole, pointer, marks)]));
}

/** The hash of the content of a leaf, and behind a dot its mark. */
const leafAt = (whole: JsonObject, pointer: Pointer, marks: Marks): string =>
  contentHash(whole, pointer) + (Object.hasOwn(marks, pointer) ? `.${marks[pointer]}` : '');

/** The effective value with the defaults of its schema. Defaults count, so that writing one out changes nothing. */
export const wholeOf = async (specification: Specification, effective: JsonObject): Promise<JsonObject> =>
  (await filledOf(specification, effective)).value;

/** The destinations of a whole value, and of further places of it, each set computed once. */
export function destinationsOf(
  { config_schema, destination_paths }: Specification,
  whole: JsonObject,
  marks: Marks = {},
): (places: readonly Pointer[]) => Promise<Leaves> {
  const known = new Map<string, Leaves>();
  return async (places) => {
    const key = canonicalJson(places);
    const found =
      known.get(key) ??
      (await leavesAt(
        whole,
        destinationLeaves(config_schema, whole, destination_paths ?? [], places),
        marks,
      ));
    known.set(key, found);
    return found;
  };
}

async function leavesAt(whole: JsonObject, pointers: readonly Pointer[], marks: Marks): Promise<Leaves> {
  await breathe();
  const hashes = await mapInSlices(pointers, (pointer) => [pointer, leafAt(whole, pointer, marks)] as const);
  return withHashes(Object.fromEntries(hashes));
}

/** Adds the hashes of leaves to them. */
export function withHashes(leaves: Record<Pointer, string>): Leaves {
  const entries = Object.entries(leaves);
  const isMarked = entries.some(([, leaf]) => leaf.includes('.'));
  const content = isMarked ? Object.fromEntries(entries.map(([at, leaf]) => [at, contentIn(leaf)])) : leaves;
  const hash = hashOf(canonicalJson(content));
  return isMarked ? { leaves, hash, marked: hashOf(canonicalJson(leaves)) } : { leaves, hash };
}

const contentIn = (leaf: string | undefined): string | undefined => leaf?.split('.', 1)[0];

export const markIn = (leaf: string | undefined): string | undefined => leaf?.split('.', 2)[1];

export const contentHash = (whole: JsonObject, pointer: Pointer): string =>
  hashOf(canonicalJson(getAt(whole, pointer) ?? null));

export const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** The name of a bond in a document. Equal bonds are one. */
export const nameOfBond = ({ hash, marked, denied, origin, version }: Bond): string => {
  const further = [...(marked === undefined ? [] : [marked]), ...(denied === undefined ? [] : [denied])];
  return hashOf(canonicalJson([hash, origin, version, ...further]));
};

/**
 * The destinations that have changed since a secret was bound; empty when none has. Without `byContent` those that are
 * secrets and were sent since count as well, whatever they contain.
 */
export async function changedSince(
  { hash, marked, leaves, places }: Bond,
  now: ReturnType<typeof destinationsOf>,
  byContent: boolean,
): Promise<Pointer[]> {
  const present = await now(places);
  if (present.hash === hash && (byContent || present.marked === marked)) return [];
  if (leaves === undefined) return Object.keys(present.leaves).sort();
  const all = new Set([...Object.keys(leaves), ...Object.keys(present.leaves)]);
  const compared = byContent ? contentIn : (leaf: string | undefined) => leaf;
  const changed = await filterInSlices(
    [...all],
    (pointer) => compared(leaves[pointer]) !== compared(present.leaves[pointer]),
  );
  return changed.sort();
}

/**
 * Tells if a bond may still hold: leaves whose marks differ are passed over, so that the content of a secret
 * destination decides nothing. A bond without a list of leaves holds when none has changed.
 */
export async function mayHold(
  { hash, marked, leaves, places }: Bond,
  now: ReturnType<typeof destinationsOf>,
): Promise<boolean> {
  const present = await now(places);
  if (leaves === undefined) return present.hash === hash && present.marked === marked;
  const changed = await filterInSlices(
    [...new Set([...Object.keys(leaves), ...Object.keys(present.leaves)])],
    (pointer) => {
      const [then, here] = [leaves[pointer], present.leaves[pointer]];
      return markIn(then) === markIn(here) && then !== here;
    },
  );
  return changed.length === 0;
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
