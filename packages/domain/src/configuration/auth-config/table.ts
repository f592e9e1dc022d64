import { idText } from '@berth/db';
import type { Entity } from '@berth/resource';
import {
  foreignKey,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { providers } from '../../catalog/provider/table.ts';
import { ownerIsVisible, providerOwner } from '../../columns.ts';
import { instances } from '../../governance/instance/table.ts';
import { described } from '../columns.ts';
import { deployments } from '../deployment/table.ts';
import type { ToolFilter } from '../tool-filter.ts';
import { valueRevisions } from '../value-revision/table.ts';

export const authConfigs = pgTable(
  'provider_auth_configs',
  {
    instance_id: idText().notNull(),
    id: idText().notNull(),
    type: text().$type<'manual' | 'oauth_manual'>().notNull(),
    name: text(),
    tool_filter: json().$type<ToolFilter>().notNull(),
    provider_owner: providerOwner(),
    provider_id: idText().notNull(),
    auth_method_id: idText().notNull(),
    provider_deployment_id: idText(),
    /** The deployment that authenticates with this one. */
    default_of_deployment_id: idText(),
    revision: integer().notNull(),
    ...described(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.id] }),
    ownerIsVisible('provider_auth_configs_owner', table),
    uniqueIndex('provider_auth_configs_default').on(table.instance_id, table.default_of_deployment_id),
    index('provider_auth_configs_provider').on(table.instance_id, table.provider_id, table.id),
    index('provider_auth_configs_deployment').on(table.instance_id, table.provider_deployment_id, table.id),
    index('provider_auth_configs_method').on(table.instance_id, table.auth_method_id, table.id),
    foreignKey({
      name: 'provider_auth_configs_instance_fk',
      columns: [table.instance_id],
      foreignColumns: [instances.id],
    }),
    foreignKey({
      name: 'provider_auth_configs_provider_fk',
      columns: [table.provider_owner, table.provider_id],
      foreignColumns: [providers.owner_id, providers.id],
    }),
    foreignKey({
      name: 'provider_auth_configs_auth_method_fk',
      columns: [table.provider_owner, table.auth_method_id],
      foreignColumns: [authMethods.owner_id, authMethods.id],
    }),
    foreignKey({
      name: 'provider_auth_configs_provider_deployment_fk',
      columns: [table.instance_id, table.provider_deployment_id],
      foreignColumns: [deployments.instance_id, deployments.id],
    }),
    foreignKey({
      name: 'provider_auth_configs_default_of_deployment_fk',
      columns: [table.instance_id, table.default_of_deployment_id],
      foreignColumns: [deployments.instance_id, deployments.id],
    }),
    foreignKey({
      name: 'provider_auth_configs_revision_fk',
      columns: [table.instance_id, table.id, table.revision],
      foreignColumns: [valueRevisions.instance_id, valueRevisions.owner_id, valueRevisions.revision],
    }),
  ],
);

export const authConfigEntity: Entity<typeof authConfigs> = {
  name: 'provider.auth_config',
  kind: 'authConfig',
  table: authConfigs,
  tenancy: { of: 'tenant', instanceId: authConfigs.instance_id },
};
