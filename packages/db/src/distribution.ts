import type { MigratedKey, MigratedTable, MigratedTables } from './migrated-tables.ts';

/** The state of a database, as far as it decides about statements. */
export interface DistributionState {
  database: string;
  /** The names of the tables that Citus has placed. */
  placed: ReadonlySet<string>;
  /** The foreign keys that are there, each as `table.name`. */
  keys: ReadonlySet<string>;
  /** The tables whose triggers refuse to empty them. */
  kept: ReadonlySet<string>;
  /** The placed tables with rows of their own, which Citus hides. */
  filled: ReadonlySet<string>;
}

/**
 * Lists the statements that distribute the tables of Berth with Citus, in their order; none when all is done. Tables
 * of instances are distributed by the instance, colocated; every other table becomes a reference table. Citus moves a
 * table only while no foreign key leads to or from a table that stays behind, so these keys are dropped first and
 * added again at the end. When the statements were cut short, those of the next call do the rest.
 */
export function distributionStatements(
  { tables, keys }: MigratedTables,
  { database, placed, keys: present, kept, filled }: DistributionState,
): string[] {
  const missing = tables.filter(({ name }) => !placed.has(name));
  const isMissing = new Set(missing.map(({ name }) => name));
  const isThere = ({ table, name }: MigratedKey): boolean => present.has(`${table}.${name}`);
  const inTheWay = keys.filter((key) => isThere(key) && (isMissing.has(key.table) || isMissing.has(key.to)));
  const absent = keys.filter((key) => !isThere(key) || inTheWay.includes(key));
  const full = tables.filter(({ name }) => placed.has(name) && filled.has(name) && !kept.has(name));
  if (missing.length + absent.length + full.length === 0) return [];
  const global = missing.filter(({ isOfInstances }) => !isOfInstances);
  const ofInstances = missing.filter(({ isOfInstances }) => isOfInstances);
  const leader = leaderOf(tables, placed) ?? ofInstances[0]?.name;
  return [
    ALLOW_TRIGGERS,
    `alter database ${quoted(database)} ${ALLOW_TRIGGERS}`,
    ...inTheWay.map(({ table, name }) => `alter table ${quoted(table)} drop constraint ${quoted(name)}`),
    ...[...global, ...ofInstances].flatMap((table) => [
      placeTable(table, leader === table.name ? undefined : leader),
      ...(kept.has(table.name) ? [] : [emptyTable(table)]),
    ]),
    ...full.map(emptyTable),
    ...absent.map(
      ({ table, name, definition }) =>
        `alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`,
    ),
  ];
}

/**
 * Has Citus take tables with triggers, and run these on every node. Those of the audit trail refuse changes, which is
 * as right on one node as on another.
 */
export const ALLOW_TRIGGERS = 'set citus.enable_unsafe_triggers to on';

/** Finds a table of instances that is placed already, beside whose rows others are placed. */
export const leaderOf = (
  tables: readonly MigratedTable[],
  placed: { has(name: string): boolean },
): string | undefined => tables.find(({ name, isOfInstances }) => isOfInstances && placed.has(name))?.name;

/** Places one table. One of instances lies in shards of its own, or beside the rows of the `leader`. */
export function placeTable({ name, isOfInstances }: MigratedTable, leader: string | undefined): string {
  if (!isOfInstances) return `select create_reference_table('${name}')`;
  const beside = leader === undefined ? '' : `, colocate_with => '${leader}'`;
  return `select create_distributed_table('${name}', 'instance_id'${beside})`;
}

/** Removes the rows that stay in the place of a table, hidden, once they are copied to the nodes. */
const emptyTable = ({ name }: MigratedTable): string =>
  `select truncate_local_data_after_distributing_table('${name}')`;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
