import { monogram } from '../../monogram.ts';
import { versionOf } from '../../stamps.ts';
import { presentCategory } from '../category/index.ts';
import { presentCollection } from '../collection/index.ts';
import { presentGroup } from '../group/index.ts';
import type { groups } from '../group/table.ts';
import { type OAuthPart, presentProvider } from '../provider/index.ts';
import type { ShelfPart } from '../shelf/index.ts';
import type { listings } from '../tables/listing.ts';
import { PUBLIC } from '../tables/owned.ts';
import type { providers } from '../tables/provider.ts';
import type { ProviderVersionPart } from '../tables/provider-version.ts';
import type { PublisherPart } from '../tables/publisher.ts';
import type { ListingView } from './schema.ts';

export type ListingRow = typeof listings.$inferSelect & {
  provider: typeof providers.$inferSelect | null;
  publisher: PublisherPart | null;
  current_version: ProviderVersionPart | null;
  categories: ShelfPart[];
  collections: ShelfPart[];
  groups: Omit<typeof groups.$inferSelect, 'instance_id'>[];
} & OAuthPart;

export function presentListing(row: ListingRow): ListingView {
  const { provider, publisher, current_version, has_oauth, callback_url } = row;
  if (!provider) throw new Error(`The listing ${row.id} has no provider`);
  const isPublic = row.owner_id === PUBLIC;
  const name = row.name ?? provider.name;
  return {
    object: 'provider.listing',
    id: row.id,
    status: row.status,
    attributes: {
      is_public: isPublic,
      is_customized: row.name !== null || row.description !== null || row.image_url !== null,
      is_metorial: false,
      is_verified: isPublic,
      is_official: false,
    },
    name,
    description: row.description ?? provider.description,
    slug: provider.slug,
    image_url: row.image_url ?? monogram(name),
    readme: row.readme ?? null, // a list reads none
    skills: row.skills,
    provider: presentProvider({ ...provider, publisher, current_version, has_oauth, callback_url }),
    categories: row.categories.map(presentCategory),
    collections: row.collections.map(presentCollection),
    groups: row.groups.map(presentGroup),
    ...versionOf(row),
  };
}
