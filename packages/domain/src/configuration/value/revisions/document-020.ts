import { createHash } from 'node:crypto';
import { canonicalJson, destinationLeavesOf020, getAt, PointerSet, writtenLeaves } from '@berth/json-schema';
import { breathe } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { bondOf, contentHash, destinationsOf, nameOfBond, wholeOf } from '../content/bonds.ts';
import { type JsonObject, overlay, type ValueDocument } from '../content/document.ts';
import { type Specification, secretsOf } from '../content/secrets.ts';
import { type TestedVersion, versionsWith } from '../content/terms.ts';
import { placesIn } from '../content/test-template.ts';
import type { OpenRevision } from './revisions.ts';

/** Versions of a specification, the oldest first. */
export type History = readonly (TestedVersion & { created_at: string })[];

const isOf020 = (revision: OpenRevision | null): boolean =>
  revision?.document.bonds === undefined && revision !== null;

/** Reads the versions that documents of 0.2.0 need; none when there is no such document. */
export const historyFor = async (
  ctx: Context,
  specification: Specification,
  revisions: readonly (OpenRevision | null)[],
): Promise<History> => (revisions.some(isOf020) ? versionsWith(ctx, specification) : []);

/**
 * Gives a revision of 0.2.0 the bonds that this version would have written at that time: a secret that was not stale
 * then is bound to every destination of the value, and to the test that was in force when the value was written. Any
 * other revision stays as it is. `base` is the vault's revision below an override, and already has its bonds.
 */
export async function withBonds<Revision extends OpenRevision | null>(
  specification: Specification,
  history: History,
  revision: Revision,
  base: { given: OpenRevision; bonded: OpenRevision } | null = null,
): Promise<Revision> {
  if (revision === null || !isOf020(revision)) return revision;
  const { value, bound } = revision.document;
  const then = history.filter(({ created_at }) => Date.parse(created_at) <= Date.parse(revision.writtenAt));
  const effective = overlay(base?.bonded.document.value ?? null, value);
  const bond = await bondOf({ specification, version: then.at(-1) ?? null }, effective);
  const name = nameOfBond(bond);
  const moved = base !== null && (await hasMoved(specification, base, value));
  const hash = moved ? null : await hash020(specification, then, effective);
  const mine = new PointerSet(writtenLeaves(value));
  // A leaf that this version takes for a secret and 0.2.0 did not had no destination yet
  const isNew = (pointer: string) => mine.touches(pointer) && !Object.hasOwn(bound, pointer);
  const added = (await secretsOf(specification, effective, [])).filter(isNew);
  const names = [
    ...added.map((pointer) => [pointer, name] as const),
    ...Object.entries(bound).map(([pointer, old]) => [pointer, old === hash ? name : old] as const),
  ];
  const document: ValueDocument = {
    value,
    bound: Object.fromEntries(names),
    bonds: names.some(([, used]) => used === name) ? { [name]: bond } : {},
    ...(base === null && bond.leaves ? { since: bond.leaves } : {}),
  };
  return { ...revision, document };
}

/** Gives both layers of a value their bonds. */
export async function layersWithBonds(
  specification: Specification,
  history: History,
  { own, vault }: { own: OpenRevision | null; vault: OpenRevision | null },
): Promise<{ own: OpenRevision | null; vault: OpenRevision | null }> {
  const bonded = await withBonds(specification, history, vault);
  const base = vault && bonded && { given: vault, bonded };
  return { own: await withBonds(specification, history, own, base), vault: bonded };
}

/** True when a vault of 0.2.0 has got other destinations since, below an override that 0.2.0 wrote. */
async function hasMoved(
  specification: Specification,
  { given, bonded }: { given: OpenRevision; bonded: OpenRevision },
  own: JsonObject,
): Promise<boolean> {
  if (isOf020(given)) return false;
  const { since } = bonded.document;
  if (since === undefined) return true;
  const whole = await wholeOf(specification, bonded.document.value);
  const { leaves } = await destinationsOf(specification, whole)([]);
  const mine = new PointerSet(writtenLeaves(own));
  return [...Object.keys(since), ...Object.keys(leaves)].some(
    (pointer) => since[pointer] !== contentHash(whole, pointer) && !mine.touches(pointer),
  );
}

/** Hashes the destinations of a value as 0.2.0 did. */
async function hash020(
  { config_schema, ...rest }: Specification,
  versions: History,
  effective: JsonObject,
): Promise<string> {
  const whole = await wholeOf({ config_schema, ...rest }, effective);
  const pointers = new Set(destinationLeavesOf020(config_schema, whole));
  await breathe();
  for (const { test } of versions) for (const place of placesIn(test?.url ?? '', whole)) pointers.add(place);
  const named = [...pointers].sort().map((pointer) => [pointer, getAt(whole, pointer) ?? null]);
  return createHash('sha256').update(canonicalJson(named)).digest('base64url');
}
