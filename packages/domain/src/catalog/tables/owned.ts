import { idText, link, type Queryable } from '@berth/db';
import { type AnyPgColumn, unique } from 'drizzle-orm/pg-core';

/** The owner of a catalogue row is an instance, or this. */
export const PUBLIC = 'public';

/** Who writes catalogue rows: an instance for its own providers, `public` for the shipped catalogue. */
export interface CatalogWriter {
  db: Queryable;
  ownerId: string;
  now: Date;
}

/** The key of a catalogue row, and its owner: an instance, or `public`. */
export const ownedKey = () => ({ id: idText().primaryKey(), owner_id: idText().notNull() });

type OwnedRow = Record<keyof ReturnType<typeof ownedKey>, AnyPgColumn>;

/** What holds for `ownedKey`, so that a link can name the owner. */
export const ownedRow = (table: OwnedRow) => unique().on(table.owner_id, table.id);

/** A link to a row of the same owner. */
export const linkToOwned = (owner: AnyPgColumn, column: AnyPgColumn, to: OwnedRow) =>
  link([owner, column], [to.owner_id, to.id]);

/** A link to a row of the same provider. */
export const linkInProvider = (
  table: { provider_id: AnyPgColumn },
  column: AnyPgColumn,
  to: { provider_id: AnyPgColumn; id: AnyPgColumn },
) => link([table.provider_id, column], [to.provider_id, to.id]);
