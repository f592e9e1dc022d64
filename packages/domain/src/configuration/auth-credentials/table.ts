import { idText } from '@berth/db';
import { tenantEntity } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { type AnyPgColumn, integer, json, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { byUpdate, tenantKey, tenantRow } from '../../governance/tenant.ts';
import {
  aboutProvider,
  described,
  rowAboutProvider,
  rowWithSecretAge,
  secretAge,
} from '../tables/columns.ts';
import { linkToRevision } from '../tables/value-revision.ts';

export const authCredentials = pgTable(
  'provider_auth_credentials',
  {
    ...tenantKey(),
    name: text(),
    ...aboutProvider(),
    /** The key of the auth method: every version of the provider has its own method with this key. */
    auth_method_key: text().notNull(),
    /** The provider whose setups use these credentials unless they name others; null for credentials to be named. */
    default_of_provider_id: idText(),
    scopes: json().$type<string[]>().notNull(),
    revision: integer().notNull(),
    ...secretAge(),
    ...described(),
  },
  (table) => [
    ...tenantRow(table),
    byUpdate(table),
    ...rowAboutProvider(table),
    rowWithSecretAge(table),
    uniqueIndex('provider_auth_credentials_default').on(
      table.instance_id,
      table.default_of_provider_id,
      table.auth_method_key,
    ),
    linkToRevision(table, table.id, table.revision),
  ],
);

export type AuthCredentialsRow = typeof authCredentials.$inferSelect;

export const authCredentialsEntity = tenantEntity({
  name: 'provider.auth_credentials',
  kind: 'authCredentials',
  table: authCredentials,
  ties: { providers: ['provider_id'] },
});

/** The columns of credentials inside another row. */
const partColumns = {
  id: authCredentials.id,
  status: authCredentials.status,
  name: authCredentials.name,
  description: authCredentials.description,
  metadata: authCredentials.metadata,
  provider_id: authCredentials.provider_id,
  auth_method_key: authCredentials.auth_method_key,
  default_of_provider_id: authCredentials.default_of_provider_id,
  scopes: authCredentials.scopes,
  revision: authCredentials.revision,
  oldest_secret_at: authCredentials.oldest_secret_at,
  row_version: authCredentials.row_version,
  created_at: authCredentials.created_at,
  updated_at: authCredentials.updated_at,
  archived_at: authCredentials.archived_at,
};
export type AuthCredentialsPart = Pick<AuthCredentialsRow, keyof typeof partColumns>;

/** The join that reads the credentials of a row. */
export const credentialsOf = (row: {
  instance_id: AnyPgColumn;
  provider_auth_credentials_id: AnyPgColumn;
}) => ({
  table: authCredentials,
  on: and(
    eq(authCredentials.instance_id, row.instance_id),
    eq(authCredentials.id, row.provider_auth_credentials_id),
  ),
  columns: partColumns,
});
