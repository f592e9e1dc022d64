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

type Lookups = Map<string, { credential: Credential | null; until: number }>;

/**
 * By token hash. Those that found nothing are kept too, so that a program with an old key does not ask the database
 * with each request; apart from the others, so that made-up tokens cannot drive good ones out.
 */
const caches = new WeakMap<Database, { found: Lookups; refused: Lookups }>();

function cachesOf(database: Database): { found: Lookups; refused: Lookups } {
  let own = caches.get(database);
  if (!own) {
    own = { found: new Map(), refused: new Map() };
    caches.set(database, own);
  }
  return own;
}

/** The keys that this process believes in without a look-up, by token hash. */
export const tokensOf = (database: Database): Lookups => cachesOf(database).found;

export const hashToken = (token: string): string => hash('sha256', token);

/** The credential behind a token; null when it is unknown or revoked, or its instance is archived. */
export async function authenticate(database: Database, token: string, now: Date): Promise<Credential | null> {
  const tokenHash = hashToken(token);
  const { found, refused } = cachesOf(database);
  const cached = found.get(tokenHash) ?? refused.get(tokenHash);
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
  const credential = row?.key.status === 'active' && row.instance.status === 'active' ? proofOf(row) : null;
  const [kept, other] = credential ? [found, refused] : [refused, found];
  other.delete(tokenHash);
  if (kept.size >= MOST) kept.clear();
  kept.set(tokenHash, { credential, until: now.getTime() + LIFE_MS });
  return credential;
}

interface Row {
  key: typeof apiKeys.$inferSelect;
  instance: typeof instances.$inferSelect;
}

function proofOf(row: Row): Credential {
  return {
    keyId: row.key.id as Id<'apiKey'>,
    instanceId: row.instance.id as Id<'instance'>,
    organizationId: row.instance.organization_id as Id<'organization'>,
    type: row.key.type,
    scopes: row.key.scopes,
    bootstrap: row.key.bootstrap,
    requiresPreconditions: row.instance.requires_preconditions,
  };
}
