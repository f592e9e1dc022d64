import { archivableOf } from '../../stamps.ts';
import { identifierOf } from '../find-provider.ts';
import { presentProviderVersion } from '../provider-version/index.ts';
import { presentPublisher } from '../publisher/index.ts';
import { PUBLIC } from '../tables/owned.ts';
import type { providers } from '../tables/provider.ts';
import type { ProviderVersionPart } from '../tables/provider-version.ts';
import type { PublisherPart } from '../tables/publisher.ts';
import type { ProviderView } from './schema.ts';

/** The part of OAuth in the current version of a provider. */
export interface OAuthPart {
  has_oauth: boolean;
  /** The address to which sign-ins come back; null without an OAuth method that Berth signs in with. */
  callback_url: string | null;
}

export type ProviderRow = typeof providers.$inferSelect & {
  publisher: PublisherPart | null;
  current_version: ProviderVersionPart | null;
} & OAuthPart;

export function presentProvider(row: ProviderRow): ProviderView {
  if (!row.publisher) throw new Error(`The provider ${row.id} has no publisher`);
  return {
    object: 'provider',
    id: row.id,
    access: row.owner_id === PUBLIC ? 'public' : 'tenant',
    status: row.status,
    publisher: presentPublisher(row.publisher),
    current_version: row.current_version && presentProviderVersion(row.current_version),
    oauth: row.has_oauth
      ? { status: 'enabled', callback_url: row.callback_url, auto_registration: { status: 'unsupported' } }
      : null,
    identifier: identifierOf(row),
    name: row.name,
    description: row.description,
    slug: row.slug,
    metadata: row.metadata,
    ...archivableOf(row),
  };
}
