import { type Context, NOW, state } from '@berth/resource';
import { type SQL, sql } from 'drizzle-orm';
import { authConfigs } from './table.ts';

export const HEALTH = ['ok', 'expiring', 'needs_reauth', 'unknown'] as const;
export type Health = (typeof HEALTH)[number];

/** The time before the end of an access token in which it counts as expiring, when nothing renews it. */
const SOON_MS = 24 * 60 * 60_000;

type Row = Pick<
  typeof authConfigs.$inferSelect,
  'needs_reauth' | 'expires_at' | 'is_refreshable' | 'health_reason' | 'health_checked_at'
>;

/** The health of a row at a moment. `healthFilter` has the same rules in SQL. */
export function healthAt(now: Date, row: Row): Health {
  const left =
    row.expires_at === null ? Number.POSITIVE_INFINITY : Date.parse(row.expires_at) - now.getTime();
  if (row.needs_reauth || (left <= 0 && !row.is_refreshable)) return 'needs_reauth';
  if (left <= 0 || (left <= SOON_MS && (!row.is_refreshable || row.health_reason !== null)))
    return 'expiring';
  return row.health_checked_at !== null && row.health_reason === null ? 'ok' : 'unknown';
}

const now = sql`${sql.placeholder(NOW)}::timestamptz`;
const { needs_reauth, expires_at, is_refreshable, health_reason, health_checked_at } = authConfigs;
const word = sql`case
  when ${needs_reauth} or (${expires_at} <= ${now} and not ${is_refreshable}) then 'needs_reauth'
  when ${expires_at} <= ${now} then 'expiring'
  when ${expires_at} <= ${now} + interval '1 day' and (not ${is_refreshable} or ${health_reason} is not null)
    then 'expiring'
  when ${health_checked_at} is not null and ${health_reason} is null then 'ok'
  else 'unknown'
end`;

/** Keeps the rows with one of the healths, as they are at the moment of the request. */
export const healthFilter = state(
  Object.fromEntries(
    HEALTH.map((one): [Health, () => SQL] => [one, () => sql`${word} = ${sql.raw(`'${one}'`)}`]),
  ),
);

/** Adds their health to rows. */
export const withHealth = <R extends Row>(ctx: Context, rows: readonly R[]): (R & { health: Health })[] =>
  rows.map((row) => ({ ...row, health: healthAt(ctx.now, row) }));
