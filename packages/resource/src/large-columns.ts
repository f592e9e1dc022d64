import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Read } from './define.ts';
import type { Entity } from './entity.ts';
import { literal } from './planner.ts';

/**
 * The bytes up to which the statement of a page returns the content of large columns: as the database packs them, and
 * as a text. The packed bytes are known without unpacking, but a text that repeats itself is packed into few.
 */
const SMALL = { packed: 2_000, text: 16_000 } as const;

/** The member that is true for a row whose large columns were not read. */
export const UNREAD = 'large_unread';

/** A table and its large columns: a resource, or the part of one. */
export interface Large {
  entity: Entity;
  read: Pick<Read, 'large' | 'attachedBytes'>;
}

/** Measures the content of a column in bytes; 0 for null. */
export type Measure = (column: PgColumn) => SQL;

const packed: Measure = (column) => sql`coalesce(pg_column_size(${column}), 0)`;
const asText: Measure = (column) => sql`coalesce(octet_length(${column}::text), 0)`;

/** The bytes of the large columns of a row as texts, with what it attaches. */
export const textBytes = (of: Large): SQL => bytesOf(of, asText);

function bytesOf(of: Large, measure: Measure): SQL {
  const own = largeColumns(of).map(([, column]) => measure(column));
  const { attachedBytes } = of.read;
  return sql.join(attachedBytes ? [...own, attachedBytes(measure)] : own, sql` + `);
}

export const largeColumns = ({ entity, read }: Large): [name: string, column: PgColumn][] =>
  Object.entries(getTableColumns(entity.table)).filter(([name]) => read.large.includes(name));

/** Selects the large columns of a page: of each row all of them, or none and a mark. Empty without such columns. */
export function largeOf(of: Large): Record<string, SQL> {
  const columns = largeColumns(of);
  if (columns.length === 0) return {};
  const isSmall = sql`case when ${bytesOf(of, packed)} <= ${literal(SMALL.packed)}
    then ${textBytes(of)} <= ${literal(SMALL.text)} else false end`;
  return {
    ...Object.fromEntries(
      columns.map(([name, column]) => [name, sql`case when ${isSmall} then ${column} end`.mapWith(column)]),
    ),
    [UNREAD]: sql`not (${isSmall})`,
  };
}
