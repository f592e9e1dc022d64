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

/** Members that every write changes, and that an event therefore leaves out. */
const UNTOLD = new Set(['object', 'row_version', 'updated_at']);

/** Returns the members in which two views of a row differ; for its value, only the pointers and digests that differ. */
export function changesBetween(before: View | null, after: View): Pick<NewEvent, 'before' | 'after'> {
  const names = Object.keys({ ...before, ...after }).filter((name) => {
    if (UNTOLD.has(name)) return false;
    if (name === 'value_state')
      return (
        before === null || changedLeaves(after, before).length > 0 || changedLeaves(before, after).length > 0
      );
    return !same(before?.[name], after[name]);
  });
  const part = (view: View, other: View | null) =>
    Object.fromEntries(
      names
        .filter((name) => view[name] !== undefined)
        .map((name) => [name, name === 'value_state' ? changedLeaves(view, other) : view[name]]),
    );
  return { before: before && part(before, after), after: part(after, before) };
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
function changedLeaves(view: View, other: View | null): object[] {
  const theirs = new Map(((other?.value_state ?? []) as Leaf[]).map((leaf) => [leaf.path, leaf]));
  return ((view.value_state ?? []) as Leaf[])
    .filter((leaf) => !isSameLeaf(leaf, theirs.get(leaf.path)))
    .map(({ path, digest, digest_reason }) => ({
      path,
      digest,
      ...(digest === null ? { digest_reason } : {}),
    }));
}

/** Compares the members of two leaves, all of them scalars. A value may have thousands of leaves. */
function isSameLeaf(leaf: Leaf, other: Leaf | undefined): boolean {
  if (other === undefined) return false;
  const names = Object.keys(leaf) as (keyof Leaf)[];
  return names.length === Object.keys(other).length && names.every((name) => leaf[name] === other[name]);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
