import { randomBytes } from 'node:crypto';
import { canonicalJson, getAt, type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { breathe, filterInSlices } from '@berth/kernel';
import { type Bond, bondOf, type Marks } from './bonds.ts';
import type { JsonObject, ValueDocument } from './document.ts';
import type { Terms } from './terms.ts';

/** Makes a mark that no destination has yet. */
export const newMark = (): string => randomBytes(6).toString('base64url');

/** Gives a document its marks. One without any is as documents of earlier releases are. */
export const withMarks = (document: ValueDocument, marks: Marks): ValueDocument =>
  Object.keys(marks).length === 0 ? document : { ...document, marks };

/** The marks of the effective value: those of the own leaves, and of the vault's that these do not hide. */
export function marksOf(own: ValueDocument | null, vault: ValueDocument | null): Marks {
  const [mine, theirs] = [Object.entries(own?.marks ?? {}), Object.entries(vault?.marks ?? {})];
  if (mine.length + theirs.length === 0) return {};
  const leaves = new PointerSet(writtenLeaves(own?.value ?? {}));
  return Object.fromEntries([
    ...theirs.filter(([pointer]) => !leaves.touches(pointer)),
    ...mine.filter(([pointer]) => leaves.touches(pointer)),
  ]);
}

/** An edit as far as the marks of its outcome depend on it. */
interface Marking {
  before: { own: ValueDocument | null; vault: ValueDocument | null; value: JsonObject };
  after: { vault: ValueDocument | null; value: JsonObject };
  /** The secrets after the edit, and the own ones before it. */
  secrets: readonly Pointer[];
  /** True for an own leaf after the edit. */
  isMine: (pointer: Pointer) => boolean;
  wasSent: (pointer: Pointer) => boolean;
  /** The places that got a secret of another place, with that place. */
  moved: ReadonlyMap<Pointer, Pointer>;
  /** True after a migration, which may have moved what was secret to any place. */
  isMigrated: boolean;
  /** True for a caller who may compare values: a destination that is sent as it was keeps its mark. */
  comparing: boolean;
}

/**
 * Makes the bond for the destinations after an edit, and the marks of the own ones. Each destination that is a secret
 * and was sent gets a new mark, so that it counts as changed without a look at its content. So does a secret that the
 * origin of the test is made of although the schema denies that it is a destination.
 */
export async function markedBond(terms: Terms, edit: Marking): Promise<{ bond: Bond; marks: Marks }> {
  const { before, after, isMine, wasSent, moved } = edit;
  const bond = await bondOf(terms, after.value);
  await breathe();
  const old = marksOf(before.own, before.vault);
  const kept = Object.entries(old).filter(
    ([pointer]) => isMine(pointer) && !wasSent(pointer) && !moved.has(pointer),
  );
  const followed = [...moved].flatMap(([to, from]) => markAt(old, from, to));
  const sent = await filterInSlices(
    [...Object.keys(bond.leaves ?? {}), ...Object.keys(bond.denied ?? {})],
    (pointer) => wasSent(pointer) && isMine(pointer),
  );
  const marks = Object.fromEntries([
    ...kept,
    ...followed,
    ...(sent.length > 0 ? renewed(edit, sent, old) : []),
  ]);
  const theirs = Object.entries(after.vault?.marks ?? {}).filter(([pointer]) => !isMine(pointer));
  const all = { ...Object.fromEntries(theirs), ...marks };
  return { bond: Object.keys(all).length === 0 ? bond : await bondOf(terms, after.value, all), marks };
}

/** The marks of destinations that were sent. */
function renewed(edit: Marking, sent: readonly Pointer[], old: Marks): (readonly [Pointer, string])[] {
  const { before, after, secrets, isMigrated, comparing } = edit;
  const secret = new PointerSet([...secrets, ...Object.keys(before.vault?.bound ?? {})]);
  const isSame = (pointer: Pointer): boolean =>
    canonicalJson(getAt(before.value, pointer) ?? null) ===
    canonicalJson(getAt(after.value, pointer) ?? null);
  const mark = newMark();
  return sent.flatMap((pointer) => {
    const isNew = (isMigrated || secret.touches(pointer)) && !(comparing && isSame(pointer));
    return isNew ? [[pointer, mark] as const] : markAt(old, pointer, pointer);
  });
}

const markAt = (marks: Marks, from: Pointer, to: Pointer): [Pointer, string][] =>
  Object.hasOwn(marks, from) ? [[to, marks[from] ?? '']] : [];
