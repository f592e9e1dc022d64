import { INSTANCE } from '@berth/resource';
import { eq, sql } from 'drizzle-orm';
import { versionInForceIn } from './in-force.ts';
import { providers } from './tables/provider.ts';
import { providerVersionColumns, providerVersions } from './tables/provider-version.ts';
import { publisherColumns, publishers } from './tables/publisher.ts';

/** The joins from a provider to its publisher, and to the version that the instance uses. */
export const providerJoins = {
  publisher: {
    table: publishers,
    on: eq(publishers.id, providers.publisher_id),
    columns: publisherColumns,
  },
  current_version: {
    table: providerVersions,
    on: eq(providerVersions.id, versionInForceIn(sql`${sql.placeholder(INSTANCE)}`, sql`${providers.id}`)),
    columns: providerVersionColumns,
  },
};
