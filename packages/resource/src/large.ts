import { pgArray, runPrepared } from '@berth/db';
import { pageLimits } from '@berth/kernel';
import { sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import { INSTANCE } from './filters.ts';
import { type Large, largeColumns, textBytes, UNREAD } from './large-columns.ts';
import { literal } from './planner.ts';
import { inInstanceOf } from './scan.ts';
import { statement } from './select-from.ts';

/*
 * A page of rows with large columns is read in two steps, so that a hundred rows of five megabytes are never in memory
 * together. The statement of the page returns the small contents. A second one reads the others, row by row, until the
 * page is full. It knows the length of a text only after it has unpacked it, so it stops there and not later. Contents
 * that are destroyed between the two are null.
 */

type Row = Record<string, unknown> & { id: string };

/** Reads the large columns that the statement of a page has left, and ends the page where it is full. */
export async function withLarge(ctx: Context, of: Large, page: unknown[]): Promise<unknown[]> {
  const rows = page as Row[];
  const unread = rows.filter((row) => row[UNREAD] === true).map(({ id }) => id);
  if (unread.length === 0) return rows;
  const found = new Map((await contentsOf(ctx, of, unread)).map((row) => [row.id, row]));
  const end = rows.findIndex((row) => row[UNREAD] === true && !found.has(row.id));
  return (end === -1 ? rows : rows.slice(0, end)).map((row) => ({ ...row, ...found.get(row.id) }));
}

/** Reads the large columns of rows in their order, up to the row with which they exceed the bytes of a page. */
function contentsOf(ctx: Context, of: Large, ids: string[]): Promise<Row[]> {
  const { table, name } = of.entity;
  const columns = largeColumns(of);
  const nameOf = ([name]: [string, PgColumn]) => sql.identifier(name);
  const walk = sql`(
    with recursive asked as (
      select id, place from unnest(${sql.placeholder('ids')}::text[]) with ordinality as one (id, place)
    ), walked as (
      select 0::bigint as place, ''::text as id, 0::bigint as bytes,
        ${sql.join(
          columns.map((column) => sql`null::text as ${nameOf(column)}`),
          sql`, `,
        )}
      union all
      select asked.place, asked.id, walked.bytes + ${textBytes(of)},
        ${sql.join(
          columns.map(([, column]) => sql`${column}::text`),
          sql`, `,
        )}
      from walked join asked on asked.place = walked.place + 1
      left join ${table} on ${inInstanceOf(of) ?? sql`true`} and ${table.id} = asked.id
      where walked.bytes < ${literal(pageLimits.text)}
    )
    select * from walked where place > 0
  ) as walked`;
  return runPrepared(
    ctx,
    `${name}~`,
    (db) =>
      statement(
        db
          .select({
            id: sql`id`,
            ...Object.fromEntries(
              columns.map((named) => [named[0], sql`${nameOf(named)}::json`.mapWith(named[1])]),
            ),
          })
          .from(walk),
      ),
    { [INSTANCE]: ctx.instanceId, ids: pgArray(ids) },
  ) as Promise<Row[]>;
}
