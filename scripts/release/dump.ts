import type { Database } from '../../packages/db/src/index.ts';
import { queryRows } from '../../packages/db/src/testing.ts';

/** Separates the statements of a dump, as in a migration. */
const BREAK = '\n--> statement-breakpoint\n';

/** Lists the tables of a database, each after those it refers to. */
export async function tablesOf(database: Database): Promise<string[]> {
  const names = await queryRows(
    database,
    "select tablename from pg_tables where schemaname = 'public' order by tablename",
  );
  const references = await queryRows(
    database,
    `select conrelid::regclass::text as table, confrelid::regclass::text as needs from pg_constraint
     where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`,
  );
  const left = new Set(names.map(({ tablename }) => String(tablename)));
  const ordered: string[] = [];
  while (left.size > 0) {
    const next = [...left].find((name) =>
      references.every(({ table, needs }) => table !== name || !left.has(String(needs))),
    );
    if (next === undefined) throw new Error(`These tables refer to each other: ${[...left].join(', ')}`);
    left.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/** Lists the tables without a row. */
export async function emptyTables(database: Database): Promise<string[]> {
  const empty: string[] = [];
  for (const table of await tablesOf(database)) {
    const [row] = await queryRows(database, `select 1 from "${table}" limit 1`);
    if (!row) empty.push(table);
  }
  return empty;
}

/** Dumps all rows of all tables as SQL, one row per line. Rows that refer to others of their table are included. */
export async function dumpRows(database: Database): Promise<string> {
  const statements: string[] = [];
  for (const table of await tablesOf(database)) {
    const rows = await queryRows(database, `select row_to_json(t)::text as line from "${table}" t`);
    if (rows.length === 0) continue;
    const lines = rows.map(({ line }) => String(line).replaceAll("'", "''")).sort();
    statements.push(
      `insert into "${table}" select * from json_populate_recordset(null::"${table}", '[\n${lines.join(',\n')}\n]');`,
    );
  }
  return `${statements.join(BREAK)}\n`;
}

/** Loads a dump into a database that has the tables and no rows. */
export async function loadRows(database: Database, dump: string): Promise<void> {
  for (const statement of dump.split(BREAK)) await queryRows(database, statement);
}
