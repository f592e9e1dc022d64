import { type Static, Type } from '@sinclair/typebox';
import { about, Description, Identifier, optional, RequiredName, Slug, Timestamp } from '../../fields.ts';
import { times } from '../../stamps.ts';

/** The view of a shelf. */
export const shelfView = <T extends string>(object: T) =>
  Type.Object({
    object: Type.Literal(object),
    id: Identifier,
    name: Type.String(),
    description: Type.String(),
    slug: Type.String(),
    ...times,
  });

/**
 * A shelf of one's own, made or changed by the listing that stands in it; or any shelf as an answer shows it. The
 * members that only answers have are those of the shelf with this slug.
 */
const OwnShelf = Type.Object({
  slug: Slug,
  name: RequiredName,
  description: Description,
  object: optional(Type.String()),
  id: optional(Identifier),
  created_at: optional(Timestamp),
  updated_at: optional(Timestamp),
});
export type OwnShelf = Pick<Static<typeof OwnShelf>, 'slug' | 'name' | 'description' | 'id'>;

/** The shelves that a listing stands in. */
export const shelvesInput = (noun: string) =>
  about(
    `The ${noun} of the listing: each by slug or id, or as an object that makes or changes one of your own. One of your own ends with its last listing.`,
    Type.Array(Type.Union([Identifier, OwnShelf]), { maxItems: 20 }),
  );
