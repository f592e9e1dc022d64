import { pgArray, runPrepared } from '@berth/db';
import { type Context, NOW, state } from '@berth/resource';
import { asc, sql } from 'drizzle-orm';
import { isExpired } from './limits.ts';
import type { ApiKeyNow } from './presenter.ts';
import { type ApiKeyRow, apiKeys, oldSecrets } from './table.ts';

const now = sql`${sql.placeholder(NOW)}::timestamptz`;
const active = sql`${apiKeys.status} = 'active'`;

/** The status as it is shown: a key expires without a write. */
export const statusFilter = state(
  {
    active: () => sql`${active} and (${apiKeys.expires_at} is null or ${apiKeys.expires_at} > ${now})`,
    expired: () => sql`${active} and ${apiKeys.expires_at} <= ${now}`,
    revoked: () => sql`${apiKeys.status} = 'revoked'`,
  },
  ['active'],
);

/** Presents keys as of now, with the old secrets that still work. */
export async function asOfNow(ctx: Context, rows: ApiKeyRow[]): Promise<ApiKeyNow[]> {
  const olds = await runPrepared(
    ctx,
    'api-keys+old',
    (db) =>
      db
        .select({
          key: oldSecrets.api_key_id,
          hint: oldSecrets.token_hint,
          expires_at: oldSecrets.expires_at,
        })
        .from(oldSecrets)
        .where(
          sql`${oldSecrets.api_key_id} = any(${sql.placeholder('keys')}::text[]) and ${oldSecrets.expires_at} > ${now}`,
        )
        .orderBy(asc(oldSecrets.expires_at), asc(oldSecrets.token_hash)),
    { keys: pgArray(rows.map(({ id }) => id)), [NOW]: ctx.now.toISOString() },
  );
  return rows.map((row) => {
    const expired = isExpired(row, ctx.now);
    const works = row.status === 'active' && !expired;
    const own = works ? olds.filter(({ key }) => key === row.id) : [];
    return {
      ...row,
      isExpired: expired,
      oldSecrets: own.map(({ hint, expires_at }) => ({ hint, expires_at })),
    };
  });
}
