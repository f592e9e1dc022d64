import { idText, link, type Queryable } from '@berth/db';
import { type AnyPgColumn, unique } from 'drizzle-orm/pg-core';

/** The owner of shipped catalogue rows. Other catalogue rows are owned by an instance. */
export const PUBLIC = 'public';

/** The writer of catalogue rows: an instance for its own providers, `public` for the shipped catalogue. */
export interface CatalogWriter {
  db: Queryable;
  ownerId: string;
  now: Date;
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
