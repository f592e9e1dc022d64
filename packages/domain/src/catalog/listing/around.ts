import { pgArray, runPrepared } from '@berth/db';
import { type Context, INSTANCE, isAny } from '@berth/resource';
import { and, eq, sql } from 'drizzle-orm';
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core';
import { grouped, groups } from '../group/table.ts';
import { attachOAuth } from '../provider/index.ts';
import { SHELVES } from '../tables/shelf.ts';

type Listed = { provider_id: string; current_version: { specification_id: string } | null };

/** Adds the categories, collections and groups of all rows with one query, and with another what `providers` adds. */
export async function attachAround<Row extends Listed>(ctx: Context, rows: Row[]) {
  const ids = pgArray(rows.map((row) => row.provider_id));
  const mayReadGroups = ctx.scopes.has('provider-groups:read');
  const [withOAuth, parts] = await Promise.all([
    attachOAuth(ctx, rows),
    runPrepared(ctx, 'listings+around', around, {
      ids,
      grouped_ids: mayReadGroups ? ids : '{}',
      [INSTANCE]: ctx.instanceId,
    }),
  ]);
  const ordered = parts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const partsOf = (row: Row, kind: string) =>
    ordered.filter((part) => part.provider_id === row.provider_id && part.kind === kind);
  return withOAuth.map((row) => ({
    ...row,
    categories: partsOf(row, 'categories').map((part) => ({ ...part, description: part.description ?? '' })),
    collections: partsOf(row, 'collections').map((part) => ({
      ...part,
      description: part.description ?? '',
    })),
    groups: partsOf(row, 'groups'),
  }));
}

function around(db: Context['db']) {
  const shelved = (kind: keyof typeof SHELVES) => {
    const { entity, members } = SHELVES[kind];
    return db
      .select(columnsOf(kind, members.provider_id, entity.table))
      .from(members)
      .innerJoin(entity.table, eq(entity.table.id, members.shelf_id))
      .where(and(isAny(members.provider_id, 'ids'), sql`${members.owner_id} in ('public', ${instance})`));
  };
  const instance = sql.placeholder(INSTANCE);
  const inGroups = db
    .select(columnsOf('groups', grouped.provider_id, groups))
    .from(grouped)
    .innerJoin(groups, and(eq(groups.instance_id, grouped.instance_id), eq(groups.id, grouped.group_id)))
    .where(and(sql`${grouped.instance_id} = ${instance}`, isAny(grouped.provider_id, 'grouped_ids')));
  return unionAll(shelved('categories'), shelved('collections'), inGroups);
}

/** The columns of a part of the union, which must have the same types in every part. */
function columnsOf(
  kind: string,
  provider: PgColumn,
  table: Record<
    'id' | 'name' | 'description' | 'slug' | 'row_version' | 'created_at' | 'updated_at',
    PgColumn
  >,
) {
  const text = <T>(column: PgColumn, name: string) => sql<T>`${column}`.as(name);
  const time = (column: PgColumn, name: string) =>
    sql`${column}`.mapWith((value: string) => String(column.mapFromDriverValue(value))).as(name);
  return {
    kind: sql<string>`${sql.raw(`'${kind}'`)}`.as('kind'),
    provider_id: text<string>(provider, 'provider_id'),
    id: text<string>(table.id, 'id'),
    name: text<string>(table.name, 'name'),
    description: text<string | null>(table.description, 'description'),
    slug: text<string>(table.slug, 'slug'),
    row_version: text<number>(table.row_version, 'row_version'),
    created_at: time(table.created_at, 'created_at'),
    updated_at: time(table.updated_at, 'updated_at'),
  };
}
