import { rawStatement, runPrepared } from '@berth/db';
import { isId } from '@berth/kernel';
import { type Context, INSTANCE } from '@berth/resource';
import { sql } from 'drizzle-orm';

/**
 * Resolves the id of a setup session to that of the auth config that it has made, for a key that may read sessions.
 * Returns any other text unchanged. The table is named in SQL, because setup sessions are built on auth configs.
 */
export async function bySession(ctx: Context, text: string): Promise<string> {
  if (!isId('setupSession', text) || !ctx.scopes.has('provider-setup-sessions:read')) return text;
  const [row] = await runPrepared(
    ctx,
    'auth config of a session',
    (db) =>
      rawStatement<{ id: string | null }>(
        db,
        sql`select auth_config_id as id from provider_setup_sessions
          where instance_id = ${sql.placeholder(INSTANCE)} and id = ${sql.placeholder('session')}`,
      ),
    { [INSTANCE]: ctx.instanceId, session: text },
  );
  return row?.id ?? text;
}
