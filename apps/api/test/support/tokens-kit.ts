import { authorizationRequest, connectAuthConfig, exchangeCode, refreshAuthConfig } from '@berth/domain';
import { expect } from 'vitest';
import type { Client, Harness } from './harness.ts';
import { type OAuthProvider, registerOAuth } from './oauth-kit.ts';

export const CONFIGS = 'provider-auth-configs';
export const REDIRECT = 'https://berth.example/setup/callback';
export const APP = { client_id: 'acme-client', client_secret: 'acme-client-secret-77' };
export const HOUR_MS = 60 * 60_000;

/** Makes auth configs of tokens that a provider gives. */
export function tokensKit(harness: Harness, provider: OAuthProvider) {
  const ENDPOINTS = {
    authorization_url: provider.url('/authorize'),
    token_url: provider.url('/token'),
    revocation_url: provider.url('/revoke'),
  };

  /** Makes an instance with a provider, and opens what the domain needs of it. */
  async function start(oauth: object = ENDPOINTS) {
    const client = await harness.newInstance();
    const { method, app, provider: made } = await registerOAuth(client, oauth);
    const ctx = await harness.contextOf(client);
    const { body: view } = await client.get(`provider-auth-methods/${method.id}`);
    const ids = { authMethodId: method.id, authCredentialsId: app.id };
    return { client, ctx, provider: made, app, method, endpoints: view.oauth, ids };
  }

  /** Sends a browser to the provider's page, which agrees at once. Returns the answer to the redirect. */
  async function agree({ url }: { url: string }): Promise<URLSearchParams> {
    const location = await provider.agree(url);
    expect(location.startsWith(REDIRECT)).toBe(true);
    return new URL(location).searchParams;
  }

  /** Goes through the whole authorization, and makes an auth config of the tokens. */
  async function connected(oauth: object = ENDPOINTS) {
    const made = await start(oauth);
    const { client, ctx, endpoints, ids } = made;
    const asked = await authorizationRequest(endpoints, APP, { scopes: ['read'], redirectUri: REDIRECT });
    const result = await exchangeCode(ctx, endpoints, APP, {
      answer: await agree(asked),
      pending: asked.pending,
    });
    if (!result.ok) throw new Error(result.reason);
    const place = { provider_deployment_id: null, name: 'Connected' };
    const id = await client.run((inner) =>
      connectAuthConfig(inner, { ...ids, tokens: result.tokens }, place),
    );
    const shown = async () => (await client.get(`${CONFIGS}/${id}`)).body;
    const exported = async () =>
      (await client.post('provider-auth-config-exports', { provider_auth_config_id: id, note: 'Look' })).body;
    return { ...made, id, tokens: result.tokens, shown, exported };
  }

  /** Refreshes with the clock ahead. */
  async function refreshLater(client: Client, id: string, ms = 2 * HOUR_MS): Promise<void> {
    harness.setClock(new Date(Date.now() + ms));
    try {
      await refreshAuthConfig(await harness.contextOf(client), id);
    } finally {
      harness.setClock(null);
    }
  }

  const eventsOf = async (client: Client, id: string): Promise<{ action: string; after?: unknown }[]> =>
    (await client.get(`audit-events?resource_id=${id}`)).body.items;

  return { ENDPOINTS, start, agree, connected, refreshLater, eventsOf };
}
