import { archivable, idText, stamps } from '@berth/db';
import type { Entity } from '@berth/resource';
import { boolean, pgTable, text } from 'drizzle-orm/pg-core';

export const instances = pgTable('instances', {
  id: idText().primaryKey(),
  organization_id: idText().notNull(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  type: text().$type<'development' | 'production'>().notNull(),
  /** Requires every change to name the version that it is meant for. */
  requires_preconditions: boolean().notNull().default(false),
  ...archivable(),
  ...stamps(),
});

export const instanceEntity: Entity<typeof instances> = {
  name: 'organization.instance',
  kind: 'instance',
  table: instances,
  tenancy: { of: 'global' },
};
