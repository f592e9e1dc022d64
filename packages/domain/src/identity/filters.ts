import { archivableFilters, choice, type Entity, type EntityTable } from '@berth/resource';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** The filters of archivable rows. The contract's `status` also knows `deleted`, which no row of Berth ever is. */
export const identityFilters = (entity: Entity<EntityTable & { status: PgColumn }>) => ({
  ...archivableFilters(entity),
  status: choice(entity.table.status, ['active', 'archived', 'deleted'], ['active']),
});
