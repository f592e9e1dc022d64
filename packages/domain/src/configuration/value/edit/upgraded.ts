import { isDeepStrictEqual } from 'node:util';
import type { PointerProblem } from '@berth/json-schema';
import {
  getAt,
  isObject,
  mergePatch,
  type Pointer,
  PointerSet,
  toPointer,
  undescribedLeaves,
  unnamedMembers,
  writtenLeaves,
} from '@berth/json-schema';
import { breathe, filterInSlices, type Problem } from '@berth/kernel';
import type { MigrationBetween } from '../../../catalog/provider-version/index.ts';
import { type JsonObject, overlay, type ValueDocument } from '../content/document.ts';
import { valueProblems } from '../content/errors.ts';
import { type Specification, secretsOf, sentAsSecret } from '../content/secrets.ts';

/** A move from one specification to another. */
export interface Move {
  from: Specification;
  to: Specification;
  /** A merge patch for the members that the new specification needs. */
  patch: JsonObject;
  /** Migrates the own document before the patch; by default it stays as it is. */
  migration?: MigrationBetween | null;
  /** Moves a value with problems, too. */
  force?: boolean;
}

/** The two layers of a value. */
interface Layered {
  base: ValueDocument | null;
  own: ValueDocument | null;
}

const memberOf = (value: unknown, name: string): unknown =>
  isObject(value) ? getAt(value, [name]) : undefined;

/**
 * Applies a merge patch to an override. A null for a member that the vault has stays in the override, and takes the
 * vault's member away.
 */
export function overridden(base: unknown, own: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(own));
  for (const [name, sent] of Object.entries(patch)) {
    const below = memberOf(base, name);
    const mine = merged.get(name);
    if (isObject(sent) && isObject(below))
      merged.set(name, overridden(below, isObject(mine) ? mine : {}, sent));
    else if (sent !== null) merged.set(name, mergePatch(mine, sent));
    else if (below === undefined) merged.delete(name);
    else merged.set(name, null);
  }
  return Object.fromEntries(merged);
}

/** Adds to a new override the nulls of the old one, which take members of the vault away. */
export function withHidden(base: unknown, own: unknown, next: JsonObject): JsonObject {
  if (!isObject(base) || !isObject(own)) return next;
  const merged = new Map(Object.entries(next));
  for (const [name, mine] of Object.entries(own)) {
    const [below, now] = [memberOf(base, name), merged.get(name)];
    if (mine === null && below !== undefined && now === undefined) merged.set(name, null);
    if (!isObject(mine) || !(now === undefined || isObject(now))) continue;
    const inner = withHidden(below, mine, now ?? {});
    if (now !== undefined || Object.keys(inner).length > 0) merged.set(name, inner);
  }
  return Object.fromEntries(merged);
}

/**
 * Lists the leaves that were secret under the old specification, keep their content, and are none under the new one.
 * `placesOf` leads from the place of a secret before to its places now.
 */
export async function shownByMove(
  { from, to }: { from: Specification; to: Specification },
  before: Layered,
  effective: JsonObject,
  wasSent: (pointer: Pointer) => boolean,
  placesOf: (pointer: Pointer) => readonly Pointer[] = (pointer) => [pointer],
): Promise<Pointer[]> {
  const then = overlay(before.base?.value ?? null, before.own?.value ?? {});
  const secrets = await secretsOf(from, then, sentAsSecret(before.own, before.base));
  const isSecret = new Set(await secretsOf(to, effective, []));
  const isPlain = await plainInVault(from, before, then);
  const hidden = await filterInSlices(secrets, (pointer) => !isPlain(pointer));
  const places = hidden.flatMap((from) => placesOf(from).map((to) => ({ from, to })));
  const shown = await filterInSlices(places, ({ from, to }) => {
    const leaf = getAt(effective, to);
    if (leaf === undefined || isObject(leaf) || isSecret.has(to) || wasSent(to)) return false;
    return isDeepStrictEqual(leaf, getAt(then, from));
  });
  return shown.map(({ to }) => to);
}

/** Tells of a leaf that it is plain in the vault, and secret only because the specification does not describe it. */
async function plainInVault(from: Specification, { base, own }: Layered, value: JsonObject) {
  if (base === null || from.config_visibility === 'encrypted') return () => false;
  await breathe();
  const undescribed = new Set(undescribedLeaves(from.config_schema, value));
  const mine = new PointerSet(writtenLeaves(own?.value ?? {}));
  const bound = [own, base].map((document) => new Set(Object.keys(document?.bound ?? {})));
  return (pointer: Pointer): boolean =>
    undescribed.has(pointer) && !mine.touches(pointer) && !bound.some((set) => set.has(pointer));
}

/** Lists those of the pointers that neither the own document nor the vault's below it has a bond for. */
export function unboundOf(
  pointers: readonly Pointer[],
  own: ValueDocument,
  base: ValueDocument | null,
): Pointer[] {
  if (pointers.length === 0) return [];
  const bound = new Set(sentAsSecret(own, base));
  return pointers.filter((pointer) => !bound.has(pointer));
}

/** Makes the problems of secrets that a move would show, each in the layer that has it. */
export function problemsOfShown(shown: readonly Pointer[], own: JsonObject): PointerProblem[] {
  const mine = new PointerSet(writtenLeaves(own));
  return shown.map((path) => ({
    ...(mine.touches(path) ? valueProblems.keptSecret : valueProblems.keptSecretOfVault).text,
    path,
  }));
}

/**
 * Lists the problems of a forced move that no check of the value alone finds: members of the vault that the
 * specification does not name, as long as they are there and neither overridden nor taken away.
 */
export async function stillUnknown(
  problems: readonly Problem[] | null,
  { config_schema }: Specification,
  base: ValueDocument,
  own: ValueDocument,
): Promise<Problem[]> {
  const marks = (problems ?? []).filter(({ code }) => code === valueProblems.unknownOfVault.text.code);
  if (marks.length === 0) return [];
  await breathe();
  const unnamed = new PointerSet(unnamedMembers(config_schema, overlay(base.value, own.value)));
  const mine = new PointerSet(writtenLeaves(own.value));
  return marks.filter(({ path: [_value, ...steps] }) => {
    const pointer = toPointer(steps);
    return getAt(base.value, pointer) !== undefined && !mine.touches(pointer) && unnamed.touches(pointer);
  });
}

/** Finds the members of the vault that the old specification names and the new one does not. */
export async function unknownOfVault(
  { from, to }: { from: Specification; to: Specification },
  base: ValueDocument | null,
  own: JsonObject,
  effective: JsonObject,
): Promise<PointerProblem[]> {
  if (base === null) return [];
  await breathe();
  const unnamed = unnamedMembers(to.config_schema, effective);
  if (unnamed.length === 0) return [];
  await breathe();
  const before = new PointerSet(unnamedMembers(from.config_schema, effective));
  const mine = new PointerSet(writtenLeaves(own));
  const found = await filterInSlices(
    unnamed,
    (pointer) =>
      !before.covers(pointer) && !mine.touches(pointer) && getAt(base.value, pointer) !== undefined,
  );
  const outermost = new PointerSet(found);
  return found
    .filter((pointer) => !outermost.covers(pointer.slice(0, pointer.lastIndexOf('/'))))
    .map((path) => ({ ...valueProblems.unknownOfVault.text, path }));
}
