import { idText } from '@berth/db';
import type { Entity } from '@berth/resource';
import { foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { providers } from '../../catalog/provider/table.ts';
import { specifications } from '../../catalog/specification/table.ts';
import { ownerIsVisible, providerOwner } from '../../columns.ts';
import { instances } from '../../governance/instance/table.ts';
import { described } from '../columns.ts';
import { deployments } from '../deployment/table.ts';
import { valueRevisions } from '../value-revision/table.ts';

export const configVaults = pgTable(
  'provider_config_vaults',
  {
    instance_id: idText().notNull(),
    id: idText().notNull(),
    name: text().notNull(),
    provider_owner: providerOwner(),
    provider_id: idText().notNull(),
    specification_id: idText().notNull(),
    /** The deployment that the vault is locked to. */
    provider_deployment_id: idText(),
    revision: integer().notNull(),
    ...described(),
  },
  (table) => [
    primaryKey({ columns: [table.instance_id, table.id] }),
    ownerIsVisible('provider_config_vaults_owner', table),
    index('provider_config_vaults_provider').on(table.instance_id, table.provider_id, table.id),
    index('provider_config_vaults_deployment').on(table.instance_id, table.provider_deployment_id, table.id),
    foreignKey({
      name: 'provider_config_vaults_instance_fk',
      columns: [table.instance_id],
      foreignColumns: [instances.id],
    }),
    foreignKey({
      name: 'provider_config_vaults_provider_fk',
      columns: [table.provider_owner, table.provider_id],
      foreignColumns: [providers.owner_id, providers.id],
    }),
    foreignKey({
      name: 'provider_config_vaults_specification_fk',
      columns: [table.provider_id, table.specification_id],
      foreignColumns: [specifications.provider_id, specifications.id],
    }),
    foreignKey({
      name: 'provider_config_vaults_provider_deployment_fk',
      columns: [table.instance_id, table.provider_deployment_id],
      foreignColumns: [deployments.instance_id, deployments.id],
    }),
    foreignKey({
      name: 'provider_config_vaults_revision_fk',
      columns: [table.instance_id, table.id, table.revision],
      foreignColumns: [valueRevisions.instance_id, valueRevisions.owner_id, valueRevisions.revision],
    }),
  ],
);

export const configVaultEntity: Entity<typeof configVaults> = {
  name: 'provider.config_vault',
  kind: 'configVault',
  table: configVaults,
  tenancy: { of: 'tenant', instanceId: configVaults.instance_id },
};
