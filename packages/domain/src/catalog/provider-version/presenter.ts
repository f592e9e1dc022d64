import { archivableOf } from '../../stamps.ts';
import type { ProviderVersionPart, providerVersions } from '../tables/provider-version.ts';
import type { Migrations } from './migration-schema.ts';
import type { ProviderVersionView } from './schema.ts';

export function presentProviderVersion(row: ProviderVersionPart): ProviderVersionView {
  return {
    object: 'provider.version',
    id: row.id,
    status: row.status,
    version: row.version,
    provider_id: row.provider_id,
    is_current: row.is_current,
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    specification_id: row.specification_id,
    ...archivableOf(row),
  };
}

/** Presents a version on its own, with its migrations. */
export const presentWholeVersion = (row: typeof providerVersions.$inferSelect): ProviderVersionView => ({
  ...presentProviderVersion(row),
  migrations: (row.migrations ?? []) as Migrations,
});
