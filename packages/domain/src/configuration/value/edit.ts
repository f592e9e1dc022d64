import { isDeepStrictEqual } from 'node:util';
import { mergePatch, type Pointer, PointerSet, writtenLeaves } from '@berth/json-schema';
import { breathe, filterInSlices, invalidMember, mapInSlices } from '@berth/kernel';
import type { Static } from '@sinclair/typebox';
import { bondsNamed, nameOfBond } from './bonds.ts';
import { type Found, problemsBehind, refuse } from './check.ts';
import { EMPTY, type JsonObject, overlay, type ValueDocument, withoutNulls } from './document.ts';
import { valueErrors, valueProblems } from './errors.ts';
import { exposedSecrets } from './exposed.ts';
import { isMoved, type Keeps, type KeptPlaces, keptPlaces, NOTHING_KEPT, withPlaces } from './keep.ts';
import { markedBond, withMarks } from './marks.ts';
import { type MigratedOwn, migrateOwn, SEND_AGAIN } from './migrated.ts';
import { bondsOfMovedItems, UNKNOWN_BOND } from './moved-items.ts';
import type { OpenRevision } from './revisions.ts';
import { type Specification, secretsOf, sentAsSecret } from './secrets.ts';
import { differingFrom, secretsOfShown, withKept } from './shown.ts';
import type { Terms } from './terms.ts';
import {
  type Move,
  overridden,
  problemsOfShown,
  shownByMove,
  unboundOf,
  unknownOfVault,
  withHidden,
} from './upgraded.ts';
import type { ValueInput } from './value-input.ts';
import { leftoversBehind } from './veiled.ts';

/**
 * A change of a value. `restore` brings back the value of a revision with its specification, `from` another one;
 * `confirm` binds the secrets to the current destinations. `place` is that of the new content in the body,
 * when it is not a member of `ValueInput`.
 */
export type Edit =
  | { kind: 'patch'; patch: JsonObject; place?: string[] }
  | { kind: 'replace'; value: JsonObject; place?: string[] }
  | { kind: 'shown'; value: JsonObject; keep: Static<typeof Keeps>; vaultRevision: number | null }
  | { kind: 'restore'; revision: OpenRevision; specificationId: string; from?: Specification }
  | { kind: 'confirm' }
  | ({ kind: 'move' } & Move)
  | { kind: 'keep'; at?: 'provider_config_vault_id' };

/** The value before an edit: the own document, and the vault's document below it. */
export interface Ground {
  base: ValueDocument | null;
  /** The vault's document before the edit, when the edit moves to another revision of the vault. */
  baseBefore?: ValueDocument | null;
  own: ValueDocument | null;
  /** True for a caller who may compare values. For others no outcome depends on a sent text that equals a secret. */
  comparing?: boolean;
}

export interface Edited {
  document: ValueDocument;
  effective: JsonObject;
  /** The secret leaves of the effective value. */
  secrets: Pointer[];
  /** Those of them that the caller sent or moved. */
  sentSecrets: Pointer[];
  /** True when there is something to store. */
  changed: boolean;
  /** The problems of a value that was moved all the same. */
  problems: Found[];
  /** The outcome of the migration; null without one. */
  migrated: MigratedOwn | null;
}

/** Reads the edit from a body. @throws DomainError `invalid_data` for several edits at once. */
export function editOf({ value, value_replace, value_shown }: ValueInput): Edit {
  const asked: Edit[] = [];
  if (value !== undefined) asked.push({ kind: 'patch', patch: value });
  if (value_replace !== undefined) asked.push({ kind: 'replace', value: value_replace });
  if (value_shown !== undefined) {
    const { keep, vault_revision: vaultRevision } = value_shown;
    asked.push({ kind: 'shown', value: withPlaces(value_shown.value, keep), keep, vaultRevision });
  }
  const [edit, other] = asked;
  if (other) throw invalidMember(valueProblems.oneEdit([`value_${other.kind}`]));
  return edit ?? { kind: 'keep' };
}

/** The place of an edit in the body. An edit that keeps the value may still change the vault or its revision. */
export function placeOf(edit: Edit): string[] {
  if (edit.kind === 'keep') return [edit.at ?? 'vault_revision'];
  if ((edit.kind === 'patch' || edit.kind === 'replace') && edit.place) return edit.place;
  if (edit.kind === 'replace') return ['value_replace'];
  return edit.kind === 'shown' ? ['value_shown', 'value'] : ['value'];
}

/** @throws DomainError `conflict` when the value has changed since the caller read it. */
export function refuseOtherRevision({ if_revision }: ValueInput, current: number | null): void {
  if (if_revision === undefined || if_revision === (current ?? 0)) return;
  throw valueErrors.otherRevision({ revision: current ?? 0 });
}

/**
 * Applies an edit and validates the whole resulting value. Others run between its steps: each takes time linear in the
 * value. A `confirm` leaves the value as it is, and so is not validated.
 *
 * @throws DomainError `invalid_data` with every problem at its place below `path`.
 */
export async function editValue(terms: Terms, ground: Ground, edit: Edit, path: string[]): Promise<Edited> {
  const { problems, finish } = await tryEdit(terms, ground, edit);
  if (edit.kind !== 'move' || !edit.force) refuse(problems, path);
  return finish();
}

/** Applies an edit and finds the problems of the resulting value. `finish` makes the document to store. */
export async function tryEdit(
  terms: Terms,
  given: Ground,
  edit: Edit,
): Promise<{ problems: Found[]; isMigrated: boolean; finish: () => Promise<Edited> }> {
  const migrated =
    edit.kind === 'move' && edit.migration ? await migrateOwn(edit.migration, given.own, given.base) : null;
  const ground = migrated === null ? given : { ...given, own: migrated.document };
  const { base } = ground;
  const keeps = await keptBy(terms, ground, edit);
  const shownSecrets =
    edit.kind === 'shown' && base !== null
      ? await secretsOfShown(terms.specification, edit.value, base, ground.comparing)
      : [];
  const value = nextValue(ground, edit, keeps, shownSecrets);
  await breathe();
  const effective = overlay(base?.value ?? null, value);
  const sent = sentBy(edit, ground, keeps);
  await breathe();
  const kept = await keptDocument(ground, edit, value, sent);
  await breathe();
  const shown = await movedSecrets(terms, given, edit, effective, sent, migrated?.placesOf);
  const found =
    edit.kind === 'confirm' ? [] : await problemsAfter(terms, ground, edit, kept, effective, sent, shown);
  const problems = migrated === null ? found : [...unsolved(migrated.problems, sent), ...found];
  const finish = async (): Promise<Edited> => {
    await breathe();
    // A secret that the new specification would show stays one
    for (const pointer of unboundOf(shown, kept, base)) kept.bound[pointer] = UNKNOWN_BOND;
    // Plain content that a migration took to the place of a secret was none before
    const before = migrated === null ? await secretsBefore(terms, ground, edit) : new Set<Pointer>();
    const document = await documentAfter(terms, ground, edit, kept, effective, sent, before);
    await breathe();
    const secrets = await secretsOf(terms.specification, effective, sentAsSecret(document, base));
    const sentSecrets = await filterInSlices(
      secrets,
      (pointer) => wasSent(sent, pointer) || sent.moved.has(pointer),
    );
    const changed = !isDeepStrictEqual(given.own ?? EMPTY, document);
    return { document, effective, secrets, sentSecrets, changed, problems, migrated };
  };
  // By the places of secrets, and not by their content, which may be equal
  const isMigrated =
    migrated !== null &&
    (migrated.hasMoved || !isDeepStrictEqual(migrated.document.value, given.own?.value ?? {}));
  return { problems, isMigrated, finish };
}

/** The problems of a migration that what was sent after it does not solve. */
const unsolved = (problems: readonly Found[], sent: Sent): Found[] =>
  problems.filter(({ code, path }) => code !== SEND_AGAIN || !wasSent(sent, path));

/**
 * Lists the secrets of the old specification that the value would show under the new one. A restored own value has what
 * it had, so only the vault's count then.
 */
async function movedSecrets(
  { specification: to }: Terms,
  before: Ground,
  edit: Edit,
  effective: JsonObject,
  sent: Sent,
  placesOf?: MigratedOwn['placesOf'],
): Promise<Pointer[]> {
  const from = edit.kind === 'move' || edit.kind === 'restore' ? edit.from : undefined;
  if (from === undefined) return [];
  const mine = new PointerSet(edit.kind === 'restore' ? writtenLeaves(edit.revision.document.value) : []);
  return shownByMove(
    { from, to },
    before,
    effective,
    (pointer) => wasSent(sent, pointer) || mine.touches(pointer),
    placesOf,
  );
}

/** @throws DomainError `invalid_data` for a place that keeps nothing, or that cannot follow its item. */
async function keptBy({ specification }: Terms, ground: Ground, edit: Edit): Promise<KeptPlaces> {
  if (edit.kind !== 'shown') return NOTHING_KEPT;
  const stored = effectiveBefore(ground);
  const secretsBefore = () => secretsOf(specification, stored, sentAsSecret(ground.own, vaultBefore(ground)));
  return keptPlaces(edit.keep, { stored, value: edit.value }, secretsBefore);
}

function nextValue(
  ground: Ground,
  edit: Edit,
  { places }: KeptPlaces,
  secrets: readonly Pointer[],
): JsonObject {
  const { base } = ground;
  const own = ground.own?.value ?? {};
  switch (edit.kind) {
    case 'patch':
      return mergePatch(own, edit.patch) as JsonObject;
    case 'move':
      return overridden(base?.value, own, edit.patch);
    case 'replace':
      return base === null ? edit.value : withHidden(base.value, own, withoutNulls(edit.value));
    case 'shown': {
      const whole = withKept(edit.value, places, effectiveBefore(ground));
      if (base === null) return whole;
      const kept = new PointerSet(places.filter((place) => !isMoved(place)).map(({ to }) => to));
      const sent = new PointerSet(secrets.filter((pointer) => !kept.covers(pointer)));
      return withHidden(base.value, own, withoutNulls(differingFrom(base.value, whole, own, sent)));
    }
    case 'restore':
      return edit.revision.document.value;
    default:
      return own;
  }
}

/** The leaves that the caller sent or removed. Null means all leaves, except those to keep. */
interface Sent {
  leaves: PointerSet | null;
  kept: PointerSet;
  /** The places that got a secret of another place, with that place. */
  moved: ReadonlyMap<Pointer, Pointer>;
  movedItems: KeptPlaces['movedItems'];
}

function sentBy(edit: Edit, { base, own }: Ground, { places, movedItems }: KeptPlaces): Sent {
  const kept = new PointerSet(places.map(({ to }) => to));
  const moved = new Map(places.filter(isMoved).map(({ from, to }) => [to, from]));
  const sent = (leaves: Pointer[] | null): Sent => ({
    leaves: leaves && new PointerSet(leaves),
    kept,
    moved,
    movedItems,
  });
  if (edit.kind === 'patch' || edit.kind === 'move') return sent(writtenLeaves(edit.patch));
  if (edit.kind !== 'replace' && edit.kind !== 'shown') return sent([]);
  if (base === null) return sent(null);
  return sent([...writtenLeaves(edit.value), ...writtenLeaves(own?.value ?? {})]);
}

const wasSent = ({ leaves, kept }: Sent, pointer: Pointer): boolean =>
  !kept.covers(pointer) && (leaves === null || leaves.touches(pointer));

const vaultBefore = ({ base, baseBefore }: Ground): ValueDocument | null => baseBefore ?? base;

const effectiveBefore = (ground: Ground): JsonObject =>
  overlay(vaultBefore(ground)?.value ?? null, ground.own?.value ?? {});

/**
 * Makes the document of what an edit keeps: the next value, with the destinations of the secrets that keep their stored
 * content. A leaf to keep that the vault had comes with the vault's when it becomes an own one, and a secret that moves
 * with its item comes with those that it had there.
 */
async function keptDocument(
  ground: Ground,
  edit: Edit,
  value: JsonObject,
  sent: Sent,
): Promise<ValueDocument> {
  const stored = edit.kind === 'restore' ? edit.revision.document : ground.own;
  const vault = vaultBefore(ground);
  const wasMine = new PointerSet(writtenLeaves(stored?.value ?? {}));
  const isMine = new PointerSet(writtenLeaves(value));
  const mine = stored?.bound ?? {};
  const theirs = vault?.bound ?? {};
  await breathe();
  const taken = await filterInSlices(
    Object.entries(theirs),
    ([pointer]) => sent.kept.covers(pointer) && !wasMine.touches(pointer) && isMine.touches(pointer),
  );
  const own = await filterInSlices(Object.entries(mine), ([pointer]) => !wasSent(sent, pointer));
  const stayed = [...own, ...taken];
  await breathe();
  const whole = edit.kind === 'shown' ? edit.value : value;
  const { bonds, nameAfter } = bondsOfMovedItems(
    sent.movedItems,
    whole,
    Object.assign({}, vault?.bonds, stored?.bonds),
  );
  const names = [
    ...stayed
      .filter(([pointer]) => !sent.moved.has(pointer))
      .map(([pointer, name]) => [pointer, nameAfter(pointer, name, false)] as const),
    ...[...sent.moved].map(([to, from]) => {
      const bound = wasMine.touches(from) ? mine : theirs;
      const name = Object.hasOwn(bound, from) ? bound[from] : undefined;
      return [to, nameAfter(from, name ?? UNKNOWN_BOND, true)] as const;
    }),
  ];
  return { value, bound: Object.fromEntries(names), bonds };
}

/**
 * Finds every problem of the value, leaves of an abandoned alternative that were neither sent nor removed, and kept
 * secrets that would become readable.
 */
async function problemsAfter(
  { specification }: Terms,
  ground: Ground,
  edit: Edit,
  kept: ValueDocument,
  effective: JsonObject,
  sent: Sent,
  shown: readonly Pointer[],
): Promise<Found[]> {
  const { base } = ground;
  const touched = (pointer: Pointer) => wasSent(sent, pointer);
  const secrets = {
    stored: [...sentAsSecret(kept, base), ...shown],
    isSent: touched,
    isBeside: (pointer: Pointer) => ground.comparing === true && sent.kept.covers(pointer),
  };
  const { found: problems, veil } = await problemsBehind(specification, effective, secrets);
  if (problems.some(({ code }) => code === 'too_large')) return problems;
  await breathe();
  const before = { value: effectiveBefore(ground), stored: sentAsSecret(ground.own, vaultBefore(ground)) };
  const left =
    sent.leaves === null || sent.leaves.isEmpty
      ? []
      : (await leftoversBehind(specification, before, { value: effective, veil }, touched)).map((path) => ({
          ...(base === null ? valueProblems.leftOver : valueProblems.leftOverInVault).text,
          path,
        }));
  const moved = [
    ...problemsOfShown(shown, kept.value),
    ...(edit.kind === 'move' ? await unknownOfVault(edit, base, kept.value, effective) : []),
  ];
  const first = [...left, ...moved];
  const named = new Set(first.map((problem) => problem.path));
  await breathe();
  const found = [...(await exposedSecrets(specification, effective, kept, base)), ...problems];
  return [...first, ...found.filter((problem) => !named.has(problem.path))];
}

/** The secrets before an edit. A leaf that was plain holds none that could be redirected. */
async function secretsBefore({ specification }: Terms, ground: Ground, edit: Edit): Promise<Set<Pointer>> {
  const { own } = ground;
  const then = edit.kind === 'move' ? edit.from : specification;
  return new Set(own ? await secretsOf(then, effectiveBefore(ground), Object.keys(own.bound)) : []);
}

/** Binds each sent secret to the current destinations. Other secrets keep theirs. */
async function documentAfter(
  terms: Terms,
  ground: Ground,
  edit: Edit,
  { value, bound, bonds: followed }: ValueDocument,
  effective: JsonObject,
  sent: Sent,
  before: ReadonlySet<Pointer>,
): Promise<ValueDocument> {
  const { base, baseBefore, own } = ground;
  const from = edit.kind === 'restore' ? edit.revision.document : own;
  const since = own?.since ?? from?.since;
  const confirmed = edit.kind === 'confirm';
  const kept = new Map(Object.entries(bound));
  const old = confirmed ? sentAsSecret({ value, bound }, base) : [...kept.keys()];
  const secrets = (await secretsOf(terms.specification, effective, old)).sort();
  if (secrets.length === 0) return { value, bound: {}, bonds: {}, ...(since ? { since } : {}) };
  await breathe();
  const mine = new PointerSet(writtenLeaves(value));
  const { bond, marks } = await markedBond(terms, {
    before: { own: from ?? null, vault: vaultBefore(ground), value: effectiveBefore(ground) },
    after: { vault: base, value: effective },
    secrets: [...secrets, ...before, ...Object.keys(own?.bound ?? {})],
    isMine: (pointer) => mine.touches(pointer),
    wasSent: (pointer) => wasSent(sent, pointer),
    moved: sent.moved,
    isMigrated: edit.kind === 'move' && Boolean(edit.migration),
    comparing: ground.comparing ?? false,
  });
  const here = nameOfBond(bond);
  await breathe();
  const isNew = (pointer: Pointer) => wasSent(sent, pointer) || !(kept.has(pointer) || before.has(pointer));
  const isSent = (pointer: Pointer) => isNew(pointer) && mine.touches(pointer);
  const named = await mapInSlices(secrets, (pointer) => {
    const name = confirmed || isSent(pointer) ? here : kept.get(pointer);
    return name === undefined ? [] : [[pointer, name] as const];
  });
  const bindings = named.flat();
  const names = bindings.map(([, name]) => name);
  const document: ValueDocument = {
    value,
    bound: Object.fromEntries(bindings),
    // The current bond comes first, because there may be no room for the leaves of all
    bonds: bondsNamed(
      [...(names.includes(here) ? [here] : []), ...names],
      Object.assign({}, (baseBefore ?? base)?.bonds, from?.bonds, followed, { [here]: bond }),
    ),
    ...(since ? { since } : {}),
  };
  return withMarks(document, marks);
}
