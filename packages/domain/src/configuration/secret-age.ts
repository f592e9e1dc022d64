import { type Filter, flag, INSTANCE, NOW } from '@berth/resource';
import { sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { instances } from '../governance/tables/instance.ts';

/** The time before which a secret is older than the instance allows; null where it allows any age. */
const oldestAllowed = sql`(select ${sql.placeholder(NOW)}::timestamptz - ${instances.secret_max_age_days} * interval '1 day'
  from ${instances} where ${instances.id} = ${sql.placeholder(INSTANCE)})`;

/**
 * Keeps the rows with a secret that is older than `secret_max_age_days` of their instance, at the moment of the
 * request. The index of the secrets' ages is walked in the order of lists: a policy can make few rows outdated, or all.
 */
export const secretsOutdated = (table: { oldest_secret_at: PgColumn }): Filter => ({
  ...flag(
    () => sql`(${table.oldest_secret_at} is not null and ${table.oldest_secret_at} < ${oldestAllowed})`,
  ),
  drifts: true,
  about: () =>
    'True keeps the rows with a secret of their own that is older than `secret_max_age_days` of the instance, false the others. Without that setting no row is.',
});
