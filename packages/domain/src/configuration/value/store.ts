import type { PointerProblem } from '@berth/json-schema';
import { type Pointer, PointerSet } from '@berth/json-schema';
import { breathe } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { holdsCompare } from '../../governance/may-compare.ts';
import { mayAsk, refuseQuestions } from './asked.ts';
import { EMPTY, type JsonObject, type ValueDocument } from './content/document.ts';
import type { Specification } from './content/secrets.ts';
import { specificationById, type Terms } from './content/terms.ts';
import { type Edit, placeOf } from './edit/edit.ts';
import { type Edited, editValue } from './edit/edit-value.ts';
import { migrateOwn } from './edit/migrated.ts';
import { certainValue } from './edit/next-value.ts';
import { sentOver } from './edit/sent.ts';
import { pathOfOwner } from './owner-path.ts';
import { historyFor, withBonds } from './revisions/document-020.ts';
import { type Stale, staleSecrets } from './revisions/layers.ts';
import {
  findRevision,
  type OpenRevision,
  openRevision,
  type RevisionRow,
  type StoredRevision,
  storeRevision,
  type ValueColumns,
} from './revisions/revisions.ts';
import { withoutSent } from './revisions/units.ts';

/** The outcome of an edit. */
export interface Stored {
  /** The columns of the owner for the revision that was stored; null when nothing changed. */
  kept: ValueColumns | null;
  document: ValueDocument;
  /** The secrets that are stale now. */
  stale: Stale[];
  /** The problems of a value that was moved all the same. */
  problems: PointerProblem[];
}

/** Validates the first value of a row. @throws DomainError `invalid_data` with every problem below `path`. */
export const firstValue = (terms: Terms, value: JsonObject, path: string[]): Promise<Edited> =>
  editValue(terms, { base: null, own: null }, { kind: 'replace', value }, path);

/**
 * Stores the first value of an owner.
 * @throws DomainError `invalid_data` with every problem below `path`.
 */
export async function storeFirst(
  ctx: Context,
  ownerId: string,
  terms: Terms,
  value: JsonObject,
  path: string[],
): Promise<StoredRevision> {
  const { specification } = terms;
  await breathe();
  const { document, secrets } = await firstValue(terms, value, path);
  await breathe();
  return storeRevision(ctx, { ownerId, specification, document, secrets, before: null });
}

/**
 * Edits and stores the value of an owner without layers below it: a vault or an auth config. A whole new value takes
 * the place of one that was destroyed, too: in an earlier release, unarchiving a deployment could bring back an auth
 * config with such a value.
 */
export async function storeNext(
  ctx: Context,
  owner: { id: string; revision: number },
  terms: Terms,
  edit: Edit,
  more: Pick<Under, 'comparing'> = {},
): Promise<Stored> {
  const row = await findRevision(ctx, owner.id, owner.revision);
  const isNew = row.ciphertext === null && edit.kind === 'replace';
  const own = isNew ? destroyedRevision(row) : await openRevision(ctx, row);
  return storeOver(ctx, owner.id, terms, { own, base: null, baseBefore: null, isNew, ...more }, edit);
}

/** The revision under the value that takes the place of a destroyed one: its number and nothing else. */
const destroyedRevision = ({ revision, created_at, specification_id }: RevisionRow): OpenRevision => ({
  revision,
  writtenAt: created_at,
  specificationId: specification_id,
  document: EMPTY,
  states: [],
});

/** The opened revisions under an edit: the own one, and the vault's after and before the edit. */
interface Under {
  own: OpenRevision | null;
  base: OpenRevision | null;
  baseBefore: OpenRevision | null;
  /** True when the own revision is not the stored one, so that it is stored even if the edit leaves it as it is. */
  isNew?: boolean;
  /** True when the edit goes with a move to another vault. */
  isOtherVault?: boolean;
  /** False for a value that does not fit its specification. */
  isFit?: boolean;
  /** True for a value that Berth got itself; by default, for a key that may compare values of such rows. */
  comparing?: boolean;
}

/** Edits and stores an owner's value, over a vault's or over none. */
export async function storeOver(
  ctx: Context,
  ownerId: string,
  terms: Terms,
  given: Under,
  edit: Edit,
): Promise<Stored> {
  const { specification } = terms;
  const { own, base, baseBefore, bonded } = await underWithBonds(ctx, terms, given, edit);
  const { comparing = holdsCompare(ctx, pathOfOwner(ctx, ownerId)) } = given;
  const ground = {
    own: own?.document ?? null,
    base: base?.document ?? null,
    baseBefore: baseBefore?.document ?? null,
    comparing,
  };
  await breathe();
  await refuseQuestionsOf(ctx, specification, given, bonded);
  const edited = await editValue(terms, ground, bonded, placeOf(edit));
  const { document, secrets, sentSecrets, changed, problems, migrated } = edited;
  await breathe();
  const stale = await staleSecrets(specification, { own: document, vault: ground.base }, comparing);
  // The bonds of an override of 0.2.0 are stored before it gets another revision of the vault below it
  const moves = own !== null && own !== given.own && base?.revision !== baseBefore?.revision;
  // Secrets that are sent count as new ones, because the answer would tell a right guess from a wrong one
  const guesses = comparing ? [] : bonded.kind === 'restore' ? secrets : sentSecrets;
  // An own value that moves to another specification is stored under it
  const isMoved = edit.kind === 'move' || (edit.kind === 'restore' && edit.from !== undefined);
  const isSame = !changed && !moves && !given.isNew && !(isMoved && own !== null);
  if (isSame && guesses.length === 0) return { kept: null, document, stale, problems };
  await breathe();
  const overVault = base !== null;
  const unitsFrom = migrated?.unitsFrom;
  const before = own && (comparing ? own : historyWithout(own, bonded, guesses, unitsFrom !== undefined));
  const going = unitsFrom && withoutSent(unitsFrom, guesses);
  const next = { ownerId, specification, document, secrets, overVault, before, unitsFrom: going };
  const { kept } = await storeRevision(ctx, next);
  return { kept, document, stale, problems };
}

/**
 * Refuses an edit that has another specification asked about kept secrets: after a move or a restore, and of the
 * secrets of a vault with another one. @throws DomainError `forbidden`.
 */
async function refuseQuestionsOf(ctx: Context, to: Specification, given: Under, edit: Edit): Promise<void> {
  if (edit.kind === 'confirm' || mayAsk(ctx, to)) return;
  const { own: stored, base, baseBefore, isOtherVault = false, isFit } = given;
  const own = (edit.kind === 'restore' ? edit.revision : stored)?.document ?? null;
  const from = edit.kind === 'move' ? edit.from : null;
  const isPlaced = isOtherVault || base?.revision !== baseBefore?.revision;
  const isOther = edit.kind === 'move' || edit.kind === 'restore';
  const below = base?.specificationId
    ? { document: base.document, under: await specificationById(ctx, base.specificationId) }
    : null;
  const migrated =
    edit.kind === 'move' && edit.migration
      ? await migrateOwn(edit.migration, own, base?.document ?? null)
      : null;
  await refuseQuestions(ctx, {
    to,
    from,
    own,
    base: below,
    over: certainValue(edit, migrated?.document.value ?? own?.value ?? {}, base?.document.value),
    placesOf: migrated?.placesOf,
    sent: sentOver(edit),
    ...(isFit === undefined ? {} : { isFit }),
    aroundAlone: !isPlaced && !isOther,
  });
}

/** Gives the revisions under an edit their bonds, and the one that it restores. */
async function underWithBonds(
  ctx: Context,
  { specification: after, version }: Terms,
  { own, base, baseBefore }: Under,
  edit: Edit,
): Promise<Under & { bonded: Edit }> {
  const specification = edit.kind === 'move' ? edit.from : after;
  const restored = edit.kind === 'restore' ? edit.revision : null;
  const history =
    version === null ? [] : await historyFor(ctx, specification, [own, base, baseBefore, restored]);
  const give = async <R extends OpenRevision | null>(
    revision: R,
    below: OpenRevision | null = null,
  ): Promise<R> => {
    const bondedBelow = await withBonds(specification, history, below);
    return withBonds(
      specification,
      history,
      revision,
      below && bondedBelow && { given: below, bonded: bondedBelow },
    );
  };
  return {
    own: await give(own, baseBefore ?? base),
    base: await give(base),
    baseBefore: await give(baseBefore),
    bonded: edit.kind === 'restore' ? { ...edit, revision: await give(edit.revision, base) } : edit,
  };
}

/**
 * The history of the own value for a key that may not compare: secrets that were sent have none, and a restored value
 * has the one that it had then, whatever took its place since. After a migration the units tell which secrets go on.
 */
function historyWithout(
  own: OpenRevision,
  edit: Edit,
  secrets: readonly Pointer[],
  isMigrated: boolean,
): OpenRevision {
  if (edit.kind === 'restore') {
    const { document, states } = edit.revision;
    return { ...own, document, states };
  }
  const sent = new PointerSet(secrets);
  return {
    ...own,
    states: own.states.filter(({ path, secret }) => (isMigrated && secret) || !sent.touches(path)),
  };
}
