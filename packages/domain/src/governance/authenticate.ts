import { hash } from 'node:crypto';
import type { Database } from '@berth/db';
import { runPrepared } from '@berth/db';
import { DomainError, type Id, isDamagedToken } from '@berth/kernel';
import { eq, sql } from 'drizzle-orm';
import { addressFilter } from './address-list.ts';
import { apiKeys, oldSecrets } from './api-key/table.ts';
import { isInStep, onChange } from './changes/index.ts';
import { instances } from './instance/table.ts';

/** What a token proves. */
export interface Credential {
  keyId: Id<'apiKey'>;
  instanceId: Id<'instance'>;
  organizationId: Id<'organization'>;
  type: 'secret' | 'publishable';
  scopes: string[];
  bootstrap: boolean;
  /** When it proves this no longer, in milliseconds of Unix time; null for never. */
  expiresAtMs: number | null;
  /** Whether the key may be used from an address; null where that is unknown. */
  isAllowedFrom: (address: string | null) => boolean;
  requiresPreconditions: boolean;
}

/** How long a look-up is believed, at most: an announced change ends it before. */
const LIFE_MS = 5_000;
const MOST = 10_000;

/** The look-ups of this process that are still believed, by token hash. */
interface Believed {
  known: Map<string, { credential: Credential; until: number }>;
  /** Counts how often everything was forgotten: what was looked up before may be from before the change. */
  forgotten: number;
}
const believed = new WeakMap<Database, Believed>();

function believedOf(database: Database): Believed {
  const known = believed.get(database);
  if (known) return known;
  const fresh: Believed = { known: new Map(), forgotten: 0 };
  believed.set(database, fresh);
  onChange(database, () => {
    fresh.known.clear();
    fresh.forgotten += 1;
  });
  return fresh;
}

export const hashToken = (token: string): string => hash('sha256', token);

/**
 * The credential behind a token.
 * @throws DomainError `unauthorized` when the token is unknown, its key expired or revoked, or its instance archived.
 */
export async function authenticate(database: Database, token: string, now: Date): Promise<Credential> {
  const tokenHash = hashToken(token);
  const cached = isInStep(database, now) ? believedOf(database).known.get(tokenHash) : undefined;
  const credential =
    cached && cached.until > now.getTime()
      ? cached.credential
      : await lookUp(database, token, tokenHash, now);
  if (credential.expiresAtMs !== null && credential.expiresAtMs <= now.getTime()) throw ended();
  return credential;
}

async function lookUp(database: Database, token: string, tokenHash: string, now: Date): Promise<Credential> {
  if (isDamagedToken(token)) throw unknown();
  const store = believedOf(database);
  const { forgotten } = store;
  const row = (await findCurrent(database, tokenHash)) ?? (await findOld(database, tokenHash));
  if (!row) throw unknown();
  if (row.key.status !== 'active' || row.instance.status !== 'active') throw ended();
  const ends = [row.key.expires_at, row.secretEndsAt].flatMap((at) => (at ? [Date.parse(at)] : []));
  const credential: Credential = {
    keyId: row.key.id as Id<'apiKey'>,
    instanceId: row.instance.id as Id<'instance'>,
    organizationId: row.instance.organization_id as Id<'organization'>,
    type: row.key.type,
    scopes: row.key.scopes,
    bootstrap: row.key.bootstrap,
    expiresAtMs: ends.length > 0 ? Math.min(...ends) : null,
    isAllowedFrom: row.key.allowed_ips ? addressFilter(row.key.allowed_ips) : () => true,
    requiresPreconditions: row.instance.requires_preconditions,
  };
  if (store.known.size >= MOST) store.known.clear();
  if (store.forgotten === forgotten) {
    store.known.set(tokenHash, { credential, until: now.getTime() + LIFE_MS });
  }
  return credential;
}

interface Found {
  key: typeof apiKeys.$inferSelect;
  instance: typeof instances.$inferSelect;
  /** When this secret of the key stops working; null for the newest one. */
  secretEndsAt: string | null;
}

const HASH = 'hash';

async function findCurrent(database: Database, tokenHash: string): Promise<Found | null> {
  const rows = await runPrepared(
    database.read,
    database,
    'authenticate',
    (db) =>
      db
        .select({ key: apiKeys, instance: instances })
        .from(apiKeys)
        .innerJoin(instances, eq(instances.id, apiKeys.instance_id))
        .where(eq(apiKeys.token_hash, sql.placeholder(HASH))),
    { [HASH]: tokenHash },
  );
  return rows[0] ? { ...rows[0], secretEndsAt: null } : null;
}

/** A rotation moves a secret in one transaction: whoever looks for it here second cannot miss it. */
async function findOld(database: Database, tokenHash: string): Promise<Found | null> {
  const rows = await runPrepared(
    database.read,
    database,
    'authenticate-old',
    (db) =>
      db
        .select({ key: apiKeys, instance: instances, old: oldSecrets })
        .from(oldSecrets)
        .innerJoin(apiKeys, eq(apiKeys.id, oldSecrets.api_key_id))
        .innerJoin(instances, eq(instances.id, apiKeys.instance_id))
        .where(eq(oldSecrets.token_hash, sql.placeholder(HASH))),
    { [HASH]: tokenHash },
  );
  const [row] = rows;
  return row ? { key: row.key, instance: row.instance, secretEndsAt: row.old.expires_at } : null;
}

const unknown = () => new DomainError('unauthorized', 'Invalid API key');
const ended = () => new DomainError('unauthorized', 'API key is expired or has been revoked');
