import { idText } from '@berth/db';
import type { Entity } from '@berth/resource';
import { boolean, foreignKey, index, json, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { providers } from '../../catalog/provider/table.ts';
import { providerVersions } from '../../catalog/provider-version/table.ts';
import { ownerIsVisible, providerOwner } from '../../columns.ts';
import { instances } from '../../governance/instance/table.ts';
import { described } from '../columns.ts';
import type { ToolFilter } from '../tool-filter.ts';

export const deployments = pgTable(
  'provider_deployments',
  {
    instance_id: idText().notNull(),
    id: idText().notNull(),
    name: text(),
    is_default: boolean().notNull().default(false),
    /** Flags of an administrator: only who may administer deployments changes those that have one. */
    managed: boolean().notNull().default(false),
    internal: boolean().notNull().default(false),
    tool_filter: json().$type<ToolFilter>().notNull(),
    provider_owner: providerOwner(),
    provider_id: idText().notNull(),
    /** The version that the deployment is pinned to; null follows the provider's current one. */
    locked_version_id: idText(),
    ...described(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.id] }),
    ownerIsVisible('provider_deployments_owner', table),
    index('provider_deployments_provider').on(table.instance_id, table.provider_id, table.id),
    index('provider_deployments_version').on(table.instance_id, table.locked_version_id, table.id),
    foreignKey({
      name: 'provider_deployments_instance_fk',
      columns: [table.instance_id],
      foreignColumns: [instances.id],
    }),
    foreignKey({
      name: 'provider_deployments_provider_fk',
      columns: [table.provider_owner, table.provider_id],
      foreignColumns: [providers.owner_id, providers.id],
    }),
    foreignKey({
      name: 'provider_deployments_locked_version_fk',
      columns: [table.provider_id, table.locked_version_id],
      foreignColumns: [providerVersions.provider_id, providerVersions.id],
    }),
  ],
);

export const deploymentEntity: Entity<typeof deployments> = {
  name: 'provider.deployment',
  kind: 'deployment',
  table: deployments,
  tenancy: { of: 'tenant', instanceId: deployments.instance_id },
};

/** The columns of a deployment inside another object. */
export const deploymentPreviewColumns = (table: typeof deployments) => ({
  id: table.id,
  is_default: table.is_default,
  name: table.name,
  description: table.description,
  metadata: table.metadata,
  provider_id: table.provider_id,
  created_at: table.created_at,
  updated_at: table.updated_at,
});
