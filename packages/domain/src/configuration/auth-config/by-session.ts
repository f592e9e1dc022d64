import { isId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { sql } from 'drizzle-orm';

/**
 * Resolves the id of a setup session to that of the auth config that it has made, for a key that may read sessions.
 * Returns any other text unchanged. Names the table in SQL: setup sessions are built on auth configs.
 */
export async function bySession(ctx: Context, text: string): Promise<string> {
  if (!isId('setupSession', text) || !ctx.scopes.has('provider-setup-sessions:read')) return text;
  const found: unknown = await ctx.db.execute(
    sql`select auth_config_id as id from provider_setup_sessions
      where instance_id = ${ctx.instanceId} and id = ${text}`,
  );
  return (found as { id: string | null }[])[0]?.id ?? text; // drizzle gives raw SQL no type
}
