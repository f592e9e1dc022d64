import type { Queryable } from '@berth/db';
import { idText } from '@berth/db';

/** Who writes catalogue rows: an instance for its own providers, `public` for the shipped catalogue. */
export interface CatalogWriter {
  db: Queryable;
  ownerId: string;
  now: Date;
}

/** The column of a catalogue row that names its owner: an instance, or `public`. */
export const ownerId = () => idText().notNull();
