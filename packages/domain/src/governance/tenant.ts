import { idText, link } from '@berth/db';
import { type AnyPgColumn, primaryKey } from 'drizzle-orm/pg-core';
import { instances } from './tables/instance.ts';

/** The key of a row that belongs to an instance. */
export const tenantKey = () => ({ instance_id: idText().notNull(), id: idText().notNull() });

type TenantRow = Record<keyof ReturnType<typeof tenantKey>, AnyPgColumn>;

/** What holds for `tenantKey`. The order of the table is that of an instance's lists. */
export const tenantRow = (table: TenantRow) => [
  primaryKey({ columns: [table.instance_id, table.id] }),
  linkToInstance(table),
];

/** A link to the instance itself. */
export const linkToInstance = (table: Pick<TenantRow, 'instance_id'>) =>
  link([table.instance_id], [instances.id]);

/** A link to a row of the same instance; to one of another instance there is none. */
export const linkInInstance = (table: Pick<TenantRow, 'instance_id'>, column: AnyPgColumn, to: TenantRow) =>
  link([table.instance_id, column], [to.instance_id, to.id]);
