import { hash } from 'node:crypto';
import type { Database } from '@berth/db';
import { runPrepared } from '@berth/db';
import type { Id } from '@berth/kernel';
import { eq, sql } from 'drizzle-orm';
import { apiKeys } from './api-key/table.ts';
import { instances } from './instance/table.ts';

/** What a token proves. */
export interface Credential {
  keyId: Id<'apiKey'>;
  instanceId: Id<'instance'>;
  organizationId: Id<'organization'>;
  type: 'secret' | 'publishable';
  scopes: string[];
  bootstrap: boolean;
  requiresPreconditions: boolean;
}

/** How long a look-up is believed. A key revoked by another process works for at most this long. */
const LIFE_MS = 5_000;
const MOST = 10_000;

type Cached = { credential: Credential; until: number };
const caches = new WeakMap<Database, Map<string, Cached>>();

/** The look-ups of this process that are still believed, by token hash. */
export function tokensOf(database: Database): Map<string, Cached> {
  let cache = caches.get(database);
  if (!cache) {
    cache = new Map();
    caches.set(database, cache);
  }
  return cache;
}

export const hashToken = (token: string): string => hash('sha256', token);

/** The credential behind a token; null when it is unknown or revoked, or its instance is archived. */
export async function authenticate(database: Database, token: string, now: Date): Promise<Credential | null> {
  const tokenHash = hashToken(token);
  const cache = tokensOf(database);
  const cached = cache.get(tokenHash);
  if (cached && cached.until > now.getTime()) return cached.credential;
  const [row] = await runPrepared(
    database.read,
    database,
    'authenticate',
    (db) =>
      db
        .select({ key: apiKeys, instance: instances })
        .from(apiKeys)
        .innerJoin(instances, eq(instances.id, apiKeys.instance_id))
        .where(eq(apiKeys.token_hash, sql.placeholder('hash'))),
    { hash: tokenHash },
  );
  if (row?.key.status !== 'active' || row.instance.status !== 'active') return null;
  const credential: Credential = {
    keyId: row.key.id as Id<'apiKey'>,
    instanceId: row.instance.id as Id<'instance'>,
    organizationId: row.instance.organization_id as Id<'organization'>,
    type: row.key.type,
    scopes: row.key.scopes,
    bootstrap: row.key.bootstrap,
    requiresPreconditions: row.instance.requires_preconditions,
  };
  if (cache.size >= MOST) cache.clear();
  cache.set(tokenHash, { credential, until: now.getTime() + LIFE_MS });
  return credential;
}
