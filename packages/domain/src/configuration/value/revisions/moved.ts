import { getAt, PointerSet, writtenLeaves } from '@berth/json-schema';
import { filterInSlices } from '@berth/kernel';
import { destinationsOf, mayHold, wholeOf } from '../content/bonds.ts';
import { EMPTY, overlay, type ValueDocument, withoutNulls } from '../content/document.ts';
import { marksOf, withMarks } from '../content/marks.ts';
import type { Layers } from './layers.ts';
import type { OpenRevision } from './revisions.ts';

/** An empty value below an own one, where there was no vault. */
export const NOTHING_BELOW: OpenRevision = {
  revision: 0,
  writtenAt: '',
  specificationId: null,
  document: EMPTY,
  states: [],
};

/**
 * Makes the own layer of a value that leaves its vault, with all that the vault gave. Each secret stays bound as it
 * was, and as old as it was. Both layers have their bonds.
 */
export async function withVault({ specification, own, vault }: Layers): Promise<OpenRevision | null> {
  if (vault === null) return own;
  const value = overlay(vault.document.value, own?.document.value ?? {});
  const mine = new PointerSet(writtenLeaves(own?.document.value ?? {}));
  const bonds = { ...vault.document.bonds, ...own?.document.bonds };
  const marks = marksOf(own?.document ?? null, vault.document);
  const now = destinationsOf(specification, await wholeOf(specification, value), marks);
  const confirmed = own?.document.bound ?? {};
  const holding = new Set<string>();
  for (const name of new Set(Object.values(confirmed))) {
    const bond = Object.hasOwn(bonds, name) ? bonds[name] : undefined;
    if (bond !== undefined && (await mayHold(bond, now))) holding.add(name);
  }
  // A secret of the vault may have been confirmed here for other destinations than the vault has
  const theirs = await filterInSlices(
    Object.entries(vault.document.bound),
    ([pointer]) =>
      !mine.touches(pointer) && !(Object.hasOwn(confirmed, pointer) && holding.has(confirmed[pointer] ?? '')),
  );
  const states = await filterInSlices(vault.states, ({ path, set }) => set && !mine.touches(path));
  return {
    ...layer(own, withMarks({ value, bound: { ...confirmed, ...Object.fromEntries(theirs) }, bonds }, marks)),
    states: [...(own?.states ?? []), ...states.map((state) => ({ ...state, revision: nextOf(own) }))],
  };
}

/**
 * Makes the own layer of a value that gets another vault, or none. A confirmation of the old vault's secrets is no
 * confirmation of the new one's, and a null of the own value would remove a leaf of the vault.
 */
export function withoutVault(own: OpenRevision | null, hasOther: boolean): OpenRevision | null {
  if (own === null) return null;
  const { value: before, bound, bonds = {} } = own.document;
  const value = hasOther ? withoutNulls(before) : before;
  const mine = new PointerSet(writtenLeaves(value));
  const kept = Object.entries(bound).filter(
    ([pointer]) => mine.touches(pointer) && getAt(value, pointer) !== undefined,
  );
  const document = { value, bound: Object.fromEntries(kept), bonds };
  return layer(own, withMarks(document, marksOf({ ...own.document, value }, null)));
}

/** The number of the revision that is stored next. The leaves of a vault become own ones with it. */
const nextOf = (own: OpenRevision | null): number => (own?.revision ?? 0) + 1;

const layer = (own: OpenRevision | null, document: ValueDocument): OpenRevision => ({
  revision: own?.revision ?? 0,
  writtenAt: own?.writtenAt ?? '',
  specificationId: own?.specificationId ?? null,
  document,
  states: own?.states ?? [],
});
