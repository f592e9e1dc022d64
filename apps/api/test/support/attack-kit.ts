import { beforeAll, expect } from 'vitest';
import type { Client, Harness } from './harness.ts';
import {
  type Browser,
  type Fields,
  hiddenOf,
  makeSession,
  makeSetupProvider,
  openLink,
  type Page,
  type Session,
} from './setup-kit.ts';

export const BACK = 'https://app.example.com/done';
export const FRAME = 'https://app.example.com';
export const TOKEN = 'token-0000';

/** The fields of the form, filled in rightly. */
export const filled = (form: Page, token = TOKEN): Fields => ({ ...hiddenOf(form), 'auth/token': token });

/** Makes the instance that the attacks of a file are against, with a provider, a redirect and an origin for frames. */
export function attackedInstance(harness: Harness) {
  let client: Client & { instanceId: string };
  let provider: Awaited<ReturnType<typeof makeSetupProvider>>;
  const pageSettings = (setup_page: object) =>
    harness.bootstrap.patch(`instances/${client.instanceId}`, { setup_page });
  beforeAll(async () => {
    client = await harness.newInstance();
    provider = await makeSetupProvider(client);
    await pageSettings({ allowed_redirects: [BACK], allowed_origins: [FRAME] });
  });
  const session = (more: object = {}): Promise<Session> =>
    makeSession(client, { provider_id: provider.id, type: 'auth_only', redirect_url: BACK, ...more });
  const statusOf = async ({ id }: Session): Promise<string> =>
    (await client.get(`provider-setup-sessions/${id}`)).body.status;
  return {
    get client() {
      return client;
    },
    get provider() {
      return provider;
    },
    pageSettings,
    session,
    statusOf,
    /** Makes a session and opens it up to its form. */
    begun: async (more: object = {}) => {
      const made = await session(more);
      return { made, ...(await openLink(harness, made)) };
    },
    /** Expects that a request was refused, and that it left the session as it was. */
    expectRefused: async (page: Page, status: number, made: Session, state = 'pending'): Promise<void> => {
      expect([page.status, await statusOf(made)]).toEqual([status, state]);
      expect(page.text).not.toContain('<form');
    },
    /** Finishes a session by the right way, to show that an attack before has not spent it. */
    expectUsable: async (opened: { browser: Browser; form: Page; at: string }): Promise<void> => {
      expect((await opened.browser.send(opened.at, filled(opened.form))).status).toBe(303);
    },
  };
}
