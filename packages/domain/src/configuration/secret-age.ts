import { type Filter, flag, INSTANCE, NOW } from '@berth/resource';
import { sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { instances } from '../governance/tables/instance.ts';

/** The time before which a secret is older than the instance allows; null where it allows any age. */
const oldestAllowed = sql`(select ${sql.placeholder(NOW)}::timestamptz - ${instances.secret_max_age_days} * interval '1 day'
  from ${instances} where ${instances.id} = ${sql.placeholder(INSTANCE)})`;

/**
 * Keeps the rows with a secret that is older than `secret_max_age_days` of their instance, at the moment of the
 * request. A policy can make few rows outdated, or all: the index of the ages in the order of lists is walked. `byAge`
 * says that the table has an index in the order of the ages too, which finds the few of a large table.
 */
export const secretsOutdated = (
  { oldest_secret_at: oldest }: { oldest_secret_at: PgColumn },
  { byAge = false }: { byAge?: boolean } = {},
): Filter => ({
  ...flag(
    () => sql`(${oldest} is not null and ${oldest} < ${oldestAllowed})`,
    byAge ? { value: true, by: oldest } : undefined,
  ),
  drifts: true,
  about: () =>
    'True keeps the rows with a secret of their own that is older than `secret_max_age_days` of the instance, false the others. Without that setting no row is.',
});
