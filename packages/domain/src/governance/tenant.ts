import { idText, link } from '@berth/db';
import { hasPair, lagKey, pairKey } from '@berth/resource';
import { getTableName, sql } from 'drizzle-orm';
import { type AnyPgColumn, index, primaryKey } from 'drizzle-orm/pg-core';
import { instances } from './tables/instance.ts';

/** The key columns of a row that belongs to an instance. */
export const tenantKey = () => ({ instance_id: idText().notNull(), id: idText().notNull() });

type TenantRow = Record<keyof ReturnType<typeof tenantKey>, AnyPgColumn>;

/** The constraints for `tenantKey`. The primary key is in the order of an instance's lists. */
export const tenantRow = (table: TenantRow) => [
  primaryKey({ columns: [table.instance_id, table.id] }),
  linkToInstance(table),
];

/** The index of the rows of an instance by their last change, for the filter `updated_at`. */
export const byUpdate = (table: TenantRow & { updated_at: AnyPgColumn }) =>
  index(`${getTableName(table.id.table)}_updated`).on(table.instance_id, table.updated_at, table.id);

/** The index that finds many rows of one value of a column by their last change, in the order of their ids. */
export const byLag = (
  name: string,
  table: TenantRow & { created_at: AnyPgColumn; updated_at: AnyPgColumn },
  within: AnyPgColumn,
) => index(`${getTableName(table.id.table)}_${name}_lag`).on(table.instance_id, lagKey(within, table));

/** The index of the rows with a value of both columns, in the order of their ids. */
export const byPair = (name: string, table: TenantRow, first: AnyPgColumn, second: AnyPgColumn) =>
  index(`${getTableName(table.id.table)}_${name}`)
    .on(table.instance_id, pairKey(first, second, table.id))
    .where(hasPair(sql.raw(first.name), sql.raw(second.name)));

/** A foreign key to the instance itself. */
export const linkToInstance = (table: Pick<TenantRow, 'instance_id'>) =>
  link([table.instance_id], [instances.id]);

/** A foreign key to a row of the same instance. It cannot refer to a row of another instance. */
export const linkInInstance = (table: Pick<TenantRow, 'instance_id'>, column: AnyPgColumn, to: TenantRow) =>
  link([table.instance_id, column], [to.instance_id, to.id]);
