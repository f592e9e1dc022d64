import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from '@berth/resource';
import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import type { OAuthEndpoints } from '../../catalog/auth-method/index.ts';
import { type App, type PendingCode, requestTokens, type TokenResult } from './client.ts';

/** An authorization request: the page for the user's browser, and the parts to keep sealed until the answer comes. */
export interface AuthorizationRequest {
  url: string;
  pending: PendingCode;
}

/**
 * Builds an authorization request (RFC 6749, 4.1.1) with PKCE S256 (RFC 7636) and a state, by default a new one. The
 * caller binds `pending` to its session and its browser, and uses it once.
 */
export async function authorizationRequest(
  endpoints: OAuthEndpoints & { authorization_url: string },
  app: Pick<App, 'client_id'>,
  {
    scopes,
    redirectUri,
    state = generateRandomState(),
  }: { scopes: readonly string[]; redirectUri: string; state?: string },
): Promise<AuthorizationRequest> {
  const pending = {
    state,
    code_verifier: generateRandomCodeVerifier(),
    redirect_uri: redirectUri,
  };
  const url = new URL(endpoints.authorization_url);
  const parameters = {
    ...endpoints.authorization_parameters,
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: redirectUri,
    ...(scopes.length > 0 ? { scope: scopes.join(' ') } : {}),
    state: pending.state,
    code_challenge: await calculatePKCECodeChallenge(pending.code_verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, pending };
}

/**
 * Reads the answer to an authorization request, and exchanges its code for tokens. It checks the state before anything
 * else, also of an answer with an error. Must not be called in a transaction.
 */
export async function exchangeCode(
  ctx: Pick<Context, 'services' | 'now'>,
  endpoints: OAuthEndpoints,
  app: App,
  { answer, pending }: { answer: URLSearchParams; pending: PendingCode },
): Promise<TokenResult> {
  if (answer.getAll('state').length !== 1 || !isSame(answer.get('state') ?? '', pending.state)) {
    return { ok: false, reason: 'state_mismatch' };
  }
  if (!isFromIssuer(endpoints, answer.getAll('iss'))) return { ok: false, reason: 'issuer_mismatch' };
  const read = new URLSearchParams(answer);
  // Without a declared issuer the library has nothing to compare it with
  if (endpoints.issuer === null) read.delete('iss');
  return requestTokens(ctx, endpoints, app, { grant: 'authorization_code', answer: read, pending });
}

/**
 * True for an answer of the declared issuer (RFC 9207). A provider that declares none may leave it out. One that it
 * sends must have the origin of its endpoints, so that no answer of another provider passes for it.
 */
function isFromIssuer({ issuer, authorization_url, token_url }: OAuthEndpoints, named: string[]): boolean {
  const [iss] = named;
  if (named.length > 1) return false;
  if (issuer !== null) return iss === issuer;
  return (
    iss === undefined || [authorization_url, token_url].some((url) => url !== null && isOriginOf(iss, url))
  );
}

const isOriginOf = (iss: string, url: string): boolean =>
  URL.canParse(iss) && new URL(iss).origin === new URL(url).origin;

/** Compares two texts in a time that does not tell how far they are the same. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digestOf(one), digestOf(other));

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
