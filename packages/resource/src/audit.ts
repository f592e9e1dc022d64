import { isDeepStrictEqual } from 'node:util';
import { breathe, filterInSlices, mapInSlices } from '@berth/kernel';
import type { Context } from './context.ts';

/**
 * Says that a verb is recorded in the audit trail, or why it is exempt. A verb must state one or it does not compile.
 */
export type AuditPolicy = { readonly recorded: true } | { readonly exempt: string };

export const recorded: AuditPolicy = { recorded: true };

/** An event before it joins the audit trail. */
export interface NewEvent {
  /** `<path>.<verb>` */
  action: string;
  resource_type: string | null;
  resource_id: string | null;
  reason?: string | null;
  /** The members that differ, before and after. Never a value or a secret. */
  before: object | null;
  after: object | null;
}

/** The record of all writes. */
export interface AuditTrail {
  /** Appends events in the transaction of the context. No write may follow them. */
  append(ctx: Context, ...events: NewEvent[]): Promise<void>;
}

type View = Readonly<Record<string, unknown>>;

/** Members that an event leaves out: those that every write changes, and those that follow from others or from rows. */
const UNTOLD = new Set([
  'object',
  'row_version',
  'updated_at',
  'is_behind',
  'upgrade',
  'test_status',
  'tested_at',
  'oldest_secret_at',
]);

/** Returns the members in which two views of a row differ; for its value, only the pointers and digests that differ. */
export async function changesBetween(
  before: View | null,
  after: View,
): Promise<Pick<NewEvent, 'before' | 'after'>> {
  const leaves = {
    before: before && (await changedLeaves(before, after)),
    after: await changedLeaves(after, before),
  };
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])].filter((name) => {
    if (UNTOLD.has(name)) return false;
    if (name !== 'value_state') return !same(before?.[name], after[name]);
    return leaves.before === null || leaves.before.length + leaves.after.length > 0;
  });
  const part = (view: View, changed: object[] | null) =>
    Object.fromEntries(
      names
        .filter((name) => view[name] !== undefined)
        .map((name) => [name, name === 'value_state' ? changed : view[name]]),
    );
  return { before: before && part(before, leaves.before), after: part(after, leaves.after) };
}

interface Leaf {
  path: string;
  digest: string | null;
  digest_reason: string | null;
  revision: number | null;
}

/**
 * Returns the leaves of a value that are new or different in the first view, each with its digest or the reason for
 * none.
 */
async function changedLeaves(view: View, other: View | null): Promise<object[]> {
  await breathe();
  const theirs = new Map(((other?.value_state ?? []) as Leaf[]).map((leaf) => [leaf.path, leaf]));
  const all = (view.value_state ?? []) as Leaf[];
  const changed = await filterInSlices(all, (leaf) => !isSameLeaf(leaf, theirs.get(leaf.path)));
  return mapInSlices(changed, ({ path, digest, digest_reason }) =>
    digest === null ? { path, digest, digest_reason } : { path, digest },
  );
}

/** Compares the members of two leaves, all of them scalars. A value may have thousands of leaves. */
function isSameLeaf(leaf: Leaf, other: Leaf | undefined): boolean {
  if (other === undefined) return false;
  const names = Object.keys(leaf) as (keyof Leaf)[];
  return names.length === Object.keys(other).length && names.every((name) => leaf[name] === other[name]);
}

/** Compares two views of a row, the leaves of a value one by one. */
export async function isSameView(before: View, after: View): Promise<boolean> {
  const { value_state: theirs, ...restBefore } = before;
  const { value_state: mine, ...restAfter } = after;
  if (!isDeepStrictEqual(restBefore, restAfter)) return false;
  if (!Array.isArray(theirs) || !Array.isArray(mine)) return isDeepStrictEqual(theirs, mine);
  if (theirs.length !== mine.length) return false;
  const same = await mapInSlices([...mine.keys()], (index) => isSameLeaf(mine[index], theirs[index]));
  return !same.includes(false);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
