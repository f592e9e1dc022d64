import { bytes, idText, instant } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { index, integer, json, pgTable, text } from 'drizzle-orm/pg-core';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { linkToOwned } from '../../catalog/tables/owned.ts';
import { dataKeys } from '../../governance/data-key/table.ts';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { authConfigs } from '../auth-config/table.ts';
import { authCredentials } from '../auth-credentials/table.ts';
import { aboutProvider, described, rowAboutProvider } from '../tables/columns.ts';
import { deployments } from '../tables/deployment.ts';
import { providerConfigs } from '../tables/provider-config.ts';
import type { Configuration, SetupType } from './schema.ts';

/** Setup sessions. `status` says if one is archived; `outcome`, and the time, say the rest. */
export const setupSessions = pgTable(
  'provider_setup_sessions',
  {
    ...tenantKey(),
    type: text().$type<SetupType>().notNull(),
    outcome: text().$type<'pending' | 'completed' | 'failed'>().notNull().default('pending'),
    name: text(),
    ...aboutProvider(),
    /** Null lets the visitor of the page choose. */
    auth_method_id: idText(),
    /** The app registration to sign in with; null for the default one of the method that the visitor picks. */
    provider_auth_credentials_id: idText(),
    provider_deployment_id: idText(),
    /** The consumer that the session is for. The foreign keys to identities are in migrations: identity is above. */
    consumer_id: idText(),
    /** The identity that gets a credential of what is made. */
    identity_id: idText(),
    identity_credential_id: idText(),
    /** The key that made the session, and the one that named its identity; null for rows made before migration 0030. */
    created_by: idText(),
    identity_by: idText(),
    /** The auth config that was made; of a pending session, the one whose credential it replaces. */
    auth_config_id: idText(),
    provider_config_id: idText(),
    redirect_url: text(),
    configuration: json().$type<Configuration>(),
    /** The hash of the secret in the link. */
    secret_hash: text().notNull(),
    /** The hash of the browser that sent the form first. No other browser may send it. */
    browser_hash: text(),
    /** The number of times that the form was sent. */
    attempts: integer().notNull().default(0),
    expires_at: instant().notNull(),
    ...described(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    ...rowAboutProvider(table),
    index('provider_setup_sessions_method').on(table.instance_id, table.auth_method_id, table.id),
    index('provider_setup_sessions_credentials').on(
      table.instance_id,
      table.provider_auth_credentials_id,
      table.id,
    ),
    index('provider_setup_sessions_consumer').on(table.instance_id, table.consumer_id, table.id),
    index('provider_setup_sessions_identity').on(table.instance_id, table.identity_id, table.id),
    index('provider_setup_sessions_deployment').on(table.instance_id, table.provider_deployment_id, table.id),
    index('provider_setup_sessions_auth_config').on(table.instance_id, table.auth_config_id, table.id),
    index('provider_setup_sessions_outcome').on(table.instance_id, table.status, table.outcome, table.id),
    linkToOwned(table.provider_owner, table.auth_method_id, authMethods),
    linkInInstance(table, table.provider_auth_credentials_id, authCredentials),
    linkInInstance(table, table.provider_deployment_id, deployments),
    linkInInstance(table, table.auth_config_id, authConfigs),
    linkInInstance(table, table.provider_config_id, providerConfigs),
  ],
);

export type SetupSession = typeof setupSessions.$inferSelect;

export const setupSessionEntity = tenantEntity({
  name: 'provider.setup_session',
  kind: 'setupSession',
  table: setupSessions,
  ties: { providers: ['provider_id'], deployments: ['provider_deployment_id'] },
});

/** Sign-ins under way at a provider, at most one for each session. A row is removed by the first answer to it. */
export const setupSignIns = pgTable(
  'provider_setup_sign_ins',
  {
    /** The id is that of the session. */
    ...tenantKey(),
    state_hash: text().notNull(),
    data_key_id: idText().notNull(),
    ciphertext: bytes().notNull(),
    expires_at: instant().notNull(),
  },
  (table) => [
    ...tenantRow(table),
    index('provider_setup_sign_ins_expires').on(table.expires_at, table.instance_id),
    linkInInstance(table, table.id, setupSessions),
    linkInInstance(table, table.data_key_id, dataKeys),
  ],
);
