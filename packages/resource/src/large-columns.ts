import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Entity } from './entity.ts';
import { literal } from './planner.ts';

/** The bytes, as the database packs them, up to which the statement of a page returns the content of large columns. */
const SMALL_BYTES = 2_000;

/** The member that is true for a row whose large columns were not read. */
export const UNREAD = 'large_unread';

/** A table and its large columns. */
export interface Large {
  entity: Entity;
  large: readonly string[];
}

export const largeColumns = ({ entity, large }: Large): [name: string, column: PgColumn][] =>
  Object.entries(getTableColumns(entity.table)).filter(([name]) => large.includes(name));

/** Selects the large columns of a page: of each row all of them, or none and a mark. Empty without such columns. */
export function largeOf(of: Large): Record<string, SQL> {
  const columns = largeColumns(of);
  if (columns.length === 0) return {};
  const sizes = columns.map(([, column]) => sql`coalesce(pg_column_size(${column}), 0)`);
  const isSmall = sql`${sql.join(sizes, sql` + `)} <= ${literal(SMALL_BYTES)}`;
  return {
    ...Object.fromEntries(
      columns.map(([name, column]) => [name, sql`case when ${isSmall} then ${column} end`.mapWith(column)]),
    ),
    [UNREAD]: sql`not (${isSmall})`,
  };
}
