import { archivable, idText, instant, stamps } from '@berth/db';
import { getTableName, sql } from 'drizzle-orm';
import { type AnyPgColumn, index, json, text } from 'drizzle-orm/pg-core';
import { linkToOwned, ownerIsVisible, providerOwner } from '../../catalog/tables/owned.ts';
import { providers } from '../../catalog/tables/provider.ts';

/** The columns that deployments, vaults, configs and auth configs share. */
export const described = () => ({
  description: text(),
  metadata: json().$type<Record<string, unknown>>(),
  ...archivable(),
  ...stamps(),
});

/** The columns for the provider of a row. */
export const aboutProvider = () => ({ provider_owner: providerOwner(), provider_id: idText().notNull() });

/** The constraints for `aboutProvider`, and the index of the rows of one provider. */
export const rowAboutProvider = (
  table: Record<'instance_id' | 'id' | 'provider_owner' | 'provider_id', AnyPgColumn>,
) => [
  ownerIsVisible(table),
  index(`${getTableName(table.instance_id.table)}_provider`).on(
    table.instance_id,
    table.provider_id,
    table.id,
  ),
  linkToOwned(table.provider_owner, table.provider_id, providers),
];

/** The time at which the oldest secret of the current revision was set; null without a secret. */
export const secretAge = () => ({ oldest_secret_at: instant() });

/** The index of the rows with a secret, in the order of lists. The age is compared in it. */
export const rowWithSecretAge = (table: Record<'instance_id' | 'id' | 'oldest_secret_at', AnyPgColumn>) =>
  index(`${getTableName(table.instance_id.table)}_secret_age`)
    .on(table.instance_id, table.id, table.oldest_secret_at)
    .where(sql`oldest_secret_at is not null`);
