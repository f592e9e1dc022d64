import { archivable, idText, stamps } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { index, pgTable } from 'drizzle-orm/pg-core';
import { authConfigs } from '../../configuration/auth-config/table.ts';
import { aboutProvider, rowAboutProvider } from '../../configuration/tables/columns.ts';
import { deployments } from '../../configuration/tables/deployment.ts';
import { providerConfigs } from '../../configuration/tables/provider-config.ts';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { delegationConfigs } from '../tables/delegation-config.ts';
import { identities } from '../tables/identity.ts';

export const credentials = pgTable(
  'identity_credentials',
  {
    ...tenantKey(),
    identity_id: idText().notNull(),
    ...aboutProvider(),
    deployment_id: idText().notNull(),
    config_id: idText().notNull(),
    /** Null for a provider without auth methods. */
    auth_config_id: idText(),
    delegation_config_id: idText(),
    ...archivable(),
    ...stamps(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    ...rowAboutProvider(table),
    index('identity_credentials_identity').on(table.instance_id, table.identity_id, table.id),
    index('identity_credentials_deployment').on(table.instance_id, table.deployment_id, table.id),
    index('identity_credentials_config').on(table.instance_id, table.config_id, table.id),
    index('identity_credentials_auth_config').on(table.instance_id, table.auth_config_id, table.id),
    index('identity_credentials_delegation_config').on(
      table.instance_id,
      table.delegation_config_id,
      table.id,
    ),
    linkInInstance(table, table.identity_id, identities),
    linkInInstance(table, table.deployment_id, deployments),
    linkInInstance(table, table.config_id, providerConfigs),
    linkInInstance(table, table.auth_config_id, authConfigs),
    linkInInstance(table, table.delegation_config_id, delegationConfigs),
  ],
);

export const credentialEntity = tenantEntity({
  name: 'identity.credential',
  kind: 'identityCredential',
  table: credentials,
});

export type CredentialRow = typeof credentials.$inferSelect;
