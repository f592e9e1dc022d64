import { idText, stamps } from '@berth/db';
import { and, eq, getTableColumns, getTableName } from 'drizzle-orm';
import { type AnyPgColumn, index, json, type PgTable, text } from 'drizzle-orm/pg-core';
import { authMethodOf, authMethods } from '../../catalog/auth-method/table.ts';
import { linkToOwned } from '../../catalog/tables/owned.ts';
import { byUpdate, linkInInstance, tenantKey, tenantRow } from '../../governance/tenant.ts';
import { authConfigs } from '../auth-config/table.ts';
import { authCredentials, credentialsOf } from '../auth-credentials/table.ts';
import { aboutProvider, rowAboutProvider } from '../tables/columns.ts';
import { deploymentOf, deployments } from '../tables/deployment.ts';

/** The columns of an import or export of an auth config: who moved its value, from where, and why. */
export const transferColumns = () => ({
  ...tenantKey(),
  note: text().notNull(),
  ip: text(),
  user_agent: text(),
  metadata: json().$type<Record<string, unknown>>(),
  ...aboutProvider(),
  provider_auth_config_id: idText().notNull(),
  auth_method_id: idText().notNull(),
  /** The deployment and the app registration of the auth config at that time. */
  provider_deployment_id: idText(),
  provider_auth_credentials_id: idText(),
  ...stamps(),
});

type Transfer = PgTable & Record<keyof ReturnType<typeof transferColumns>, AnyPgColumn>;

/** The constraints for `transferColumns`, and the indexes of its filters. */
export function transferRow(table: Record<keyof ReturnType<typeof transferColumns>, AnyPgColumn>) {
  const name = getTableName(table.id.table);
  const { instance_id, id } = table;
  return [
    ...tenantRow(table),
    byUpdate(table),
    ...rowAboutProvider(table),
    index(`${name}_auth_config`).on(instance_id, table.provider_auth_config_id, id),
    index(`${name}_deployment`).on(instance_id, table.provider_deployment_id, id),
    index(`${name}_credentials`).on(instance_id, table.provider_auth_credentials_id, id),
    linkToOwned(table.provider_owner, table.auth_method_id, authMethods),
    linkInInstance(table, table.provider_auth_config_id, authConfigs),
    linkInInstance(table, table.provider_deployment_id, deployments),
    linkInInstance(table, table.provider_auth_credentials_id, authCredentials),
  ];
}

/** The joins that read the auth config of a row, as its own list shows it. */
export const authConfigOf = (table: Transfer) => ({
  auth_config: {
    table: authConfigs,
    on: and(
      eq(authConfigs.instance_id, table.instance_id),
      eq(authConfigs.id, table.provider_auth_config_id),
    ),
    columns: getTableColumns(authConfigs),
  },
  auth_method: authMethodOf(authConfigs),
  deployment: deploymentOf(authConfigs),
  credentials: credentialsOf(authConfigs),
});
