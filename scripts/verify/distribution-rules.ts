import type { MigratedKey } from '../../packages/db/src/migrated-tables.ts';

/** A table as drizzle-kit records it after a migration, in the parts that are read here. */
export interface RecordedTable {
  name: string;
  columns: Record<string, { name: string; primaryKey: boolean; default?: unknown }>;
  compositePrimaryKeys: Record<string, { columns: string[] }>;
  uniqueConstraints: Record<string, { name: string; columns: string[] }>;
  indexes: Record<string, { name: string; isUnique: boolean; columns: { expression: string }[] }>;
  foreignKeys: Record<string, { name: string; tableTo: string; columnsFrom: string[]; columnsTo: string[] }>;
}

const INSTANCE = 'instance_id';

/** The tables of the whole installation that say which instance a row is about, and why they are not an instance's. */
const ABOUT_INSTANCES: Record<string, string> = {
  api_keys: 'a key is found by its token, before its instance is known',
};

const KEY = /^foreign\s+key\s*\(([^()]*)\)\s*references\s+\S+?\s*\(([^()]*)\)/i;

/** Adds the foreign keys of the migrations to the tables that drizzle-kit recorded, which lack hand-written ones. */
export const withKeys = (tables: readonly RecordedTable[], keys: readonly MigratedKey[]): RecordedTable[] =>
  tables.map((table) => ({
    ...table,
    foreignKeys: {
      ...table.foreignKeys,
      ...Object.fromEntries(
        keys.filter((key) => key.table === table.name).map((key) => [key.name, read(key)]),
      ),
    },
  }));

function read({ name, to, definition }: MigratedKey): RecordedTable['foreignKeys'][string] {
  const [, from = '', columns = ''] = KEY.exec(definition) ?? [];
  return { name, tableTo: to, columnsFrom: namesIn(from), columnsTo: namesIn(columns) };
}

const namesIn = (list: string): string[] => list.split(',').map((name) => name.trim().replaceAll('"', ''));

/** Lists the tables, keys, indexes and defaults that could not be distributed by instance. */
export function distributionProblems(tables: readonly RecordedTable[]): string[] {
  const primary = new Map(tables.map((table) => [table.name, primaryKeyOf(table)]));
  const isOfInstances = (name: string): boolean => primary.get(name)?.includes(INSTANCE) ?? false;
  const problems = tables.flatMap((table) => {
    const keys = Object.values(table.foreignKeys);
    if (!isOfInstances(table.name)) {
      const toInstances = keys.filter(({ tableTo }) => isOfInstances(tableTo));
      return [
        ...(INSTANCE in table.columns && !(table.name in ABOUT_INSTANCES)
          ? [`has ${INSTANCE}, which its primary key lacks`]
          : []),
        ...toInstances.map(
          ({ name, tableTo }) => `has the key ${name} to ${tableTo}, whose rows are on other nodes`,
        ),
      ].map((problem) => `${table.name} ${problem}`);
    }
    const uniques = [
      ...Object.values(table.uniqueConstraints),
      ...Object.values(table.indexes)
        .filter(({ isUnique }) => isUnique)
        .map(({ name, columns }) => ({ name, columns: columns.map(({ expression }) => expression) })),
    ];
    const computed = Object.values(table.columns).filter((column) => /\(/.test(String(column.default ?? '')));
    return [
      ...uniques
        .filter(({ columns }) => !columns.includes(INSTANCE))
        .map(({ name }) => `has the unique ${name} without ${INSTANCE}`),
      ...keys
        .filter(({ tableTo }) => isOfInstances(tableTo))
        .filter(
          ({ columnsFrom, columnsTo }) =>
            !columnsFrom.some((column, at) => column === INSTANCE && columnsTo[at] === INSTANCE),
        )
        .map(({ name, tableTo }) => `has the key ${name} to ${tableTo} without ${INSTANCE}`),
      ...computed.map(({ name }) => `has a default of ${name} that calls a function`),
    ].map((problem) => `${table.name} ${problem}`);
  });
  const gone = Object.keys(ABOUT_INSTANCES).filter((name) => !primary.has(name) || isOfInstances(name));
  return [
    ...problems,
    ...gone.map((name) => `${name} needs no entry in scripts/verify/distribution-rules.ts`),
  ];
}

const primaryKeyOf = ({ columns, compositePrimaryKeys }: RecordedTable): string[] => [
  ...Object.values(columns)
    .filter(({ primaryKey }) => primaryKey)
    .map(({ name }) => name),
  ...Object.values(compositePrimaryKeys).flatMap((key) => key.columns),
];
