import { type Context, change, type Filter, INSTANCE, NOW, state } from '@berth/resource';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { HealthReason } from './health-reasons.ts';
import { type AuthConfigRow, authConfigEntity, authConfigs } from './table.ts';

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
const { instance_id, id, needs_reauth, expires_at, is_refreshable, health_reason, health_checked_at } =
  authConfigs;

/** The credentials that were refused, and those that have an end: each is the condition of a partial index. */
const isRefused = sql`${needs_reauth}`;
const hasEnd = sql`${expires_at} is not null and not ${needs_reauth}`;
const isProven = sql`${health_checked_at} is not null and ${health_reason} is null`;
const isUnproven = sql`(${health_checked_at} is null or ${health_reason} is not null)`;

const isOver = sql`${expires_at} <= ${now} and not ${is_refreshable}`;
const isEnding = sql`not (${isOver}) and (${expires_at} <= ${now} or (
  ${expires_at} <= ${now} + interval '1 day' and (not ${is_refreshable} or ${health_reason} is not null)
))`;
const isLasting = sql`not ${needs_reauth} and (${expires_at} is null or not (${isOver} or ${isEnding}))`;

/** The rules of `healthAt` in SQL. */
const CONDITIONS: Record<Health, SQL> = {
  ok: sql`${isProven} and ${isLasting}`,
  expiring: sql`${hasEnd} and ${isEnding}`,
  needs_reauth: sql`(${isRefused} or (${hasEnd} and ${isOver}))`,
  unknown: sql`${isUnproven} and ${isLasting}`,
};

/** The rows that can have a health which few have, by their own indexes. */
const FEW: Partial<Record<Health, readonly SQL[]>> = {
  needs_reauth: [isRefused, sql`${hasEnd} and ${isOver}`],
  expiring: [sql`${hasEnd} and ${expires_at} <= ${now} + interval '1 day' and ${isEnding}`],
};

const byHealth = state(Object.fromEntries(HEALTH.map((one) => [one, () => CONDITIONS[one]])));

/**
 * Keeps the rows with one of the healths, as they are at the moment of the request. The credentials that need attention
 * are found by their own indexes: to walk all others for them would take as long as there are auth configs.
 */
export const healthFilter: Filter = {
  ...byHealth,
  apply: (name, value) => {
    const applied = byHealth.apply(name, value);
    const chosen = [...new Set(value as Health[])].sort();
    const parts = chosen.map((one) => FEW[one]);
    if (!parts.every((part) => part !== undefined)) return applied;
    const select = () =>
      sql.join(
        parts
          .flat()
          .map(
            (condition) =>
              sql`select ${id} from ${authConfigs} where ${instance_id} = ${sql.placeholder(INSTANCE)} and ${condition}`,
          ),
        sql` union `,
      );
    return { ...applied, walk: { column: id, param: name, many: true, select } };
  },
};

/** Adds their health to rows. */
export const withHealth = <R extends Row>(ctx: Context, rows: readonly R[]): (R & { health: Health })[] =>
  rows.map((row) => ({ ...row, health: healthAt(ctx.now, row) }));

/** The failures after which the credentials work no more, until they are connected or sent again. */
const FINAL: readonly (HealthReason | null)[] = ['invalid_grant', 'revoked', 'unauthorized'];

/**
 * Records the outcome of a use of a held auth config's credentials: the reason why the provider refused them, or null.
 * Another failure leaves credentials refused that were. Returns true when the row changed.
 */
export async function recordUse(
  ctx: Context,
  row: AuthConfigRow,
  reason: HealthReason | null,
): Promise<boolean> {
  const changed = await change(ctx, authConfigEntity, row.id, {
    health_reason: reason,
    needs_reauth: reason !== null && (row.needs_reauth || FINAL.includes(reason)),
  });
  await ctx.db
    .update(authConfigs)
    .set({ health_checked_at: ctx.now.toISOString() })
    .where(and(eq(authConfigs.instance_id, ctx.instanceId), eq(authConfigs.id, row.id)));
  return changed;
}
