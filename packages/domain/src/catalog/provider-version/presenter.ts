import { timesOf } from '../../stamps.ts';
import type { providerVersions } from '../tables/provider-version.ts';
import type { ProviderVersionView } from './schema.ts';

export type ProviderVersionPart = Pick<
  typeof providerVersions.$inferSelect,
  | 'id'
  | 'version'
  | 'provider_id'
  | 'is_current'
  | 'name'
  | 'description'
  | 'metadata'
  | 'specification_id'
  | 'created_at'
  | 'updated_at'
>;

export function presentProviderVersion(row: ProviderVersionPart): ProviderVersionView {
  return {
    object: 'provider.version',
    id: row.id,
    version: row.version,
    provider_id: row.provider_id,
    is_current: row.is_current,
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    specification_id: row.specification_id,
    ...timesOf(row),
  };
}
