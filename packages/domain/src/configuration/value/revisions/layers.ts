import { isDeepStrictEqual } from 'node:util';
import type { PointerProblem } from '@berth/json-schema';
import { getAt, type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { breathe, cutText, type Problem, placeLength, withinRoom } from '@berth/kernel';
import { MOST_NAMED } from '@berth/resource';
import { type Bond, changedSince, destinationsOf, wholeOf } from '../content/bonds.ts';
import { inBody, problemsOf } from '../content/check.ts';
import { type JsonObject, overlay, type ValueDocument } from '../content/document.ts';
import { valueProblems } from '../content/errors.ts';
import { marksOf } from '../content/marks.ts';
import { type Specification, secretsOf, sentAsSecret } from '../content/secrets.ts';
import type { OpenRevision } from './revisions.ts';
import { layered, type ValueState } from './state.ts';

/** The opened revisions of a value: an own one over a vault's, or one of the two. */
export interface Layers {
  specification: Specification;
  own: OpenRevision | null;
  vault: OpenRevision | null;
}

/** The effective value: the own one over the vault's. */
export const effectiveOf = ({ own, vault }: Layers): JsonObject =>
  overlay(vault?.document.value ?? null, own?.document.value ?? {});

/** The secret leaves of a value that was made from these layers. */
export const secretsIn = ({ specification, own, vault }: Layers, value: JsonObject): Promise<Pointer[]> =>
  secretsOf(specification, value, sentAsSecret(own?.document ?? null, vault?.document ?? null));

/** The states of the leaves of the effective value of a config that follows a vault. */
export async function statesOfLayers(layers: Layers): Promise<ValueState> {
  const { specification, own, vault } = layers;
  if (!vault) return [];
  const effective = effectiveOf(layers);
  const mine = { value: own?.document.value ?? {}, states: own?.states ?? [] };
  return layered(specification, mine, vault, effective, await secretsIn(layers, effective));
}

/** A secret that was sent for other destinations than the value now has, and the destinations that changed. */
export interface Stale {
  path: Pointer;
  because: Pointer[];
}

/** The documents of a value, both with bonds. */
interface Documents {
  own: ValueDocument | null;
  vault: ValueDocument | null;
}

/** The most destinations that are named for one stale secret. */
const MOST_BECAUSE = 20;

/**
 * Finds the secrets that were sent for other destinations than the value now has and were not confirmed for these, at
 * most 100. For a caller who may not compare values (`comparing`), a destination that is a secret and was sent since
 * counts as another one, whatever it contains: the answer would tell a right guess of it. A secret is also stale when
 * `fits` denies its bond; then no destination is named.
 */
export async function staleSecrets(
  specification: Specification,
  { own, vault }: Documents,
  comparing: boolean,
  fits: (bond: Bond, pointer: Pointer) => boolean = () => true,
): Promise<Stale[]> {
  const effective = overlay(vault?.value ?? null, own?.value ?? {});
  await breathe();
  const leaves = await secretsOf(specification, effective, sentAsSecret(own, vault));
  // An empty object holds nothing that could go elsewhere
  const secrets = leaves.filter((path) => !isDeepStrictEqual(getAt(effective, path), {})).sort();
  if (secrets.length === 0) return [];
  const whole = await wholeOf(specification, effective);
  const now = destinationsOf(specification, whole, marksOf(own, vault));
  const mine = new PointerSet(own ? writtenLeaves(own.value) : []);
  const changes = new Map<Bond, Pointer[]>();
  const stale: Stale[] = [];
  for (const path of secrets) {
    const bonds = [bondIn(own, path), mine.touches(path) ? null : bondIn(vault, path)].filter(
      (bond) => bond !== null,
    );
    await breathe();
    for (const bond of bonds) {
      if (!changes.has(bond)) changes.set(bond, await changedSince(bond, now, comparing));
    }
    if (bonds.some((bond) => changes.get(bond)?.length === 0 && fits(bond, path))) continue;
    // Without a bond it is unknown for which destinations the secret was sent
    const because = bonds[0] ? (changes.get(bonds[0]) ?? []) : Object.keys((await now([])).leaves).sort();
    const named = because.slice(0, MOST_BECAUSE).map((pointer) => cutText(pointer));
    stale.push({ path, because: named });
    if (stale.length === MOST_NAMED) break;
  }
  return stale;
}

function bondIn(document: ValueDocument | null, pointer: Pointer): Bond | null {
  const name = document && Object.hasOwn(document.bound, pointer) ? document.bound[pointer] : undefined;
  if (name === undefined || !document?.bonds || !Object.hasOwn(document.bonds, name)) return null;
  return document.bonds[name] ?? null;
}

/** Finds the problems of an effective value, as a config keeps them when it is invalid; null when it fits. */
export async function misfitOf(layers: Layers): Promise<Problem[] | null> {
  const { specification, own, vault } = layers;
  const stored = sentAsSecret(own?.document ?? null, vault?.document ?? null);
  return reasonsOf(await problemsOf(specification, effectiveOf(layers), { stored }));
}

/** The problems of a value as a config keeps them; null for none. */
export const reasonsOf = (problems: readonly PointerProblem[]): Problem[] | null =>
  problems.length > 0 ? keptReasons(problems.map(inBody(['value']))) : null;

/**
 * Takes the problems that a config keeps: all that only a move finds, which a later check follows, and as many others
 * as an answer has room for.
 */
export function keptReasons(problems: readonly Problem[]): Problem[] {
  const isMark = ({ code }: Problem) => code === valueProblems.unknownOfVault.text.code;
  const others = problems.filter((problem) => !isMark(problem));
  return [...problems.filter(isMark), ...withinRoom(others, placeLength)];
}
