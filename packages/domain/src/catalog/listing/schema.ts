import { linesText, lineText } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, Description, Identifier, nullable, optional, RequiredName, words } from '../../fields.ts';
import { patterns } from '../../patterns.ts';
import { versioned } from '../../stamps.ts';
import { CategoryView } from '../category/index.ts';
import { CollectionView } from '../collection/index.ts';
import { GroupView } from '../group/index.ts';
import { ProviderView } from '../provider/index.ts';
import { shelvesInput } from '../shelf/index.ts';

const Attributes = Type.Object({
  is_public: about('True for a listing that every instance sees.', Type.Boolean()),
  is_customized: about(
    'True for a listing with a name, a description or an image of its own.',
    Type.Boolean(),
  ),
  is_metorial: about('Always false: no listing is of Metorial.', Type.Boolean()),
  is_verified: about('True for a listing of the shipped catalogue.', Type.Boolean()),
  is_official: about(
    'Always false: the description of a shipped provider is that of Berth, and its maker has not written it.',
    Type.Boolean(),
  ),
});

export const ListingView = Type.Object({
  object: Type.Literal('provider.listing'),
  id: Identifier,
  status: about('The status of the provider.', words('active', 'archived')),
  attributes: Attributes,
  name: Type.String(),
  description: nullable(Type.String()),
  slug: about('The slug of the provider.', Type.String()),
  image_url: Type.String(),
  readme: about('Markdown; null in a list.', nullable(Type.String())),
  skills: Type.Array(Type.String()),
  provider: ProviderView,
  categories: Type.Array(CategoryView),
  collections: Type.Array(CollectionView),
  groups: about('Groups of your instance, for a key that may read them.', Type.Array(GroupView)),
  ...versioned,
});
export type ListingView = Static<typeof ListingView>;

/** The most characters of an image: a list shows a hundred of them. */
const MOST_IMAGE = 10_000;

export const UpdateListing = Type.Object({
  name: optional(about("A name for the listing; null shows the provider's.", nullable(RequiredName))),
  description: optional(
    about("A description for the listing; null shows the provider's.", nullable(Description)),
  ),
  readme: optional(about('Markdown.', nullable(linesText({ maxLength: 65_536 })))),
  image_url: optional(
    about(
      'An https address or a data URL of an image; null shows the first letter of the name.',
      nullable(Type.String({ pattern: patterns.imageUrl, maxLength: MOST_IMAGE })),
    ),
  ),
  skills: optional(
    about(
      'What the provider can do, in a few words each.',
      Type.Array(lineText({ maxLength: 100, isNeeded: true }), { maxItems: 50 }),
    ),
  ),
  categories: optional(shelvesInput('categories')),
  collections: optional(shelvesInput('collections')),
});
export type UpdateListing = Static<typeof UpdateListing>;
