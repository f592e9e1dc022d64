import { tenantEntity } from '@berth/resource';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { byUpdate, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { described } from './columns.ts';

export const BEHAVIORS = ['allow', 'deny', 'require_consent'] as const;
export type Behavior = (typeof BEHAVIORS)[number];

export const delegationConfigs = pgTable(
  'identity_delegation_configs',
  {
    ...tenantKey(),
    name: text(),
    sub_delegation_behavior: text().$type<Behavior>().notNull(),
    sub_delegation_depth: integer().notNull(),
    ...described(),
  },
  (table) => [...tenantRow(table), byUpdate(table)],
);

export const delegationConfigEntity = tenantEntity({
  name: 'identity.delegation_config',
  kind: 'delegationConfig',
  table: delegationConfigs,
});
