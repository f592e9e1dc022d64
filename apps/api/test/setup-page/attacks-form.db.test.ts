import { describe, expect, test } from 'vitest';
import { attackedInstance, BACK, FRAME, filled, TOKEN } from '../support/attack-kit.ts';
import { startHarness } from '../support/harness.ts';
import {
  CREDENTIAL,
  cleanOf,
  type Fields,
  hiddenOf,
  makeSession,
  makeSetupProvider,
  newBrowser,
  openLink,
} from '../support/setup-kit.ts';

const harness = await startHarness();
const attacked = attackedInstance(harness);
const { begun, session, statusOf, pageSettings, expectRefused, expectUsable } = attacked;

describe('the cookie', () => {
  test('of another session opens nothing', async () => {
    const [one, two] = [await begun(), await session()];
    const [value = ''] = one.browser.cookies.values();
    const thief = newBrowser(harness);
    thief.cookies.set(`berth_setup_${two.id}`, value);
    await expectRefused(await thief.get(cleanOf(two.url)), 404, two);
    await expectRefused(await thief.send(cleanOf(two.url), filled(one.form)), 404, two);
  });

  test.each(['', '.', 'a.b.c', '%00.%00', `${'x'.repeat(101)}.y`, '__proto__.constructor'])(
    'with nonsense opens nothing: %j',
    async (value) => {
      const made = await session();
      const browser = newBrowser(harness);
      browser.cookies.set(`berth_setup_${made.id}`, value);
      expect([403, 404]).toContain((await browser.get(cleanOf(made.url))).status);
    },
  );

  test('of a second browser sends nothing after the first has sent its form', async () => {
    const one = await begun();
    const two = await openLink(harness, one.made);
    await one.browser.send(one.at, filled(one.form, 'short'));
    await expectRefused(await two.browser.send(two.at, filled(two.form)), 403, one.made);
    await expectRefused(await newBrowser(harness).get(one.made.url), 403, one.made);
    await expectUsable(one);
  });

  test('opens nothing after the end, and holds no secret any more', async () => {
    const { browser, form, at } = await begun();
    await browser.send(at, filled(form));
    expect([...browser.cookies.values()]).toEqual(['done']);
    expect((await browser.get(at)).status).toBe(410);
    expect((await browser.send(at, filled(form))).status).toBe(410);
  });
});

describe('a request', () => {
  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('of another method is refused: %s', async (method) => {
    const { made, browser, at } = await begun();
    const page = await browser.request(at, { method });
    await expectRefused(page, 405, made);
    expect(page.headers.get('allow')).toBe('GET, HEAD, POST');
  });

  test('with a body beyond the limit, or of too many fields, is refused', async () => {
    const { made, browser, form, at } = await begun();
    await expectRefused(await browser.send(at, filled(form, 'x'.repeat(300_000))), 413, made);
    const many = Object.fromEntries(Array.from({ length: 2_100 }, (_, i) => [`auth/f${i}`, '1']));
    await expectRefused(await browser.send(at, { ...filled(form), ...many }), 413, made);
    await expectUsable({ browser, form, at });
  });

  test.each([
    '/setup',
    '/setup/',
    '/setup/x/y',
    '/setup/ins_x/pas_x',
    '/setup/../setup/x/y',
    '/setup/%00/%00',
    '/setup/accent/zzzzzz.css',
    '/setup/accent/..%2f..%2fenv',
    '/setup/assets/x/style.css',
    '/setup/callback',
  ])('for no page is refused: %s', async (path) => {
    const { status, text } = await newBrowser(harness).get(path);
    expect(status, text).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test('with NUL, lone halves of characters and odd names is refused at its field, never with 500', async () => {
    const { browser, form, at } = await begun();
    const odd: Fields = { __proto__: 'x', 'auth/__proto__/x': 'y', constructor: 'z', 'auth/toString': 'a' };
    for (const token of ['token\u0000-000', 'token-\ud800-00']) {
      const page = await browser.send(at, { ...filled(form, token), ...odd });
      expect([303, 400]).toContain(page.status);
      if (page.status === 400) expect(page.text).toContain('id="f-auth_2f_token-problem"');
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('with fields of the form twice, or of no form, stores only what the form asks for', async () => {
    const { made, browser, form, at } = await begun();
    const more = {
      'auth/admin': 'true',
      'config/host': 'api.acme.test',
      'auth/token': [TOKEN, 'token-1111'],
    };
    expect((await browser.send(at, { ...filled(form), ...more })).status).toBe(303);
    const { body } = await attacked.client.get(`provider-setup-sessions/${made.id}`);
    expect([body.config, body.auth_config.auth_method.key]).toEqual([null, 'token']);
    const { body: stored } = await attacked.client.get(`provider-auth-configs/${body.auth_config.id}`);
    expect(stored.value_state.map(({ path }: { path: string }) => path)).toEqual(['/token']);
  });

  test('with the buttons of a list of no form changes nothing', async () => {
    const { made, browser, form, at } = await begun();
    for (const _do of ['add:auth/token', 'add:__proto__', 'remove:', 'remove:auth', 'add:x/+0/+0', 'evil']) {
      expect((await browser.send(at, { ...filled(form), _do })).status).toBe(200);
    }
    expect(await statusOf(made)).toBe('pending');
  });
});

describe('a schema', () => {
  const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(1)>' onfocus='alert(1)\`{{7*7}}</textarea></title>`;

  test('with HTML and script in every text shows them as text', async () => {
    const evil = { title: EVIL, description: EVIL };
    const config_schema = {
      ...evil,
      type: 'object',
      properties: {
        [EVIL]: { ...evil, type: 'string', default: EVIL },
        choice: { ...evil, enum: [EVIL, 'b'], default: EVIL },
        lines: { ...evil, type: 'array', items: { type: 'string' }, default: [EVIL] },
        picks: { ...evil, type: 'array', items: { enum: [EVIL, 'b'] } },
        count: { ...evil, type: 'number', default: 1 },
        flag: { ...evil, type: 'boolean', default: true },
        any: { ...evil, type: 'object' },
        list: {
          ...evil,
          type: 'array',
          minItems: 1,
          items: { ...evil, type: 'object', properties: { [EVIL]: evil } },
        },
        pick: {
          oneOf: [
            { ...evil, properties: { kind: { const: EVIL } } },
            { ...evil, type: 'object', properties: { a: evil } },
          ],
        },
        secret: { ...evil, type: 'string', writeOnly: true, default: EVIL },
      },
    };
    const auth_methods = [
      { key: 'a', type: 'token', name: EVIL, description: EVIL, input_schema: { ...CREDENTIAL, ...evil } },
      {
        key: 'b',
        type: 'token',
        name: EVIL,
        description: EVIL,
        input_schema: { type: 'object', properties: { [EVIL]: evil } },
      },
    ];
    const made = await makeSetupProvider(attacked.client, { config_schema, auth_methods });
    await attacked.client.patch(`providers/${made.id}`, { name: EVIL, description: EVIL });
    await pageSettings({ title: EVIL.slice(0, 100), allowed_redirects: [BACK], allowed_origins: [FRAME] });
    const opened = await openLink(
      harness,
      await makeSession(attacked.client, { provider_id: made.id, name: EVIL, description: EVIL }),
    );
    await pageSettings({ allowed_redirects: [BACK], allowed_origins: [FRAME] });
    const again = await opened.browser.send(opened.at, {
      ...hiddenOf(opened.form),
      'config/count': EVIL,
      auth: EVIL,
    });
    for (const { text, status } of [opened.form, again]) {
      expect([200, 400]).toContain(status);
      expect(text).not.toMatch(/<script>|<img|<\/title>.*<\/title>/s);
      const tags = text.match(/<[a-z][^>]*>/gi) ?? [];
      for (const tag of tags) expect(tag).not.toMatch(/^<[^"]*("[^"]*"[^"]*)*\bon[a-z]+=/);
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    }
  });

  test('shows no default of a secret', async () => {
    const config_schema = {
      type: 'object',
      properties: {
        password: { type: 'string', default: 'default-pass' },
        note: { type: 'string', writeOnly: true, default: 'default-note' },
      },
    };
    const made = await makeSetupProvider(attacked.client, { config_schema });
    const { form } = await openLink(
      harness,
      await makeSession(attacked.client, { provider_id: made.id, type: 'config_only' }),
    );
    expect(form.text).not.toMatch(/default-(pass|note)/);
  });

  test.each([
    [
      'that refers to itself',
      { type: 'object', properties: { a: { $ref: '#' }, b: { type: 'array', items: { $ref: '#' } } } },
    ],
    ['of pickers in pickers', nested(7)],
    [
      'of thousands of members',
      {
        type: 'object',
        properties: Object.fromEntries(
          Array.from({ length: 1_500 }, (_, i) => [`m${i}`, { type: 'string' }]),
        ),
      },
    ],
    [
      'of thousands of options',
      {
        type: 'object',
        properties: Object.fromEntries(
          Array.from({ length: 40 }, (_, i) => [
            `m${i}`,
            { enum: Array.from({ length: 500 }, (_, n) => `o${n}`) },
          ]),
        ),
      },
    ],
  ])('%s makes a page of bounded size in bounded time', async (_name, config_schema) => {
    const made = await makeSetupProvider(attacked.client, { config_schema });
    const opened = await openLink(
      harness,
      await makeSession(attacked.client, { provider_id: made.id, type: 'config_only' }),
    );
    const began = performance.now();
    const { status, text } = await opened.browser.get(opened.at);
    expect(status).toBe(200);
    expect(text.length).toBeLessThan(2_000_000);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

/** Makes a schema in which each of two branches holds the next picker. */
function nested(depth: number): object {
  if (depth === 0) return { type: 'string' };
  const branch = (kind: string) => ({
    type: 'object',
    properties: { kind: { const: kind }, next: nested(depth - 1) },
  });
  return { type: 'object', oneOf: [branch('a'), branch('b')] };
}
