import { type Context, requireScope } from './context.ts';
import type { Resource } from './define.ts';
import { loadAll, present } from './read.ts';
import type { Registry } from './registry.ts';

/** A related row that answers can embed, so that it needs no request of its own. */
export interface Expansion {
  /** The member that holds the embedded row. */
  member: string;
  /** The member of a row that holds its id. */
  column: string;
  of: Resource;
}

/** Returns the possible expansions of a resource's answers, keyed by member. */
export function expansionsOf({ resources }: Registry, { links }: Resource): Map<string, Expansion> {
  const found = Object.values(links.references).flatMap(({ as: member, column, to }) => {
    const of = resources.find(({ entity }) => entity.name === to);
    return member === undefined || !of ? [] : [[member, { member, column: column.name, of }] as const];
  });
  return new Map(found);
}

/**
 * Returns the expanded members for each row in order: the referenced row as a list shows it, or null. It runs one
 * statement per expansion, however many rows there are.
 * @throws DomainError `forbidden` when the key may not read one of the resources.
 */
export async function expand(
  ctx: Context,
  rows: readonly unknown[],
  expansions: readonly Expansion[],
): Promise<Record<string, unknown>[]> {
  for (const { of } of expansions) requireScope(ctx, `${of.wire.path}:read`);
  const found: { member: string; idOf: (row: unknown) => string | null; views: Map<string, unknown> }[] = [];
  for (const { member, column, of } of expansions) {
    const idOf = (row: unknown) => (row as Record<string, string | null>)[column] ?? null;
    const ids = [...new Set(rows.map(idOf).filter((id) => id !== null))];
    const others = ids.length > 0 ? await loadAll<{ id: string }>(ctx, of, ids) : [];
    found.push({ member, idOf, views: new Map(others.map((row) => [row.id, present(of, row)])) });
  }
  return rows.map((row) =>
    Object.fromEntries(found.map(({ member, idOf, views }) => [member, views.get(idOf(row) ?? '') ?? null])),
  );
}
