import { idText } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { described } from './columns.ts';
import { consumers } from './consumer.ts';

export const actors = pgTable(
  'identity_actors',
  {
    ...tenantKey(),
    type: text().$type<'person' | 'agent'>().notNull(),
    name: text().notNull(),
    consumer_id: idText(),
    ...described(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    index('identity_actors_consumer').on(table.instance_id, table.consumer_id, table.id),
    linkInInstance(table, table.consumer_id, consumers),
  ],
);

export const actorEntity = tenantEntity({ name: 'identity.actor', kind: 'identityActor', table: actors });

export type ActorRow = typeof actors.$inferSelect;
