import { idText, instant } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, json, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Grant } from '../../catalog/auth-method/index.ts';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { linkToOwned } from '../../catalog/tables/owned.ts';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { authCredentials } from '../auth-credentials/table.ts';
import {
  aboutProvider,
  described,
  rowAboutProvider,
  rowWithSecretAge,
  secretAge,
} from '../tables/columns.ts';
import { deployments } from '../tables/deployment.ts';
import { linkToRevision } from '../tables/value-revision.ts';
import type { ToolFilter } from '../tool-filter/index.ts';
import type { HealthReason } from './health-reasons.ts';

export const authConfigs = pgTable(
  'provider_auth_configs',
  {
    ...tenantKey(),
    type: text().$type<'manual' | 'oauth_manual' | 'oauth_automated'>().notNull(),
    source: text().$type<'manual' | 'setup_session' | 'system'>().notNull().default('manual'),
    name: text(),
    tool_filter: json().$type<ToolFilter>().notNull(),
    ...aboutProvider(),
    auth_method_id: idText().notNull(),
    /** The app registration that refreshes the tokens. */
    provider_auth_credentials_id: idText(),
    provider_deployment_id: idText(),
    /** The deployment that authenticates with this auth config. */
    default_of_deployment_id: idText(),
    revision: integer().notNull(),
    ...secretAge(),
    /** The grant by which Berth got the tokens; null for a value that came from elsewhere. */
    oauth_grant: text().$type<Grant>(),
    /** The end of the access token; null when it is unknown. */
    expires_at: instant(),
    /** True when Berth can get another access token by itself. */
    is_refreshable: boolean().notNull().default(false),
    /** The time from which the job renews the tokens; null when it does not. After a failure it is later each time. */
    refresh_due_at: instant(),
    /** The number of times that the job has tried since the tokens were stored. */
    refresh_failures: integer().notNull().default(0),
    /** A process refreshes the tokens until then; null when none does. */
    refresh_claimed_until: instant(),
    /** True when the provider has refused the credentials. */
    needs_reauth: boolean().notNull().default(false),
    /** The reason why the last use of the credentials failed; null when it succeeded, or there was none. */
    health_reason: text().$type<HealthReason>(),
    health_checked_at: instant(),
    ...described(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    ...rowAboutProvider(table),
    rowWithSecretAge(table),
    uniqueIndex('provider_auth_configs_default').on(table.instance_id, table.default_of_deployment_id),
    index('provider_auth_configs_deployment').on(table.instance_id, table.provider_deployment_id, table.id),
    index('provider_auth_configs_method').on(table.instance_id, table.auth_method_id, table.id),
    index('provider_auth_configs_credentials').on(
      table.instance_id,
      table.provider_auth_credentials_id,
      table.id,
    ),
    index('provider_auth_configs_refresh')
      .on(table.refresh_due_at, table.instance_id, table.id)
      .where(sql`is_refreshable and not needs_reauth and status = 'active'`),
    // The lists by health walk these
    index('provider_auth_configs_refused').on(table.instance_id, table.id).where(sql`needs_reauth`),
    index('provider_auth_configs_ending')
      .on(table.instance_id, table.expires_at)
      .where(sql`expires_at is not null and not needs_reauth`),
    index('provider_auth_configs_proven')
      .on(table.instance_id, table.id)
      .where(sql`health_checked_at is not null and health_reason is null`),
    index('provider_auth_configs_unproven')
      .on(table.instance_id, table.id)
      .where(sql`health_checked_at is null or health_reason is not null`),
    linkToOwned(table.provider_owner, table.auth_method_id, authMethods),
    linkInInstance(table, table.provider_auth_credentials_id, authCredentials),
    linkInInstance(table, table.provider_deployment_id, deployments),
    linkInInstance(table, table.default_of_deployment_id, deployments),
    linkToRevision(table, table.id, table.revision),
  ],
);

export type AuthConfigRow = typeof authConfigs.$inferSelect;

export const authConfigEntity = tenantEntity({
  name: 'provider.auth_config',
  kind: 'authConfig',
  table: authConfigs,
  ties: {
    providers: ['provider_id'],
    deployments: ['provider_deployment_id', 'default_of_deployment_id'],
  },
});
