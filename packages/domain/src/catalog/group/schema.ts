import { type Static, Type } from '@sinclair/typebox';
import { about, Description, Identifier, nullable, optional, RequiredName } from '../../fields.ts';
import { versioned } from '../../stamps.ts';

export const GroupView = Type.Object({
  object: Type.Literal('provider.listing_group'),
  id: Identifier,
  name: Type.String(),
  description: nullable(Type.String()),
  slug: about(
    'Made of the first name, and unique in the instance. It stays when the name changes.',
    Type.String(),
  ),
  ...versioned,
});
export type GroupView = Static<typeof GroupView>;

export const CreateGroup = Type.Object({ name: RequiredName, description: optional(nullable(Description)) });
export type CreateGroup = Static<typeof CreateGroup>;

export const UpdateGroup = Type.Partial(CreateGroup);
export type UpdateGroup = Static<typeof UpdateGroup>;

export const ListingInput = Type.Object({
  provider_listing_id: about('The listing, by its id or slug, or by the id of its provider.', Identifier),
});
export type ListingInput = Static<typeof ListingInput>;
