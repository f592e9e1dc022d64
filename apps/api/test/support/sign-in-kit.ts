import { expect } from 'vitest';
import type { Harness } from './harness.ts';
import { type OAuthProvider, registerOAuth } from './oauth-kit.ts';
import { NOTHING } from './rules-kit.ts';
import {
  type Browser,
  hiddenOf,
  makeSession,
  ORIGIN,
  openLink,
  type Page,
  type Session,
} from './setup-kit.ts';

export const BACK = 'https://app.example.com/done';
export const CALLBACK = `${ORIGIN}/setup/callback`;

/** The endpoints of a provider, as an auth method declares them. */
export const endpointsOf = ({ url }: OAuthProvider) => ({
  authorization_url: url('/authorize'),
  token_url: url('/token'),
  revocation_url: url('/revoke'),
});

/** The address that a page leads on to. */
export const onwardOf = ({ text }: Page): string =>
  (/http-equiv="refresh" content="0; url=([^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');

/** Presses the button that signs in, with the fields of a form. */
export async function press(
  { browser, at, form }: { browser: Browser; at: string; form: Page },
  fields: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Page> {
  const button = /value="(sign-in:[^"]+)">Continue/.exec(form.text)?.[1] ?? '';
  return browser.send(at, { ...hiddenOf(form), ...fields, _do: button }, headers);
}

/** Makes an instance with an OAuth provider and an app for it, whose pages sign in. */
export async function signInInstance(
  harness: Harness,
  server: OAuthProvider,
  { oauth = {}, version = { config_schema: NOTHING } }: { oauth?: object; version?: object } = {},
) {
  const client = await harness.newInstance();
  const made = await registerOAuth(client, { ...endpointsOf(server), ...oauth }, version);
  await harness.bootstrap.patch(`instances/${client.instanceId}`, {
    setup_page: { allowed_redirects: [BACK] },
  });
  const session = (more: object = {}): Promise<Session> =>
    makeSession(client, { provider_id: made.provider.id, redirect_url: BACK, ...more });
  /** Makes a session, opens it, and goes to the provider's page. */
  const begun = async (more: object = {}, asked?: Session) => {
    const link = asked ?? (await session(more));
    const opened = await openLink(harness, link);
    const left = await press(opened);
    const url = onwardOf(left);
    const state = new URL(url).searchParams.get('state') ?? '';
    return { ...opened, made: link, left, url, state, come: (to: string) => opened.browser.get(to) };
  };
  const stateOf = async ({ id }: Session): Promise<string> =>
    (await client.get(`provider-setup-sessions/${id}`)).body.status;
  const authConfigs = async (): Promise<Record<string, unknown>[]> =>
    (await client.get('provider-auth-configs?limit=100')).body.items;
  return {
    ...made,
    client,
    session,
    begun,
    stateOf,
    authConfigs,
    /** Expects that an answer was refused, that its session is in this state, and that nothing was made for it. */
    expectNothing: async (page: Page, status: number, link: Session, state = 'pending'): Promise<void> => {
      expect([page.status, await stateOf(link)]).toEqual([status, state]);
      expect(page.headers.get('location')).toBeNull();
      const { body } = await client.get(`provider-setup-sessions/${link.id}`);
      expect(body.auth_config).toBeNull();
    },
  };
}

/** The address of an answer with these parameters. */
export const answerWith = (parameters: Record<string, string> | [string, string][]): string =>
  `${CALLBACK}?${new URLSearchParams(parameters)}`;
