import { isId } from '@berth/kernel';
import { type Context, visible } from '@berth/resource';
import { and, inArray } from 'drizzle-orm';
import { PUBLIC } from '../tables/owned.ts';
import type { Shelf } from '../tables/shelf.ts';

/** Finds the ids of shelves that are named by id or slug: in one query, or none for ids alone. */
export async function findShelves(ctx: Context, { entity }: Shelf, texts: string[]): Promise<string[]> {
  const { table, kind } = entity;
  const ids = texts.filter((text) => isId(kind, text));
  const slugs = texts.filter((text) => !isId(kind, text));
  if (slugs.length === 0) return ids;
  const rows = await ctx.db
    .select({ id: table.id, slug: table.slug, owner_id: table.owner_id })
    .from(table)
    .where(and(visible(ctx, entity), inArray(table.slug, slugs)));
  // A slug may exist twice, once a release ships a shelf with the slug of an instance's own: the own one wins.
  const own = new Set(rows.filter((row) => row.owner_id !== PUBLIC).map((row) => row.slug));
  return [
    ...ids,
    ...rows.filter((row) => row.owner_id !== PUBLIC || !own.has(row.slug)).map((row) => row.id),
  ];
}
