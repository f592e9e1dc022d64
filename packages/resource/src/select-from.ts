import type { Queryable, Statement } from '@berth/db';
import { getTableColumns, getTableName, type SQL, Subquery } from 'drizzle-orm';
import type { PgSelect } from 'drizzle-orm/pg-core';
import type { Join, Resource } from './define.ts';
import { insideFlags } from './embedded.ts';
import { largeOf } from './large-columns.ts';
import type { Narrowing } from './reach.ts';

interface Selected {
  extra?: Record<string, SQL>;
  /** Selects the rows of the table; all of them by default. */
  rows?: SQL;
  isOne?: boolean;
}

/** Selects the columns of a resource with those of its joins. */
export function selectFrom(
  db: Queryable,
  ctx: Narrowing,
  resource: Resource,
  { extra = {}, rows, isOne = false }: Selected = {},
): PgSelect {
  const { table } = resource.entity;
  const { details, alone } = resource.read;
  const joins: Record<string, Join> = { ...resource.read.joins, ...(isOne ? details : {}) };
  const columns = Object.entries(getTableColumns(table)).filter(([name]) => isOne || !alone.includes(name));
  const large = rows ? largeOf(resource) : {};
  const embedded = Object.entries(joins).map(([name, join]) => [name, join.columns]);
  let query = db
    .select({
      ...Object.fromEntries(columns),
      ...large,
      ...Object.fromEntries(embedded),
      ...insideFlags(ctx, resource),
      ...extra,
    })
    .from(rows ? new Subquery(rows, {}, getTableName(table)) : table)
    .$dynamic() as unknown as PgSelect; // the types of the columns are known where the resource is defined
  for (const join of Object.values(joins)) query = query.leftJoin(join.table, join.on) as PgSelect;
  return query;
}

/** Gives a complete select of drizzle the type in which it is prepared. */
export const statement = (query: unknown): Statement<unknown> => query as Statement<unknown>;
