import type { Queryable } from '@berth/db';
import { type Context, insideReach } from '@berth/resource';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { isExpired, scopesOfKey } from '../../governance/api-key/index.ts';
import { apiKeys } from '../../governance/api-key/table.ts';
import { authConfigEntity } from '../auth-config/table.ts';
import type { SetupType } from './schema.ts';
import { type SetupSession, setupSessionEntity, setupSessions } from './table.ts';

type Key = typeof apiKeys.$inferSelect;

/** The parts of a context that the check needs. `db` may lock. */
type Asking = Pick<Context, 'now' | 'services'> & { db: Queryable };

/** The scopes that a page writes with. */
export const scopesOfType = (type: SetupType): string[] => [
  ...(type === 'config_only' ? [] : ['provider-auth-configs:write']),
  ...(type === 'auth_only' ? [] : ['provider-configs:write']),
];

/** The scope that names an identity for a session. */
export const IDENTITY_SCOPE = 'identity-credentials:write';

/**
 * Tells if the keys that made a session, and named its identity, could still do so: they are not revoked, not expired,
 * and have the scopes and the reach. With `held` they stay as they are until the transaction ends. One made before
 * migration 0030 names no key.
 */
export async function mayStillMake(
  { db, now, services }: Asking,
  session: SetupSession,
  { held = false }: { held?: boolean } = {},
): Promise<boolean> {
  const { created_by, identity_by, identity_id } = session;
  const namer = identity_id === null ? null : identity_by;
  const ids = [...new Set([created_by, namer].filter((id) => id !== null))];
  if (ids.length === 0) return true;
  const asked = db.select().from(apiKeys).where(inArray(apiKeys.id, ids)).orderBy(apiKeys.id);
  const keys = held ? await asked.for('share') : await asked;
  const holds = (id: string | null, needed: readonly string[]): boolean => {
    if (id === null) return true;
    const key = keys.find((one) => one.id === id);
    if (key?.status !== 'active' || isExpired(key, now)) return false;
    const scopes = scopesOfKey(key, services.registry.scopes);
    return needed.every((scope) => scopes.has(scope));
  };
  if (!holds(created_by, neededFor(session)) || !holds(namer, [IDENTITY_SCOPE])) return false;
  const maker = keys.find(({ id }) => id === created_by);
  return maker === undefined || isReached(db, services, session, maker);
}

/** The scopes that the key of a session needed. One for an auth config was made by the verb of that. */
const neededFor = ({ type, auth_config_id }: SetupSession): string[] =>
  auth_config_id === null
    ? ['provider-setup-sessions:write', ...scopesOfType(type)]
    : ['provider-auth-configs:write'];

/** Tells if a pending session, and the auth config that it is for, are inside the reach of a key. */
async function isReached(
  db: Queryable,
  services: Context['services'],
  { instance_id, id, auth_config_id }: SetupSession,
  { reach, bootstrap }: Key,
): Promise<boolean> {
  if (reach === null || bootstrap) return true;
  const narrowing = { reach, services };
  const { table: authConfigs } = authConfigEntity;
  const inside = db
    .select({ id: authConfigs.id })
    .from(authConfigs)
    .where(
      and(
        eq(authConfigs.instance_id, instance_id),
        eq(authConfigs.id, sql`${auth_config_id}`),
        insideReach(narrowing, authConfigEntity),
      ),
    );
  const [found] = await db
    .select({ id: setupSessions.id })
    .from(setupSessions)
    .where(
      and(
        eq(setupSessions.instance_id, instance_id),
        eq(setupSessions.id, id),
        auth_config_id === null ? insideReach(narrowing, setupSessionEntity) : sql`exists ${inside}`,
      ),
    );
  return found !== undefined;
}
