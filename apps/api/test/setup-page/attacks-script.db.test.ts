import { describe, expect, test } from 'vitest';
import { attackedInstance, BACK, TOKEN } from '../support/attack-kit.ts';
import { startHarness } from '../support/harness.ts';
import {
  type Fields,
  hiddenOf,
  makeSession,
  makeSetupProvider,
  newBrowser,
  ORIGIN,
  openLink,
  type Page,
} from '../support/setup-kit.ts';

const harness = await startHarness({ directly: true });
const attacked = attackedInstance(harness);
const { begun, statusOf, expectRefused } = attacked;

/** The fields that the script sends. */
const scripted = (form: Page, auth: unknown = { token: TOKEN }, more: Fields = {}): Fields => ({
  ...hiddenOf(form),
  _do: 'finish',
  _value: JSON.stringify({ auth }),
  ...more,
});

test('the script finishes a session, and is told where to go', async () => {
  const { made, browser, form, at } = await begun();
  const sent = await browser.send(at, scripted(form));
  expect([sent.status, JSON.parse(sent.text)]).toEqual([200, { location: BACK }]);
  expect(sent.headers.get('content-type')).toBe('application/json');
  expect([...browser.cookies.values()]).toEqual(['done']);
  expect(await statusOf(made)).toBe('completed');
});

test('the script gets the problems by their places, and no content of a field', async () => {
  const client = await harness.newInstance();
  const provider = await makeSetupProvider(client);
  const { browser, form, at } = await openLink(
    harness,
    await makeSession(client, { provider_id: provider.id }),
  );
  const _value = JSON.stringify({ auth: { token: 'short' }, config: { host: 'x', port: 'many' } });
  const sent = await browser.send(at, { ...hiddenOf(form), _value });
  expect(sent.status).toBe(400);
  const { notice, problems } = JSON.parse(sent.text);
  expect(notice).toBeNull();
  expect(problems.map(({ path }: { path: string[] }) => path.join('/'))).toEqual([
    'auth/token',
    'config/host',
    'config/port',
  ]);
  for (const secret of ['short', 'many', TOKEN]) expect(sent.text).not.toContain(secret);
});

describe('a value of the script', () => {
  const refusals: [string, (form: Page) => [Fields, Record<string, string>]][] = [
    ['of another origin', (form) => [scripted(form), { origin: 'https://evil.example' }]],
    ['of another site', (form) => [scripted(form), { 'sec-fetch-site': 'cross-site' }]],
    ['without the token', (form) => [scripted(form, { token: TOKEN }, { _token: '' }), { origin: ORIGIN }]],
    ['with a wrong token', (form) => [scripted(form, { token: TOKEN }, { _token: 'A'.repeat(43) }), {}]],
  ];

  test.each(refusals)('is refused: %s', async (_name, forged) => {
    const { made, browser, form, at } = await begun();
    const [fields, headers] = forged(form);
    await expectRefused(await browser.send(at, fields, headers), 403, made);
    expect((await browser.send(at, scripted(form))).status).toBe(200);
  });

  test('is refused with the cookie of another session, and with its token', async () => {
    const [one, two] = [await begun(), await begun()];
    const thief = newBrowser(harness);
    const [value = ''] = one.browser.cookies.values();
    thief.cookies.set(`berth_setup_${two.made.id}`, value);
    await expectRefused(await thief.send(two.at, scripted(one.form)), 404, two.made);
    const _token = hiddenOf(one.form)._token ?? '';
    await expectRefused(
      await two.browser.send(two.at, scripted(two.form, { token: TOKEN }, { _token })),
      403,
      two.made,
    );
  });

  test.each([
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"text"'],
    ['half of an object', '{'],
    ['a member twice', '{"auth":{"token":"token-0000","token":"token-1111"}}'],
    ['a number that would change', '{"auth":{"token":12345678901234567890}}'],
    ['many brackets', '['.repeat(50_000)],
    ['a deep value', `{"auth":${'[{"a":'.repeat(7_000)}1${'}]'.repeat(7_000)}}`],
  ])('that is no form is refused: %s', async (_name, _value) => {
    const { made, browser, form, at } = await begun();
    const { status } = await browser.send(at, { ...scripted(form), _value });
    expect([400, 415]).toContain(status);
    expect(await statusOf(made)).toBe('pending');
  });

  test('beyond the limit is refused', async () => {
    const { made, browser, form, at } = await begun();
    const large = scripted(form, { token: 'x'.repeat(300_000) });
    await expectRefused(await browser.send(at, large), 413, made);
  });

  test('with odd members is refused, and changes no prototype', async () => {
    const { made, browser, form, at } = await begun();
    const _value = `{"__proto__":{"auth":1},"auth":{"token":"${TOKEN}","__proto__":{"x":1},"admin":true},"config":{"a":1}}`;
    const refused = await browser.send(at, { ...scripted(form), _value });
    expect(refused.status).toBe(400);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(await statusOf(made)).toBe('pending');
    for (const value of ['{}', '{"auth":null}', '{"auth":[]}', '{"auth":"text"}', '{"auth":1}']) {
      expect((await browser.send(at, { ...scripted(form), _value: value })).status).toBe(400);
    }
    for (const token of ['token\u0000-000', 'token-\ud800-00']) {
      const page = await browser.send(at, scripted(form, { token }));
      expect([page.status, JSON.parse(page.text).problems[0].path]).toEqual([400, ['auth', 'token']]);
    }
  });

  test('for several auth methods is refused at their picker without a pick, or with that of none', async () => {
    const method = (key: string) => ({ key, type: 'token', name: key, input_schema: { type: 'object' } });
    const made = await makeSetupProvider(attacked.client, { auth_methods: [method('a'), method('b')] });
    const { browser, form, at } = await openLink(
      harness,
      await makeSession(attacked.client, { provider_id: made.id, type: 'auth_only' }),
    );
    for (const pick of [
      {},
      { auth: '' },
      { auth: '2' },
      { auth: '-1' },
      { auth: '1.5' },
      { auth: '__proto__' },
    ]) {
      const { status, text } = await browser.send(at, scripted(form, { token: TOKEN }, pick));
      expect([status, JSON.parse(text).problems]).toEqual([
        400,
        [{ path: ['auth'], message: 'Must be one of the list.' }],
      ]);
    }
    expect((await browser.send(at, scripted(form, { token: TOKEN }, { auth: '1' }))).status).toBe(200);
  });

  test('is counted as a try, and the last one ends the session', async () => {
    const { made, browser, form, at } = await begun();
    for (let i = 0; i < 20; i++) {
      expect((await browser.send(at, scripted(form, { token: 'short' }))).status).toBe(400);
    }
    await expectRefused(await browser.send(at, scripted(form)), 410, made, 'failed');
  });

  test('for another form than that of the page is answered with the new form, and stores nothing', async () => {
    const { made, browser, form, at } = await begun();
    const page = await browser.send(at, scripted(form, { token: TOKEN }, { _form: 'another' }));
    expect([page.status, page.text.includes('The form has changed')]).toEqual([400, true]);
    expect(page.text).not.toContain(TOKEN);
    expect(await statusOf(made)).toBe('pending');
  });
});

test('a form that the script has drawn is not read without the value of the script', async () => {
  const made = await makeSetupProvider(attacked.client, { config_schema: { type: 'object' } });
  const session = await makeSession(attacked.client, { provider_id: made.id, type: 'config_only' });
  const { browser, form, at } = await openLink(harness, session);
  const page = await browser.send(at, { ...hiddenOf(form), _drawn: '1' });
  expect([page.status, page.text.includes('The form has changed')]).toEqual([400, true]);
  expect(await statusOf(session)).toBe('pending');
  const _value = '{"config":{}}';
  expect((await browser.send(at, { ...hiddenOf(page), _drawn: '1', _value })).status).toBe(200);
});

test('the text for the script holds no default of a secret, also behind a reference, and no remark', async () => {
  const config_schema = {
    type: 'object',
    default: { note: 'default-one' },
    properties: {
      note: { $ref: '#/$defs/secret', default: 'default-two', $comment: 'default-three' },
      password: { $ref: '#/$defs/text' },
      port: { type: 'integer', default: 8_443 },
    },
    $defs: {
      secret: { type: 'string', writeOnly: true, examples: ['default-four'] },
      text: { type: 'string', default: 'default-five' },
    },
  };
  const made = await makeSetupProvider(attacked.client, { config_schema });
  const { form } = await openLink(
    harness,
    await makeSession(attacked.client, { provider_id: made.id, type: 'config_only' }),
  );
  expect(form.text).toContain('/port&quot;:8443');
  expect(form.text).not.toMatch(/default-(one|two|three|four|five)/);
});

test('a page whose schema tells a secret keeps its own fields', async () => {
  const key = { const: 'constant-key', writeOnly: true };
  const config_schema = { type: 'object', required: ['key'], properties: { key, host: { type: 'string' } } };
  const made = await makeSetupProvider(attacked.client, { config_schema });
  const session = await makeSession(attacked.client, { provider_id: made.id, type: 'config_only' });
  const { browser, form, at } = await openLink(harness, session);
  expect(form.text).not.toMatch(/constant-key|data-handed/);
  expect((await browser.send(at, { ...hiddenOf(form), 'config/host': 'a.test' })).status).toBe(303);
});

test.each([
  ['behind a reference', { $ref: '#/$defs/key', writeOnly: true }, ['key']],
  ['in another part', { allOf: [{ writeOnly: true }, { $ref: '#/$defs/key' }] }, ['key']],
  ['that may be absent', { const: 'constant-key', writeOnly: true }, []],
])('a page does not tell a secret by a constant %s', async (_name, key, required) => {
  const $defs = { key: { const: 'constant-key' } };
  const made = await makeSetupProvider(attacked.client, {
    config_schema: { type: 'object', required, properties: { key, host: { type: 'string' } }, $defs },
  });
  const session = await makeSession(attacked.client, { provider_id: made.id, type: 'config_only' });
  const { form } = await openLink(harness, session);
  expect(form.text).toContain('config/host');
  expect(form.text).not.toMatch(/constant-key/i);
});

test('neither the page nor the text for the script holds a default of a secret that is no text', async () => {
  const secret = { writeOnly: true };
  const config_schema = {
    type: 'object',
    default: { code: 640_021 },
    properties: {
      pin: { type: 'integer', default: 640_020, ...secret },
      code: { type: 'integer', ...secret },
      mode: { enum: ['first', 'second'], default: 'second', ...secret },
      modes: { type: 'array', items: { enum: ['third', 'fourth'], ...secret }, default: ['fourth'] },
      on: { type: 'boolean', default: true, ...secret },
      plain: { enum: ['fifth', 'sixth'], default: 'sixth' },
    },
  };
  const made = await makeSetupProvider(attacked.client, { config_schema });
  const session = await makeSession(attacked.client, { provider_id: made.id, type: 'config_only' });
  const { text } = (await openLink(harness, session)).form;
  expect(text).not.toMatch(/64002[01]/);
  expect(text.match(/<option[^>]* selected>[^<]*</g)).toEqual([expect.stringContaining('sixth')]);
  expect(text).not.toMatch(/ checked/);
  expect(text).toContain('presets&quot;:{&quot;/plain&quot;:&quot;sixth&quot;}');
});

test('only the files that the form needs are served beside the page', async () => {
  const { browser, form } = await begun();
  const files = [...form.text.matchAll(/(?:src|href)="(\/setup\/assets\/form\/[^"]+)"/g)].map(
    ([, url = '']) => url,
  );
  expect(files.length).toBeGreaterThan(2);
  for (const url of files) {
    const { status, headers } = await browser.get(url);
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  }
  for (const name of ['index.html', 'manifest.json', '..%2findex.html', 'x.js', '__proto__', '']) {
    expect((await browser.get(`/setup/assets/form/${name}`)).status).toBe(404);
  }
});
