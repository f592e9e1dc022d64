import { idText } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { linkInProvider } from '../../catalog/tables/owned.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { aboutProvider, described, rowAboutProvider, rowWithSecretAge, secretAge } from './columns.ts';
import { deployments } from './deployment.ts';
import { linkToRevision } from './value-revision.ts';

export const configVaults = pgTable(
  'provider_config_vaults',
  {
    ...tenantKey(),
    name: text().notNull(),
    ...aboutProvider(),
    specification_id: idText().notNull(),
    /** The deployment that the vault is locked to. */
    provider_deployment_id: idText(),
    revision: integer().notNull(),
    ...secretAge(),
    ...described(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    ...rowAboutProvider(table),
    rowWithSecretAge(table),
    index('provider_config_vaults_deployment').on(table.instance_id, table.provider_deployment_id, table.id),
    index('provider_config_vaults_specification').on(table.instance_id, table.specification_id, table.id),
    linkInProvider(table, table.specification_id, specifications),
    linkInInstance(table, table.provider_deployment_id, deployments),
    linkToRevision(table, table.id, table.revision),
  ],
);

export const configVaultEntity = tenantEntity({
  name: 'provider.config_vault',
  kind: 'configVault',
  table: configVaults,
  ties: { providers: ['provider_id'], deployments: ['provider_deployment_id'] },
});

/** The columns of a vault inside a config. */
export const configVaultColumns = {
  id: configVaults.id,
  status: configVaults.status,
  name: configVaults.name,
  description: configVaults.description,
  metadata: configVaults.metadata,
  provider_id: configVaults.provider_id,
  specification_id: configVaults.specification_id,
  revision: configVaults.revision,
  oldest_secret_at: configVaults.oldest_secret_at,
  row_version: configVaults.row_version,
  created_at: configVaults.created_at,
  updated_at: configVaults.updated_at,
  archived_at: configVaults.archived_at,
};
export type ConfigVaultPart = Pick<typeof configVaults.$inferSelect, keyof typeof configVaultColumns>;
