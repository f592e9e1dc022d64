import { idText, stamps } from '@berth/db';
import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { tenantKey, tenantRow } from '../../governance/tenant.ts';
import { linkInProvider, linkToOwned, ownerIsVisible, providerOwner } from './owned.ts';
import { providers } from './provider.ts';
import { providerVersions } from './provider-version.ts';

/** The last decision of an instance about a version. The id is that of the version. */
export const versionDecisions = pgTable(
  'provider_version_decisions',
  {
    ...tenantKey(),
    provider_owner: providerOwner(),
    provider_id: idText().notNull(),
    decision: text().$type<'approved' | 'rejected'>().notNull(),
    /** The content hash of the specification that was looked at. For another one the decision is void. */
    specification_hash: text().notNull(),
    /** The hash of its tools: an approval counts for every version of the provider with the same tools. */
    tools_hash: text(),
    reason: text(),
    /** The id of the key that decided. */
    decided_by: idText().notNull(),
    ...stamps(),
  },
  (table) => [
    ...tenantRow(table),
    ownerIsVisible(table),
    index('provider_version_decisions_tools')
      .on(table.instance_id, table.provider_id, table.tools_hash)
      .where(sql`decision = 'approved'`),
    linkToOwned(table.provider_owner, table.provider_id, providers),
    linkInProvider(table, table.id, providerVersions),
  ],
);
