import { type SQL, sql } from 'drizzle-orm';
import type { Database, Queryable } from './database.ts';
import { rowsOf } from './rows.ts';
import type { StoredTable } from './stored-tables.ts';

/** The rows that one statement reads at most, and the bytes of their text after which a page ends. */
const PAGE_ROWS = 1_000;
const PAGE_BYTES = 1024 * 1024;
/** The rows that are read before their size is known. */
const FIRST_ROWS = 100;

/**
 * Rows of one table: a JSON array with an array for each row, which holds the columns in their order, each as text of
 * PostgreSQL or null.
 */
export interface DumpedPage {
  table: string;
  rows: number;
  text: string;
}

/** Runs reads that all see the database at one moment. */
export const inSnapshot = <T>(database: Database, run: (tx: Queryable) => Promise<T>): Promise<T> =>
  database.transaction(
    async (tx) => {
      await tx.execute(sql`set transaction isolation level repeatable read read only`);
      return run(tx);
    },
    { isReading: true },
  );

/** Counts the rows of each table, by its name. */
export async function countRows(
  tx: Queryable,
  tables: readonly StoredTable[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await rowsOf<{ n: number }>(
      tx,
      sql`select count(*)::float8 as n from ${sql.identifier(name)}`,
    );
    counts[name] = row?.n ?? 0;
  }
  return counts;
}

/** Reads a table in the order of its primary key, page by page. A page is read when it is asked for. */
export async function* dumpTable(tx: Queryable, table: StoredTable): AsyncGenerator<DumpedPage> {
  let after: string[] | null = null;
  let limit = FIRST_ROWS;
  for (;;) {
    const [page] = await rowsOf<Page>(tx, pageOf(table, after, limit));
    if (!page || page.text === null) return;
    const { text, rows, last } = page;
    yield { table: table.name, rows, text };
    after = JSON.parse(last) as string[];
    const fitting = Math.ceil((1.5 * rows * PAGE_BYTES) / text.length); // to read many more would be in vain
    limit = Math.max(1, Math.min(PAGE_ROWS, fitting));
  }
}

/** The row of `pageOf`; its text is null behind the last row. */
interface Page {
  text: string | null;
  rows: number;
  /** The key of the last row, as a JSON array of texts. */
  last: string;
}

/** Selects the rows after a key: as many as fit in a page, at most `limit`, and always one. */
function pageOf({ name, columns, key }: StoredTable, after: readonly string[] | null, limit: number): SQL {
  const order = sql.join(
    key.map((column) => sql.identifier(column.name)),
    sql`, `,
  );
  const further = after
    ? sql`where (${order}) > (${sql.join(
        key.map(({ type }, index) => sql`${after[index]}::${sql.raw(type)}`),
        sql`, `,
      )})`
    : sql``;
  return sql`
    select '[' || string_agg(line, ',' order by place) || ']' as text, count(*)::int as rows,
      (array_agg(key order by place desc))[1] as last
    from (
      select line, key, place, sum(octet_length(line)) over (order by place) - octet_length(line) as before
      from (
        select ${textsOf(columns)} as line, ${textsOf(key)} as key, row_number() over (order by ${order}) as place
        from ${sql.identifier(name)} ${further} order by ${order} limit ${sql.raw(String(limit))}
      ) as lines
    ) as sized
    where before < ${sql.raw(String(PAGE_BYTES))}`;
}

/** A JSON array of columns as texts. */
const textsOf = (columns: StoredTable['columns']): SQL =>
  sql`array_to_json(array[${sql.join(
    columns.map(({ name }) => sql`${sql.identifier(name)}::text`),
    sql`, `,
  )}])::text`;
