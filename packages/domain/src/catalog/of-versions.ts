import { type Filter, through } from '@berth/resource';
import { sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { providerVersions } from './tables/provider-version.ts';

/** Filters rows by version: keeps those whose column is the specification of one of the versions. */
export const ofVersions = (column: PgColumn, options: Parameters<typeof through>[1] = {}): Filter =>
  through(
    (ids) =>
      sql`${column} in (select ${providerVersions.specification_id} from ${providerVersions} where ${providerVersions.id} = any(${ids}))`,
    options,
  );
