import { idText, link, type Queryable } from '@berth/db';
import { getTableName, sql } from 'drizzle-orm';
import { type AnyPgColumn, check, unique } from 'drizzle-orm/pg-core';
import type { NewRows } from './new-rows.ts';

/** The owner of shipped catalogue rows. Other catalogue rows are owned by an instance. */
export const PUBLIC = 'public';

/** The writer of catalogue rows: an instance for its own providers, `public` for the shipped catalogue. */
export interface CatalogWriter {
  db: Queryable;
  ownerId: string;
  now: Date;
  /** Collects the rows of new providers, which are inserted together. Without it each is inserted at once. */
  later?: NewRows;
  /** The content is that of a release, whose tests check it. Else it is checked before it is stored. */
  isChecked?: true;
}

/** The columns of a catalogue row's key and of its owner: an instance, or `public`. */
export const ownedKey = () => ({ id: idText().primaryKey(), owner_id: idText().notNull() });

type OwnedRow = Record<keyof ReturnType<typeof ownedKey>, AnyPgColumn>;

/** The unique constraint for `ownedKey`, which lets a foreign key include the owner. */
export const ownedRow = (table: OwnedRow) => unique().on(table.owner_id, table.id);

/** A foreign key to a row of the same owner. */
export const linkToOwned = (owner: AnyPgColumn, column: AnyPgColumn, to: OwnedRow) =>
  link([owner, column], [to.owner_id, to.id]);

/** A foreign key to a row of the same provider. */
export const linkInProvider = (
  table: { provider_id: AnyPgColumn },
  column: AnyPgColumn,
  to: { provider_id: AnyPgColumn; id: AnyPgColumn },
) => link([table.provider_id, column], [to.provider_id, to.id]);

/** The owner of the catalogue rows that a row of an instance refers to. */
export const providerOwner = () => idText().notNull();

/** Allows references only to public rows and the instance's own. The foreign key checks the rest. */
export const ownerIsVisible = (table: { instance_id: AnyPgColumn; provider_owner: AnyPgColumn }) =>
  check(
    `${getTableName(table.instance_id.table)}_owner`,
    sql`${table.provider_owner} in (${table.instance_id}, 'public')`,
  );
