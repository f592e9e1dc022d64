import { idText, instant } from '@berth/db';
import type { Problem } from '@berth/kernel';
import { tenantEntity } from '@berth/resource';
import { and, eq, sql } from 'drizzle-orm';
import { boolean, check, index, integer, json, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { linkInProvider } from '../../catalog/tables/owned.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { byLag, byPair, byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import type { ToolFilter } from '../tool-filter/index.ts';
import { aboutProvider, described, rowAboutProvider, rowWithSecretAge, secretAge } from './columns.ts';
import { configVaultColumns, configVaults } from './config-vault.ts';
import { deployments } from './deployment.ts';
import { linkToRevision } from './value-revision.ts';

export const providerConfigs = pgTable(
  'provider_configs',
  {
    ...tenantKey(),
    /** A name for programs, unique among the live configs of the instance. It sorts by its bytes everywhere. */
    handle: idText(),
    name: text(),
    enabled: boolean().notNull().default(true),
    tool_filter: json().$type<ToolFilter>().notNull(),
    ...aboutProvider(),
    specification_id: idText().notNull(),
    provider_deployment_id: idText(),
    /** The deployment whose default config this is. */
    default_of_deployment_id: idText(),
    provider_config_vault_id: idText(),
    /** The vault revision that the config is pinned to; null follows the current one. */
    vault_revision: integer(),
    /** The current revision of the config's own value; null when it has only the vault's value. */
    revision: integer(),
    /** The problems of a value that no longer fits, after a forced edit of the vault. */
    invalid_reasons: json().$type<Problem[]>(),
    /** The version that the value was last checked with, the outcome, and which value that was; null before a check. */
    outcome_version_id: idText(),
    outcome_breaks: boolean(),
    outcome_of: text(),
    /** The outcome of the last test, its time, and which value was tested under which specification; null before. */
    test_failed: boolean(),
    tested_at: instant(),
    test_of: text(),
    ...secretAge(),
    ...described(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    ...rowAboutProvider(table),
    check(
      'provider_configs_value',
      sql`${table.provider_config_vault_id} is not null or ${table.revision} is not null`,
    ),
    check(
      'provider_configs_pin',
      sql`${table.provider_config_vault_id} is not null or ${table.vault_revision} is null`,
    ),
    byLag('status', table, table.status),
    byLag('provider', table, table.provider_id),
    byLag('deployment', table, table.provider_deployment_id),
    index('provider_configs_disabled_by_status')
      .on(table.instance_id, table.status, table.id)
      .where(sql`(enabled) is not true`),
    index('provider_configs_handles')
      .on(table.instance_id, table.handle, table.id)
      .where(sql`handle is not null`),
    index('provider_configs_handled_by_status')
      .on(table.instance_id, table.status, table.id)
      .where(sql`handle is not null`),
    index('provider_configs_invalid_by_status')
      .on(table.instance_id, table.status, table.id)
      .where(sql`invalid_reasons is not null`),
    index('provider_configs_invalid_placed')
      .on(table.instance_id, table.provider_deployment_id)
      .where(sql`invalid_reasons is not null and status = 'active'`),
    index('provider_configs_breaking').on(table.instance_id, table.id).where(sql`outcome_breaks is true`),
    index('provider_configs_safe').on(table.instance_id, table.id).where(sql`outcome_breaks is false`),
    // Not by status: PostgreSQL would take them for lists of outcomes by status, and sort all of these
    index('provider_configs_breaking_live')
      .on(table.instance_id, table.provider_deployment_id)
      .where(sql`outcome_breaks is true and archived_at is null`),
    index('provider_configs_safe_live')
      .on(table.instance_id, table.provider_deployment_id)
      .where(sql`outcome_breaks is false and archived_at is null`),
    index('provider_configs_breaking_by_provider')
      .on(table.instance_id, table.provider_id, table.id)
      .where(sql`outcome_breaks is true`),
    index('provider_configs_safe_by_provider')
      .on(table.instance_id, table.provider_id, table.id)
      .where(sql`outcome_breaks is false`),
    index('provider_configs_failing').on(table.instance_id, table.id).where(sql`test_failed is true`),
    index('provider_configs_passing').on(table.instance_id, table.id).where(sql`test_failed is false`),
    rowWithSecretAge(table),
    index('provider_configs_oldest_secret')
      .on(table.instance_id, table.oldest_secret_at, table.id)
      .where(sql`oldest_secret_at is not null`),
    // Not by status: PostgreSQL would take it for lists of a deployment by status, and sort all of them
    index('provider_configs_live')
      .on(table.instance_id, table.provider_deployment_id, table.specification_id)
      .where(sql`archived_at is null`),
    uniqueIndex('provider_configs_handle').on(table.instance_id, table.handle).where(sql`status = 'active'`),
    index('provider_configs_by_created')
      .on(table.instance_id, table.created_at, table.id)
      .where(sql`status = 'active' and handle is not null`),
    index('provider_configs_by_updated')
      .on(table.instance_id, table.updated_at, table.id)
      .where(sql`status = 'active' and handle is not null`),
    uniqueIndex('provider_configs_default').on(table.instance_id, table.default_of_deployment_id),
    index('provider_configs_status').on(table.instance_id, table.status, table.id),
    index('provider_configs_specification').on(table.instance_id, table.specification_id, table.id),
    index('provider_configs_deployment').on(table.instance_id, table.provider_deployment_id, table.id),
    // Without the many configs that have no vault
    index('provider_configs_of_vault')
      .on(table.instance_id, table.provider_config_vault_id, table.id)
      .where(sql`provider_config_vault_id is not null`),
    byPair('vault_placed', table, table.provider_config_vault_id, table.provider_deployment_id),
    index('provider_configs_pinned')
      .on(table.instance_id, table.provider_config_vault_id, table.vault_revision)
      .where(sql`vault_revision is not null`),
    linkInProvider(table, table.specification_id, specifications),
    linkInInstance(table, table.provider_deployment_id, deployments),
    linkInInstance(table, table.default_of_deployment_id, deployments),
    linkInInstance(table, table.provider_config_vault_id, configVaults),
    linkToRevision(table, table.provider_config_vault_id, table.vault_revision),
    linkToRevision(table, table.id, table.revision),
  ],
);

export const providerConfigEntity = tenantEntity({
  name: 'provider.config',
  kind: 'providerConfig',
  table: providerConfigs,
  ties: {
    providers: ['provider_id'],
    deployments: ['provider_deployment_id', 'default_of_deployment_id'],
    configs: ['id'],
    handles: 'handle',
  },
});

/** The join that reads the vault of a config. */
export const vaultOfConfig = {
  table: configVaults,
  on: and(
    eq(configVaults.instance_id, providerConfigs.instance_id),
    eq(configVaults.id, providerConfigs.provider_config_vault_id),
  ),
  columns: configVaultColumns,
};

/** The columns of a config inside another object. */
export const configPreviewColumns = {
  id: providerConfigs.id,
  name: providerConfigs.name,
  description: providerConfigs.description,
  metadata: providerConfigs.metadata,
  provider_id: providerConfigs.provider_id,
  provider_deployment_id: providerConfigs.provider_deployment_id,
  created_at: providerConfigs.created_at,
  updated_at: providerConfigs.updated_at,
};
