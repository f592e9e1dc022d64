import { describe, expect, test } from 'vitest';
import { serveHttps } from '../../../../packages/connectivity/test/local-server.ts';
import { approve, GREP, RENAMED, requireApprovals } from '../support/approvals-kit.ts';
import { startHarness } from '../support/harness.ts';
import { network, PROVIDER, startOAuthProvider } from '../support/oauth-kit.ts';
import { dump, NOTHING, publish } from '../support/rules-kit.ts';
import { hiddenOf, openLink } from '../support/setup-kit.ts';
import {
  answerWith,
  BACK,
  CALLBACK,
  endpointsOf,
  onwardOf,
  press,
  signInInstance,
} from '../support/sign-in-kit.ts';

const harness = await startHarness({ network });
const server = await startOAuthProvider();
const { client, begun, session, stateOf, expectNothing } = await signInInstance(harness, server);

type Begun = Awaited<ReturnType<typeof begun>>;

/** Expects that a sign-in still works, to show that an attack before has not spent it. */
async function expectUsable({ come, url, made }: Begun): Promise<void> {
  const done = await come(await server.agree(url));
  expect([done.status, done.headers.get('location'), await stateOf(made)]).toEqual([303, BACK, 'completed']);
}

/** Runs an attack, and expects that no token was asked for meanwhile. */
async function withoutExchange(run: () => Promise<void>): Promise<void> {
  const before = server.asked.length;
  await run();
  expect(server.asked.length).toBe(before);
}

describe('a token endpoint', () => {
  /** Makes a session whose tokens come from this endpoint, and answers to it. */
  async function answered(answer: Parameters<typeof serveHttps>[1]) {
    const endpoint = await serveHttps('valid', answer);
    const token_url = `https://${PROVIDER}:${endpoint.port}/token`;
    const made = await signInInstance(harness, server, { oauth: { token_url } });
    const mine = await made.begun();
    const page = await mine.come(answerWith({ code: 'c', state: mine.state }));
    return { ...made, mine, page, endpoint };
  }

  test('that redirects is not followed', async () => {
    const elsewhere = await serveHttps('valid', (_request, response) => response.end('{}'));
    const Location = `https://${PROVIDER}:${elsewhere.port}/token`;
    for (const status of [302, 307, 308]) {
      const { page, mine, expectNothing } = await answered((_request, response) =>
        response.writeHead(status, { Location }).end(),
      );
      await expectNothing(page, 400, mine.made);
    }
    expect(elsewhere.requests).toEqual([]);
  });

  test('that answers 5 MB is cut off', async () => {
    const { page, mine, expectNothing } = await answered((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ access_token: 'a'.repeat(5 * 1024 * 1024), token_type: 'bearer' }));
    });
    await expectNothing(page, 400, mine.made);
  });

  test.each([
    ['no JSON', 200, 'text/html', '<h1>Welcome</h1>'],
    ['a list', 200, 'application/json', '[]'],
    ['no token', 200, 'application/json', '{"token_type":"bearer"}'],
    ['another kind of token', 200, 'application/json', '{"access_token":"a","token_type":"mac"}'],
    ['a failure', 500, 'text/html', 'provider-words'],
    [
      'an error with HTML',
      400,
      'application/json',
      '{"error":"invalid_grant","error_description":"<b>provider-words</b>"}',
    ],
    [
      'an unknown error',
      400,
      'application/json',
      '{"error":"<img src=x>","error_uri":"https://evil.example"}',
    ],
  ])(
    'that answers with %s makes nothing, and none of its words is shown',
    async (_name, status, type, text) => {
      const { page, mine, expectNothing } = await answered((_request, response) => {
        response.writeHead(status, { 'Content-Type': type }).end(text);
      });
      await expectNothing(page, 400, mine.made);
      expect(page.text).not.toMatch(/provider-words|<img|<b>|evil\.example|Welcome/);
      expect(harness.logged.join()).not.toContain('provider-words');
    },
  );

  test('that answers after the session was archived connects nothing, and its token is revoked', async () => {
    const revoked = server.revoked.length;
    let archive = async (): Promise<void> => {};
    const endpoint = await serveHttps('valid', (_request, response) => {
      void archive().then(() => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ access_token: 'late-token-000', token_type: 'bearer' }));
      });
    });
    const made = await signInInstance(harness, server, {
      oauth: { token_url: `https://${PROVIDER}:${endpoint.port}/token` },
    });
    const mine = await made.begun();
    archive = async () => void (await made.client.delete(`provider-setup-sessions/${mine.made.id}`));
    const page = await mine.come(answerWith({ code: 'c', state: mine.state }));
    await made.expectNothing(page, 410, mine.made, 'archived');
    expect(await made.authConfigs()).toEqual([]);
    expect(server.revoked.slice(revoked).join()).toContain('late-token-000');
  });
});

describe('an answer that comes too late', () => {
  test('is refused once the session has expired', async () => {
    const mine = await begun();
    const answer = await server.agree(mine.url);
    harness.setClock(new Date(Date.now() + 30 * 60_000));
    try {
      await withoutExchange(async () => expectNothing(await mine.come(answer), 410, mine.made, 'expired'));
    } finally {
      harness.setClock(null);
    }
  });

  test('is refused once the session is archived, and keeps nothing of it', async () => {
    const mine = await begun();
    const answer = await server.agree(mine.url);
    await client.delete(`provider-setup-sessions/${mine.made.id}`);
    await withoutExchange(async () => expectNothing(await mine.come(answer), 410, mine.made, 'archived'));
    expect(await dump(harness)).not.toContain(mine.state);
  });

  test('is refused once the app was archived, and makes nothing', async () => {
    const other = await signInInstance(harness, server);
    const mine = await other.begun();
    const answer = await server.agree(mine.url);
    await other.client.delete(`provider-auth-credentials/${other.app.id}`);
    await withoutExchange(async () => other.expectNothing(await mine.come(answer), 400, mine.made));
  });

  test('is refused once the version of its method was rejected, and no token is asked for', async () => {
    const own = await signInInstance(harness, server, { version: { config_schema: NOTHING, tools: [GREP] } });
    await requireApprovals(harness, own.client, { tool_changes: true });
    const { id, specification_id } = await publish(own.client, own.provider, '2', {
      config_schema: NOTHING,
      tools: [RENAMED],
      auth_methods: [{ key: 'oauth', type: 'oauth', name: 'OAuth', oauth: endpointsOf(server) }],
    });
    await approve(own.client, id);
    const { body } = await own.client.get(`provider-specifications/${specification_id}`);
    const [{ id: provider_auth_method_id }] = body.auth_methods;
    const { url, come, made } = await own.begun({ provider_auth_method_id });
    await own.client.post(`version-approvals/${id}/reject`, { reason: 'It deletes files.' });
    const answer = await server.agree(url);
    await withoutExchange(async () => own.expectNothing(await come(answer), 409, made));
  });
});

describe('a text of the provider', () => {
  test.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'Call +1 555 0100'])(
    'is not shown: %s',
    async (text) => {
      const mine = await begun();
      const parameters = { error: text, error_description: text, error_uri: text, state: mine.state };
      const page = await mine.come(answerWith(parameters));
      await expectNothing(page, 400, mine.made);
      for (const part of [text, 'alert(1)', '555']) expect(page.text).not.toContain(part);
    },
  );

  test('moves the browser nowhere: the redirect is that of the session', async () => {
    const mine = await begun();
    const evil = '&redirect_url=https://evil.example&redirect_uri=https://evil.example&next=//evil.example';
    const done = await mine.come((await server.agree(mine.url)) + evil);
    expect(done.headers.get('location')).toBe(BACK);
  });
});

describe('the way to the provider', () => {
  test('shows neither the verifier nor the secret of the link, and leaves no referrer', async () => {
    const { url, left, made, browser } = await begun();
    const [cookie = ''] = browser.cookies.values();
    const secret = new URL(made.url).searchParams.get('client_secret') ?? '';
    for (const hidden of ['verifier', secret, cookie, 'acme-client-secret'])
      expect(url).not.toContain(hidden);
    expect([left.headers.get('referrer-policy'), left.headers.get('cache-control')]).toEqual([
      'no-referrer',
      'no-store',
    ]);
    expect(left.headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
  });

  test('keeps the verifier sealed, and only until the answer', async () => {
    const mine = await begun();
    const pending = await dump(harness);
    const before = server.asked.length;
    await mine.come(await server.agree(mine.url));
    const { code_verifier, code } = server.asked[before] as { code_verifier: string; code: string };
    expect(code_verifier).toMatch(/^[\w-]{43,}$/);
    for (const text of [pending, await dump(harness), harness.logged.join()]) {
      expect(text).not.toContain(code_verifier);
      expect(text).not.toContain(code);
      expect(text).not.toContain(mine.state);
    }
    const [instance] = (await harness.database.read.execute(
      `select count(*)::int as left from provider_setup_sign_ins where id = '${mine.made.id}'`,
      // The driver leaves the form of its rows open
    )) as unknown as { left: number }[];
    expect(instance?.left).toBe(0);
  });

  test('comes back to the address of the operator, whatever host the request names', async () => {
    const { browser, at, form } = await openLink(harness, await session());
    const left = await press(
      { browser, at, form },
      {},
      { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    );
    expect(new URL(onwardOf(left)).searchParams.get('redirect_uri')).toBe(CALLBACK);
  });

  test.each([
    ['of another origin', { origin: 'https://evil.example' }],
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
  ])('is not begun by a page %s', async (_name, headers) => {
    const made = await session();
    const opened = await openLink(harness, made);
    const page = await press(opened, {}, headers);
    await expectNothing(page, 403, made);
    expect(onwardOf(page)).toBe('');
  });

  test('leads to no method that the page does not offer', async () => {
    const made = await session();
    const { browser, at, form } = await openLink(harness, made);
    const other = await signInInstance(harness, server);
    const page = await browser.send(at, { ...hiddenOf(form), _do: `sign-in:${other.method.id}` });
    await expectNothing(page, 400, made);
    expect(onwardOf(page)).toBe('');
  });

  test('is not taken inside of a frame', async () => {
    const made = await session();
    const page = await press(await openLink(harness, made), {}, { 'sec-fetch-dest': 'iframe' });
    await expectNothing(page, 400, made);
    expect([onwardOf(page), page.text.includes('a window of its own')]).toEqual(['', true]);
  });

  test('can be begun twenty times, and then the session has failed', async () => {
    const mine = await begun();
    for (let i = 1; i < 20; i++) expect(onwardOf(await press(mine))).not.toBe('');
    await expectNothing(await press(mine), 410, mine.made, 'failed');
  });

  test('ends at an address that answers to GET alone', async () => {
    const mine = await begun();
    const answer = await server.agree(mine.url);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      await expectNothing(await mine.browser.request(answer, { method }), 405, mine.made);
    }
    await expectUsable(mine);
  });
});
