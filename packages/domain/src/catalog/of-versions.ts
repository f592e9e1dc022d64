import { type Filter, type ReferenceThrough, through } from '@berth/resource';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { providerVersions } from './tables/provider-version.ts';

/** Filters rows by version: keeps those whose column is the specification of one of the versions. */
export const ofVersions = (column: PgColumn, options: Parameters<typeof through>[1] = {}): Filter =>
  through(
    (ids) =>
      sql`${column} in (select ${providerVersions.specification_id} from ${providerVersions} where ${providerVersions.id} = any(${ids}))`,
    options,
  );

/**
 * The references of rows that have a specification to its versions. A row keeps the last live version of its
 * specification from being archived.
 */
export const throughSpecification = (
  hasSpecification: (specifications: SQL) => SQL,
): Record<'provider.version', ReferenceThrough> => ({
  'provider.version': {
    blocks: true,
    matches: (id, blocking) => {
      const other = sql`select 1 from ${providerVersions} other
        where other.specification_id = ${providerVersions.specification_id}
        and other.id <> ${providerVersions.id} and other.status = 'active'`;
      return hasSpecification(sql`select ${providerVersions.specification_id} from ${providerVersions}
        where ${providerVersions.id} = ${id}${blocking ? sql` and not exists (${other})` : sql``}`);
    },
  },
});
