import { type Context, loadAll, NOW, present, type Resource, state } from '@berth/resource';
import { sql } from 'drizzle-orm';
import { type AuthConfigView, authConfig } from '../auth-config/index.ts';
import { type ProviderConfigView, providerConfig } from '../provider-config/index.ts';
import { pageUrl } from './link.ts';
import type { SetupStatus } from './schema.ts';
import { type SetupSession, setupSessions } from './table.ts';

const now = sql`${sql.placeholder(NOW)}::timestamptz`;
const { status, outcome, expires_at } = setupSessions;
const isLive = (word: string) => sql`${status} = 'active' and ${outcome} = '${sql.raw(word)}'`;

/** Keeps the sessions with a status as it is shown: a session expires without a write. */
export const statusFilter = state(
  {
    pending: () => sql`${isLive('pending')} and ${expires_at} > ${now}`,
    completed: () => isLive('completed'),
    failed: () => isLive('failed'),
    expired: () => sql`${isLive('pending')} and ${expires_at} <= ${now}`,
    archived: () => sql`${status} = 'archived'`,
  },
  ['pending', 'completed', 'failed', 'expired'],
);

/** The status of a session as it is shown at the time of the request. */
export function statusOf(row: SetupSession, { now }: Pick<Context, 'now'>): SetupStatus {
  if (row.status === 'archived') return 'archived';
  return row.outcome === 'pending' && row.expires_at <= now.toISOString() ? 'expired' : row.outcome;
}

/** Adds to sessions their status as of now, their address, and the rows that they made: one query for each kind. */
export async function attachMade<Row extends SetupSession>(ctx: Context, rows: Row[]) {
  const authConfigs = await viewsOf<AuthConfigView>(ctx, authConfig, rows, 'auth_config_id');
  const configs = await viewsOf<ProviderConfigView>(ctx, providerConfig, rows, 'provider_config_id');
  return rows.map((row) => ({
    ...row,
    now: statusOf(row, ctx),
    url: pageUrl(ctx, row),
    auth_config: authConfigs.get(row.auth_config_id ?? '') ?? null,
    config: configs.get(row.provider_config_id ?? '') ?? null,
  }));
}

/** Reads the views of the rows that sessions name in a column, by id. */
async function viewsOf<View>(
  ctx: Context,
  resource: Resource,
  rows: readonly SetupSession[],
  column: 'auth_config_id' | 'provider_config_id',
): Promise<Map<string, View>> {
  const ids = [...new Set(rows.flatMap((row) => row[column] ?? []))];
  const found = ids.length > 0 ? await loadAll<{ id: string }>(ctx, resource, ids) : [];
  return new Map(found.map((row) => [row.id, present(resource, row) as View]));
}
