import { archivable, idText, stamps } from '@berth/db';
import { getTableName, sql } from 'drizzle-orm';
import { type AnyPgColumn, check, index, json, text } from 'drizzle-orm/pg-core';
import { linkToOwned } from '../../catalog/tables/owned.ts';
import { providers } from '../../catalog/tables/provider.ts';

/** What deployments, vaults, configs and auth configs have in common. */
export const described = () => ({
  description: text(),
  metadata: json().$type<Record<string, unknown>>(),
  ...archivable(),
  ...stamps(),
});

/** The owner of what a row refers to in the catalogue. */
export const providerOwner = () => idText().notNull();

/** Only public rows and the instance's own can be referred to; the foreign key does the rest. */
export const ownerIsVisible = (table: { instance_id: AnyPgColumn; provider_owner: AnyPgColumn }) =>
  check(
    `${getTableName(table.instance_id.table)}_owner`,
    sql`${table.provider_owner} in (${table.instance_id}, 'public')`,
  );

/** The provider that a row is about. */
export const aboutProvider = () => ({ provider_owner: providerOwner(), provider_id: idText().notNull() });

/** What holds for `aboutProvider`, and the index of the rows of one provider. */
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
