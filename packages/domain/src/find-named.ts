import { isId } from '@berth/kernel';
import { type Context, type Entity, type EntityTable, inInstance, visible } from '@berth/resource';
import { and, inArray } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

type Named = EntityTable & { slug: PgColumn };

/**
 * Finds the ids of rows that are named by id or slug: in one query, or none for ids alone. A slug of a catalogue may
 * exist twice, once a release ships a row with the slug of an instance's own: the own one wins. `isMeant` replaces the
 * comparison with the slug, for rows that have further names; `slugOf` then reads the slug in such a name.
 */
export async function findNamed<T extends Named>(
  ctx: Context,
  entity: Entity<T>,
  texts: readonly string[],
  {
    slugOf = (text) => text,
    isMeant = () => false,
  }: { slugOf?: (text: string) => string; isMeant?: (row: NamedRow, names: Set<string>) => boolean } = {},
): Promise<string[]> {
  const { kind, tenancy } = entity;
  const ids = texts.filter((text) => isId(kind, text));
  const names = new Set(texts.filter((text) => !isId(kind, text)));
  if (names.size === 0) return [...new Set(ids)];
  const table: Named = entity.table;
  const owner = tenancy.of === 'catalog' ? tenancy.ownerId : null;
  const rows = (await ctx.db
    .select({ id: table.id, slug: table.slug, ...(owner ? { owner_id: owner } : {}) })
    .from(table)
    .where(
      and(
        owner ? visible(ctx, entity) : inInstance(ctx, entity),
        inArray(table.slug, [...names].map(slugOf)),
      ),
    )) as NamedRow[]; // the type of the table is that of its columns
  const own = new Set(rows.filter((row) => row.owner_id !== 'public').map((row) => row.slug));
  const meant = rows.filter(
    (row) =>
      isMeant(row, names) || (names.has(row.slug) && (row.owner_id !== 'public' || !own.has(row.slug))),
  );
  return [...new Set([...ids, ...meant.map((row) => row.id)])];
}

export interface NamedRow {
  id: string;
  slug: string;
  /** Absent in rows of an instance. */
  owner_id?: string;
}
