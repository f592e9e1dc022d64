import { readMigrationFiles } from 'drizzle-orm/migrator';

/** A table of Berth, as the migrations leave it. */
export interface MigratedTable {
  name: string;
  /** True for rows of instances: the primary key has the instance. False for rows of the whole installation. */
  isOfInstances: boolean;
}

/** A foreign key between two tables of Berth. */
export interface MigratedKey {
  name: string;
  table: string;
  to: string;
  /** Its SQL, from `FOREIGN KEY` on. */
  definition: string;
}

export interface MigratedTables {
  tables: readonly MigratedTable[];
  keys: readonly MigratedKey[];
}

const CREATED = /^\s*create\s+table\s+(?:if\s+not\s+exists\s+)?"(\w+)"/i;
const BY_INSTANCE = /primary\s+key\s*\([^()]*"instance_id"[^()]*\)/i;
const DROPPED = /^\s*drop\s+table\s+(?:if\s+exists\s+)?"(\w+)"/i;
const KEY_ADDED =
  /^\s*alter\s+table\s+"(\w+)"\s+add\s+constraint\s+"(\w+)"\s+(foreign\s+key\b.*?\breferences\s+(?:"public"\.)?"(\w+)".*?);?\s*$/is;
const KEY_DROPPED = /^\s*alter\s+table\s+"(\w+)"\s+drop\s+constraint\s+(?:if\s+exists\s+)?"(\w+)"/i;

/** Reads the table that a statement creates; null for every other statement. */
export function createdTable(statement: string): MigratedTable | null {
  const text = withoutComments(statement);
  const [, name] = CREATED.exec(text) ?? [];
  return name === undefined ? null : { name, isOfInstances: BY_INSTANCE.test(text) };
}

/**
 * Lists the tables and foreign keys that the migrations of a folder make: those that drizzle-kit generated from the
 * definitions, and the keys that were written by hand.
 */
export function migratedTables(folder: string): MigratedTables {
  const tables = new Map<string, MigratedTable>();
  const keys = new Map<string, MigratedKey>();
  for (const statement of readMigrationFiles({ migrationsFolder: folder }).flatMap(({ sql }) => sql)) {
    const text = withoutComments(statement);
    const created = createdTable(text);
    if (created) tables.set(created.name, created);
    tables.delete(DROPPED.exec(text)?.[1] ?? '');
    const [, table = '', name = '', definition = '', to = ''] = KEY_ADDED.exec(text) ?? [];
    if (name !== '') keys.set(`${table}.${name}`, { table, name, definition, to });
    const [, owner, dropped] = KEY_DROPPED.exec(text) ?? [];
    keys.delete(`${owner}.${dropped}`);
  }
  const there = [...keys.values()].filter((key) => tables.has(key.table) && tables.has(key.to));
  return { tables: [...tables.values()], keys: there };
}

const withoutComments = (statement: string): string => statement.replaceAll(/^\s*--.*$/gm, '');
