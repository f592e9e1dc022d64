import { authenticate, authorityOf, type Credential, noteUse, registry, scopesOfKey } from '@berth/domain';
import { type Context, keyOf, newWrite } from '@berth/resource';
import { requestErrors } from './errors.ts';
import { rateLimitHeaders } from './rate-limit.ts';
import type { Request } from './request.ts';

/** The members of a request that its context is made from. Without a limiter no request is counted. */
export type ContextSource = Pick<
  Request,
  'database' | 'secrets' | 'settings' | 'network' | 'audit' | 'client' | 'now' | 'requestId'
> &
  Partial<Pick<Request, 'limiter' | 'isCounted' | 'rateLimitHeaders'>>;

/**
 * Makes the context of a bearer token: the instance and the scopes of its key. Counts the request against the limit of
 * the key, unless the key does not allow the caller's address: a stolen key must not use up the limit of its owner.
 * @throws DomainError `unauthorized`, `rate_limit_exceeded`; `forbidden` for an address that the key does not allow.
 */
export async function contextFor(source: ContextSource, token: string): Promise<Context> {
  return contextOf(source, await authenticate(source.database, token, source.now));
}

/** Makes the context of a credential that is known already. @throws as `contextFor`. */
export async function contextOf(source: ContextSource, credential: Credential): Promise<Context> {
  const { database, secrets, settings, network, audit, client, now, requestId } = source;
  if (!credential.isAllowedFrom(client.ip)) {
    throw requestErrors.wrongAddress({ key: keyOf(callerOf(credential)) });
  }
  await countRequest(source, credential);
  noteUse(database, credential.keyId, { at: now, ip: client.ip });
  return {
    db: database.read,
    database,
    instanceId: credential.instanceId,
    instanceName: credential.instanceName,
    organizationId: credential.organizationId,
    ...callerOf(credential),
    authority: authorityOf(database, credential, client.ip),
    client,
    scopes: scopesOf(credential),
    reach: credential.reach,
    requiresPreconditions: credential.requiresPreconditions,
    now,
    requestId,
    services: { registry, secrets, settings, network, audit },
    write: newWrite(),
  };
}

/**
 * Counts the request, once, and notes the quota for the answer's headers, however the request ends. @throws DomainError
 * `rate_limit_exceeded`.
 */
async function countRequest(source: ContextSource, credential: Credential): Promise<void> {
  if (source.isCounted) return;
  source.isCounted = true;
  const quota = await source.limiter?.take(credential, source.now);
  if (!quota) return;
  source.rateLimitHeaders = rateLimitHeaders(quota);
  if (quota.passes) return;
  const { requests, seconds } = quota.limit;
  const key = keyOf(callerOf(credential));
  throw requestErrors.tooManyRequests({ key, requests, seconds }, { retry_after: quota.secondsLeft });
}

const callerOf = ({ keyId, keyName, bootstrap }: Credential): Pick<Context, 'actor'> => ({
  actor: { keyId, keyName, bootstrap },
});

const expanded = new WeakMap<object, ReadonlySet<string>>();

/** Expands the scopes of a key, once for as long as its credential is cached. */
function scopesOf(credential: Credential): ReadonlySet<string> {
  let scopes = expanded.get(credential);
  if (!scopes) {
    scopes = scopesOfKey(credential, registry.scopes);
    expanded.set(credential, scopes);
  }
  return scopes;
}

/**
 * Reads the token from the Authorization header (RFC 6750 §2.1) and from nowhere else: a token in a query ends up in
 * logs.
 * @throws DomainError `unauthorized`.
 */
export function bearerToken(header: string | undefined): string {
  if (header === undefined) throw requestErrors.noHeader();
  const [scheme, token, ...rest] = header.trim().split(/\s+/);
  if (scheme?.toLowerCase() !== 'bearer' || !token || rest.length > 0) throw requestErrors.badHeader();
  return token;
}
