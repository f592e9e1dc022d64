import { type Database, type Reader, runPrepared } from '@berth/db';
import { type Id, isDamagedToken } from '@berth/kernel';
import type { Reach } from '@berth/resource';
import { eq, sql } from 'drizzle-orm';
import { addressFilter } from '../address-list.ts';
import { apiKeys, oldSecrets } from '../api-key/table.ts';
import { isInStep, onChange } from '../changes/index.ts';
import { instances } from '../tables/instance.ts';
import { hashToken } from '../token-hash.ts';
import { authenticationErrors } from './errors.ts';

/** The identity and rights that a token proves. */
export interface Credential {
  /** The hash of the token that proved it. */
  tokenHash: string;
  keyId: Id<'apiKey'>;
  /** The `row_version` of the key, which grows with each change of it. */
  keyVersion: number;
  keyName: string;
  instanceId: Id<'instance'>;
  instanceName: string;
  organizationId: Id<'organization'>;
  type: 'secret' | 'publishable';
  scopes: string[];
  /** The rows that the key is limited to; null for all of the instance. */
  reach: Reach | null;
  bootstrap: boolean;
  /** The time at which the key expires, in Unix milliseconds; null for never. */
  expiresAtMs: number | null;
  /** The time at which this secret of the key ends, because the key was rotated; null for the newest one. */
  secretEndsAtMs: number | null;
  /** Tells if an address may use the key. The address is null where it is unknown. */
  isAllowedFrom: (address: string | null) => boolean;
  requiresPreconditions: boolean;
}

/** The longest time for which a look-up is cached. An announced change ends it earlier. */
const LIFE_MS = 5_000;
const MOST = 10_000;

/** The result of a look-up: a credential, or the reason why there is none. */
type Lookup = Credential | Refusal;
type Refusal = Exclude<keyof typeof authenticationErrors, 'expired' | 'replaced' | 'narrowed'>;

type Lookups = Map<string, { found: Lookup; until: number }>;

/**
 * The cached look-ups of this process, by token hash. Failed look-ups are cached too, so that a program with an old key
 * does not query the database with each request; they have a cache of their own, so that made-up tokens cannot evict
 * valid ones.
 */
interface Believed {
  keys: Lookups;
  refused: Lookups;
  /** Counts the times that the cache was cleared: a look-up that began earlier may be outdated. */
  forgotten: number;
}
const believed = new WeakMap<Database, Believed>();

function believedOf(database: Database): Believed {
  const known = believed.get(database);
  if (known) return known;
  const fresh: Believed = { keys: new Map(), refused: new Map(), forgotten: 0 };
  believed.set(database, fresh);
  onChange(database, () => {
    fresh.keys.clear();
    fresh.refused.clear();
    fresh.forgotten += 1;
  });
  return fresh;
}

/**
 * Finds the credential of a token.
 * @throws DomainError `unauthorized` when the token is unknown or has ended, its key is expired or revoked, or its
 * instance is archived.
 */
export const authenticate = (database: Database, token: string, now: Date): Promise<Credential> =>
  credentialFor(database, { tokenHash: hashToken(token), isDamaged: () => isDamagedToken(token) }, now);

/** Finds the credential of a token by its hash, for a session that began with the token. @throws as `authenticate`. */
export const authenticateHash = (database: Database, tokenHash: string, now: Date): Promise<Credential> =>
  credentialFor(database, { tokenHash, isDamaged: () => false }, now);

interface Sought {
  tokenHash: string;
  isDamaged(): boolean;
}

async function credentialFor(database: Database, sought: Sought, now: Date): Promise<Credential> {
  const found = believedFound(database, sought.tokenHash, now) ?? (await lookUp(database, sought, now));
  return inForce(found, now);
}

/** Refuses a look-up that found no credential, or one that has ended. @throws DomainError `unauthorized`. */
export function inForce(found: Lookup, now: Date): Credential {
  if (typeof found === 'string') throw authenticationErrors[found]();
  if (hasPassed(found.expiresAtMs, now)) throw authenticationErrors.expired();
  if (hasPassed(found.secretEndsAtMs, now)) throw authenticationErrors.replaced();
  return found;
}

const hasPassed = (moment: number | null, now: Date): boolean => moment !== null && moment <= now.getTime();

function believedFound(database: Database, tokenHash: string, now: Date): Lookup | null {
  if (!isInStep(database, now)) return null;
  const { keys, refused } = believedOf(database);
  const known = keys.get(tokenHash) ?? refused.get(tokenHash);
  return known && known.until > now.getTime() ? known.found : null;
}

async function lookUp(database: Database, { tokenHash, isDamaged }: Sought, now: Date): Promise<Lookup> {
  if (isDamaged()) return 'damaged';
  const store = believedOf(database);
  const { forgotten } = store;
  const found = await findCredential({ db: database.read, database }, tokenHash);
  if (store.forgotten === forgotten) {
    const [kept, other] =
      typeof found === 'string' ? [store.refused, store.keys] : [store.keys, store.refused];
    other.delete(tokenHash);
    if (kept.size >= MOST) kept.clear();
    kept.set(tokenHash, { found, until: now.getTime() + LIFE_MS });
  }
  return found;
}

/** Finds the credential of a token by its hash, in the database as it is now. */
export async function findCredential(place: Reader, tokenHash: string): Promise<Lookup> {
  const row = (await findCurrent(place, tokenHash)) ?? (await findOld(place, tokenHash));
  return row ? credentialOf(row, tokenHash) : 'unknown';
}

function credentialOf({ key, instance, secretEndsAt }: Found, tokenHash: string): Lookup {
  if (instance.status !== 'active') return 'instanceArchived';
  if (key.status !== 'active') return 'revoked';
  return {
    tokenHash,
    keyId: key.id as Id<'apiKey'>,
    keyVersion: key.row_version,
    keyName: key.name,
    instanceId: instance.id as Id<'instance'>,
    instanceName: instance.name,
    organizationId: instance.organization_id as Id<'organization'>,
    type: key.type,
    scopes: key.scopes,
    reach: key.reach,
    bootstrap: key.bootstrap,
    expiresAtMs: key.expires_at ? Date.parse(key.expires_at) : null,
    secretEndsAtMs: secretEndsAt ? Date.parse(secretEndsAt) : null,
    isAllowedFrom: key.allowed_ips ? addressFilter(key.allowed_ips) : () => true,
    requiresPreconditions: instance.requires_preconditions,
  };
}

interface Found {
  key: typeof apiKeys.$inferSelect;
  instance: typeof instances.$inferSelect;
  /** The time at which this secret of the key stops working; null for the newest one. */
  secretEndsAt: string | null;
}

const HASH = 'hash';

async function findCurrent(place: Reader, tokenHash: string): Promise<Found | null> {
  const rows = await runPrepared(
    place,
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

/**
 * Looks for a token among the old secrets. A rotation moves a secret in one transaction, so a look-up that tries this
 * table second cannot miss it.
 */
async function findOld(place: Reader, tokenHash: string): Promise<Found | null> {
  const rows = await runPrepared(
    place,
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
