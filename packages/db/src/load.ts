import { type SQL, sql } from 'drizzle-orm';
import type { Database, Queryable } from './database.ts';
import type { DumpedPage } from './dump.ts';
import { rowsOf } from './rows.ts';
import type { StoredTable } from './stored-tables.ts';

/** Thrown when rows are to be loaded into a database that has some. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty';
  readonly table: string;

  constructor(table: string) {
    super(`The table ${table} has rows`);
    this.table = table;
  }
}

/** Thrown when a dump has other rows than it says. */
export class WrongCount extends Error {
  override readonly name = 'WrongCount';
}

/**
 * Loads dumped rows into a migrated database without any, in one transaction: all of them or none. Foreign keys are
 * taken away meanwhile and checked once at the end, because rows may refer to later ones. Returns the number of rows.
 * @throws NotEmpty, WrongCount
 */
export async function loadDump(
  database: Database,
  tables: readonly StoredTable[],
  counts: Readonly<Record<string, number>>,
  pages: AsyncIterable<Pick<DumpedPage, 'table' | 'text'>>,
): Promise<number> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const total = await database.transaction(async (tx) => {
    await requireEmpty(tx, tables);
    const links = (await foreignKeys(tx)).filter(({ holder }) => byName.has(holder));
    for (const link of links) await tx.execute(sql`alter table ${link.table} drop constraint ${link.name}`);
    const loaded = new Map<string, number>();
    for await (const { table: name, text } of pages) {
      const table = byName.get(name);
      if (!table) throw new WrongCount(`The table ${name} is unknown`);
      loaded.set(name, (loaded.get(name) ?? 0) + (await insertPage(tx, table, text)));
    }
    for (const { name } of tables) {
      const [rows, expected] = [loaded.get(name) ?? 0, counts[name]];
      if (rows !== expected) throw new WrongCount(`${name} has ${rows} rows, not ${expected}`);
    }
    for (const { table, name, definition } of links) {
      await tx.execute(sql`alter table ${table} add constraint ${name} ${definition}`);
    }
    return [...loaded.values()].reduce((sum, rows) => sum + rows, 0);
  });
  const analyzed = database.transaction(async (tx) => {
    await tx.execute(sql`analyze`);
  });
  await analyzed.catch(() => {}); // the rows are there, and autovacuum does it too
  return total;
}

/** Holds every table, so that nobody writes into one meanwhile. @throws NotEmpty */
async function requireEmpty(tx: Queryable, tables: readonly StoredTable[]): Promise<void> {
  const names = sql.join(
    tables.map(({ name }) => sql.identifier(name)),
    sql`, `,
  );
  await tx.execute(sql`lock table ${names} in access exclusive mode`);
  for (const { name } of tables) {
    const rows = await rowsOf(tx, sql`select 1 from ${sql.identifier(name)} limit 1`);
    if (rows.length > 0) throw new NotEmpty(name);
  }
}

/** Lists the foreign keys, each with its definition as PostgreSQL writes it. */
async function foreignKeys(
  tx: Queryable,
): Promise<{ holder: string; table: SQL; name: SQL; definition: SQL }[]> {
  const rows = await rowsOf<{ held_by: string; name: string; definition: string }>(
    tx,
    sql`select conrelid::regclass::text as held_by, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
        from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
        order by conrelid::regclass::text, conname`,
  );
  return rows.map(({ held_by, name, definition }) => ({
    holder: held_by,
    table: sql.raw(held_by),
    name: sql.raw(name),
    definition: sql.raw(definition),
  }));
}

/** Inserts the rows of a page, and returns their number. */
async function insertPage(tx: Queryable, { name, columns }: StoredTable, text: string): Promise<number> {
  const names = sql.join(
    columns.map((column) => sql.identifier(column.name)),
    sql`, `,
  );
  const values = sql.join(
    columns.map(({ type }, place) => sql.raw(`(line->>${place})::${type}`)),
    sql`, `,
  );
  const [row] = await rowsOf<{ n: number }>(
    tx,
    sql`with written as (
          insert into ${sql.identifier(name)} (${names})
          select ${values} from json_array_elements(${text}::text::json) as line returning 1
        )
        select count(*)::int as n from written`,
  );
  return row?.n ?? 0;
}
