import { DEFAULT_REACH, guardedFetch, withSession } from '@berth/connectivity';
import type { Context } from '@berth/resource';
import * as oauth from 'oauth4webapi';
import type { OAuthEndpoints } from '../../catalog/auth-method/index.ts';
import { failureOf, type OAuthFailure } from './failure.ts';

/** An app as it is registered with a provider. */
export interface App {
  client_id: string;
  client_secret: string;
}

/** The tokens that a provider gave. */
export interface Tokens {
  access_token: string;
  /** Null when the provider gave none: then an earlier one stays valid. */
  refresh_token: string | null;
  expires_at: string | null;
  scope: string | null;
}

export type TokenResult = { ok: true; tokens: Tokens } | { ok: false; reason: OAuthFailure };

/** A request for tokens, by one of the grants. */
export type TokenRequest =
  | { grant: 'authorization_code'; answer: URLSearchParams; pending: PendingCode }
  | { grant: 'client_credentials'; scopes: readonly string[] }
  | { grant: 'refresh_token'; refresh_token: string };

/** The parts of an authorization request that its answer is checked with. */
export interface PendingCode {
  state: string;
  code_verifier: string;
  redirect_uri: string;
}

/** Milliseconds for a whole request, and the most bytes of an answer. Tokens are a few thousand characters long. */
const REACH = { ...DEFAULT_REACH, budgetMs: 10_000, maxBytes: 64 * 1024 };
/** The longest life of a token that counts, in seconds. Beyond it a token has no end. */
const LONGEST_LIFE = 100 * 366 * 86_400;

type Caller = Pick<Context, 'services' | 'now'>;
type Options = oauth.TokenEndpointRequestOptions;

/**
 * Asks the token endpoint. Must not be called in a transaction. Follows no redirect, reaches public addresses only, and
 * returns a reason instead of a provider's text.
 */
export const requestTokens = (
  ctx: Caller,
  endpoints: OAuthEndpoints,
  app: App,
  request: TokenRequest,
): Promise<TokenResult> =>
  reaching<TokenResult>(ctx, async (options) => {
    const server = serverOf(endpoints);
    const client = { client_id: app.client_id };
    const response = await send(server, client, authenticationOf(endpoints, app), request, options);
    const answer = await oauth.processGenericTokenEndpointResponse(
      server,
      client,
      await withoutIdToken(response),
    );
    if (answer.token_type !== 'bearer') return { ok: false, reason: 'unsupported_token_type' };
    return { ok: true, tokens: tokensOf(ctx.now, answer) };
  });

/** Ends a token (RFC 7009). Returns the reason when the provider did not; null when it did. */
export async function revokeToken(
  ctx: Caller,
  endpoints: OAuthEndpoints,
  app: App,
  token: string,
): Promise<OAuthFailure | null> {
  const done = await reaching<null>(ctx, async (options) => {
    const client = { client_id: app.client_id };
    const authentication = authenticationOf(endpoints, app);
    const response = await oauth.revocationRequest(
      serverOf(endpoints),
      client,
      authentication,
      token,
      options,
    );
    await oauth.processRevocationResponse(response);
    return null;
  });
  return done === null ? null : done.reason;
}

async function reaching<T>(
  ctx: Caller,
  run: (options: Options) => Promise<T>,
): Promise<T | { ok: false; reason: OAuthFailure }> {
  const settings = { ...REACH, allowPrivate: ctx.services.settings.allowPrivate };
  try {
    return await withSession(settings, ctx.services.network, (session) => {
      const fetch = guardedFetch(session);
      return run({
        [oauth.customFetch]: (url, { headers, body }) =>
          fetch(url, { method: 'POST', headers, body: body as URLSearchParams }),
      });
    });
  } catch (error) {
    return { ok: false, reason: failureOf(error) };
  }
}

function send(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  authentication: oauth.ClientAuth,
  request: TokenRequest,
  options: Options,
): Promise<Response> {
  switch (request.grant) {
    case 'authorization_code': {
      const { state, redirect_uri, code_verifier } = request.pending;
      const answer = oauth.validateAuthResponse(server, client, request.answer, state);
      return oauth.authorizationCodeGrantRequest(
        server,
        client,
        authentication,
        answer,
        redirect_uri,
        code_verifier,
        options,
      );
    }
    case 'client_credentials': {
      const scope = request.scopes.join(' ');
      const parameters = new URLSearchParams(scope === '' ? {} : { scope });
      return oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, options);
    }
    case 'refresh_token':
      return oauth.refreshTokenGrantRequest(server, client, authentication, request.refresh_token, options);
  }
}

/** The server as the library names it. Without a declared issuer, the origin of the token endpoint stands for it. */
const serverOf = (endpoints: OAuthEndpoints): oauth.AuthorizationServer => ({
  issuer: endpoints.issuer ?? new URL(endpoints.token_url).origin,
  token_endpoint: endpoints.token_url,
  ...(endpoints.revocation_url === null ? {} : { revocation_endpoint: endpoints.revocation_url }),
  authorization_response_iss_parameter_supported: endpoints.issuer !== null,
});

const authenticationOf = (
  { client_authentication }: OAuthEndpoints,
  { client_secret }: App,
): oauth.ClientAuth =>
  client_authentication === 'client_secret_post'
    ? oauth.ClientSecretPost(client_secret)
    : oauth.ClientSecretBasic(client_secret);

/** Removes the id token (OpenID Connect), which is not used and so need not be proved. */
async function withoutIdToken(response: Response): Promise<Response> {
  if (response.status !== 200) return response;
  const text = await response.text();
  const { headers, status } = response;
  try {
    const { id_token: _, ...rest } = JSON.parse(text);
    return new Response(JSON.stringify(rest), { status, headers });
  } catch {
    return new Response(text, { status, headers });
  }
}

function tokensOf(now: Date, answer: oauth.TokenEndpointResponse): Tokens {
  const { access_token, refresh_token = null, expires_in, scope = null } = answer;
  const ends = expires_in !== undefined && expires_in <= LONGEST_LIFE;
  const expires_at = ends ? new Date(now.getTime() + expires_in * 1000).toISOString() : null;
  return { access_token, refresh_token, expires_at, scope };
}
