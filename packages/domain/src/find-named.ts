import { pgArray, runPrepared, type Statement } from '@berth/db';
import { isId } from '@berth/kernel';
import {
  type Context,
  type Entity,
  type EntityTable,
  INSTANCE,
  inInstanceOf,
  reachParams,
  reachShape,
  scopeCondition,
} from '@berth/resource';
import { and, sql } from 'drizzle-orm';
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
  }: {
    slugOf?: (text: string) => string;
    isMeant?: (row: NamedRow, names: ReadonlySet<string>) => boolean;
  } = {},
): Promise<string[]> {
  const { kind, tenancy } = entity;
  const ids = texts.filter((text) => isId(kind, text));
  const names = new Set(texts.filter((text) => !isId(kind, text)));
  if (names.size === 0) return [...new Set(ids)];
  const table: Named = entity.table;
  const owner = tenancy.of === 'catalog' ? tenancy.ownerId : null;
  const rows = await runPrepared<NamedRow>(
    ctx,
    `named ${entity.name}${owner ? reachShape(ctx) : ''}`,
    (db) =>
      db
        .select({ id: table.id, slug: table.slug, ...(owner ? { owner_id: owner } : {}) })
        .from(table)
        .where(
          and(
            owner ? scopeCondition(ctx, { entity }) : inInstanceOf({ entity }),
            sql`${table.slug} = any(${sql.placeholder('slugs')}::text[])`,
          ),
        ) as unknown as Statement<NamedRow>, // the type of the table is that of its columns
    { [INSTANCE]: ctx.instanceId, ...reachParams(ctx), slugs: pgArray([...names].map(slugOf)) },
  );
  return [...new Set([...ids, ...meantAmong(rows, names, isMeant).map((row) => row.id)])];
}

/** The rows that are named by their slug, the own one of two, or as `isMeant` says. */
export function meantAmong<Row extends NamedRow>(
  rows: readonly Row[],
  names: ReadonlySet<string>,
  isMeant: (row: Row, names: ReadonlySet<string>) => boolean,
): Row[] {
  const own = new Set(rows.filter((row) => row.owner_id !== 'public').map((row) => row.slug));
  return rows.filter(
    (row) =>
      isMeant(row, names) || (names.has(row.slug) && (row.owner_id !== 'public' || !own.has(row.slug))),
  );
}

export interface NamedRow {
  id: string;
  slug: string;
  /** Absent in rows of an instance. */
  owner_id?: string;
}
