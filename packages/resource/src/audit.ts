import type { Context } from './context.ts';

/** Whether a verb leaves an event in the audit trail. A verb that does not say so does not compile. */
export type AuditPolicy = { readonly recorded: true } | { readonly exempt: string };

export const recorded: AuditPolicy = { recorded: true };

/** What happened, before it is part of the trail. */
export interface NewEvent {
  /** `<path>.<verb>` */
  action: string;
  resource_type: string | null;
  resource_id: string | null;
  reason?: string | null;
  /** The members that differ, as they were and as they are. Never a value or a secret. */
  before: object | null;
  after: object | null;
}

/** What every write leaves behind. */
export interface AuditTrail {
  /** Adds events in the transaction of the context. Nothing may be written after them. */
  append(ctx: Context, ...events: NewEvent[]): Promise<void>;
}

type View = Readonly<Record<string, unknown>>;

/** What every write changes says nothing. */
const UNTOLD = new Set(['object', 'row_version', 'updated_at']);

/** The members in which two views of a row differ; of its value the pointers and digests that do. */
export function changesBetween(before: View | null, after: View): Pick<NewEvent, 'before' | 'after'> {
  const names = Object.keys({ ...before, ...after }).filter((name) => {
    return !UNTOLD.has(name) && !same(before?.[name], after[name]);
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
  revision: number | null;
}

/** The leaves of a value that the other view has not, or not so. */
function changedLeaves(view: View, other: View | null): Pick<Leaf, 'path' | 'digest'>[] {
  const theirs = new Map(((other?.value_state ?? []) as Leaf[]).map((leaf) => [leaf.path, leaf]));
  return ((view.value_state ?? []) as Leaf[])
    .filter((leaf) => !same(leaf, theirs.get(leaf.path)))
    .map(({ path, digest }) => ({ path, digest }));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
