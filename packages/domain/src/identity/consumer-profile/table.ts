import { idText, stamps } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { pgTable, uniqueIndex } from 'drizzle-orm/pg-core';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { consumers } from '../tables/consumer.ts';

export const consumerProfiles = pgTable(
  'consumer_profiles',
  { ...tenantKey(), consumer_id: idText().notNull(), ...stamps() },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    uniqueIndex('consumer_profiles_consumer').on(table.instance_id, table.consumer_id),
    linkInInstance(table, table.consumer_id, consumers),
  ],
);

export const consumerProfileEntity = tenantEntity({
  name: 'consumer.profile',
  kind: 'consumerProfile',
  table: consumerProfiles,
});
