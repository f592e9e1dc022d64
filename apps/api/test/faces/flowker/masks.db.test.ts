import { describe, expect, test } from 'vitest';
import { isSensitiveName } from '../../../src/dialects/flowker/sensitive-names.ts';
import { startHarness } from '../../support/harness.ts';
import { makeProvider } from '../../support/rules-kit.ts';
import { bothFaces, CONFIGS, expectError, TRACER } from './kit.ts';

const harness = await startHarness();

/** A schema that describes every leaf, so that the marks decide, and the names where the schema gives none. */
const DEEP = {
  type: 'object',
  properties: {
    base_url: { type: 'string' },
    headers: { type: 'object', additionalProperties: { type: 'string' } },
    accounts: {
      type: 'array',
      items: {
        type: 'object',
        properties: { label: { type: 'string' }, hush: { type: 'string', writeOnly: true } },
      },
    },
    auth: {
      type: 'object',
      properties: {
        issuer: { type: 'string', writeOnly: true },
        retries: { type: 'integer', writeOnly: true },
        scopes: { type: 'array', items: { type: 'string' }, writeOnly: true },
      },
    },
  },
};

const VALUE = {
  base_url: 'https://deep.example.com',
  headers: { Authorization: 'Bearer canary-0000000001', 'X-Region': 'eu' },
  accounts: [
    { label: 'one', hush: 'canary-0000000002' },
    { label: 'two', hush: 'canary-0000000003' },
  ],
  auth: { issuer: 'canary-0000000004', retries: 3, scopes: ['canary-5', 'canary-6'] },
};

const MASKED = {
  base_url: 'https://deep.example.com',
  headers: { Authorization: '****0001', 'X-Region': 'eu' },
  accounts: [
    { label: 'one', hush: '****0002' },
    { label: 'two', hush: '****0003' },
  ],
  auth: { issuer: '****0004', retries: null, scopes: ['********', '********'] },
};

async function deepScene() {
  const { root, flowker } = await bothFaces(harness);
  const { slug: providerId } = await makeProvider(root, { config_schema: DEEP });
  const id = await flowker.create({ name: 'Deep', providerId, config: VALUE });
  const reveal = async () => {
    const { id: pcf } = (await root.get('provider-configs?handle=Deep')).body.items[0];
    return (await root.post(`provider-configs/${pcf}/resolve`, { reason: 'test' })).body.value;
  };
  return { root, flowker, providerId, url: `${CONFIGS}/${id}`, reveal };
}

describe('secrets', () => {
  test('are masked at every depth, in every answer', async () => {
    const { flowker, url } = await deepScene();
    const answers = [
      (await flowker.get(url)).body,
      (await flowker.get(CONFIGS)).body.items[0],
      (await flowker.patch(url, { description: 'x' })).body,
      (await flowker.post(`${url}/disable`)).body,
      (await flowker.post(`${url}/enable`)).body,
    ];
    for (const body of answers) {
      expect(body.config).toEqual(MASKED);
      expect(JSON.stringify(body)).not.toContain('canary-');
    }
    const trail = await flowker.get('/v1/audit-events?limit=100');
    expect(JSON.stringify(trail.body)).not.toContain('canary');
  });

  test('are masked where the schema does not describe them', async () => {
    const { flowker } = await bothFaces(harness);
    const config = { ...TRACER, extra: { note: 'nobody knows what this is' }, timeout: 3 };
    const id = await flowker.create({ name: 'Extra', providerId: 'tracer', config });
    expect((await flowker.get(`${CONFIGS}/${id}`)).body.config).toEqual({
      base_url: TRACER.base_url,
      api_key: '****0001',
      extra: { note: '****s is' },
      timeout: null,
    });
  });

  test('are not found by a name that the schema gives and does not mark, of any type', async () => {
    const { root, flowker } = await bothFaces(harness);
    const names = ['max_tokens', 'token_url', 'auth', 'keys', 'use_password', 'tokens'];
    const config_schema = {
      type: 'object',
      properties: {
        max_tokens: { type: 'integer' },
        token_url: { type: 'string', 'x-destination': false },
        auth: { type: 'object', properties: { type: { type: 'string' } } },
        keys: { type: 'array', items: { type: 'string' } },
        use_password: { type: 'boolean' },
        tokens: { type: 'object', additionalProperties: { type: 'integer' } },
        api_key: { type: 'string', writeOnly: true },
      },
    };
    const { slug: providerId } = await makeProvider(root, { config_schema });
    const config = {
      max_tokens: 4096,
      token_url: 'https://auth.example.com/token',
      auth: { type: 'oauth' },
      keys: ['one'],
      use_password: false,
      tokens: { most: 7, token: 8 },
      api_key: 'canary-0000000001',
    };
    expect(names.every((name) => isSensitiveName(name))).toBe(true);
    const id = await flowker.create({ name: 'Plain', providerId, config });
    const { body } = await flowker.get(`${CONFIGS}/${id}`);
    // A name in a map is the caller's own
    const shown = { ...config, tokens: { most: 7, token: null }, api_key: '****0001' };
    expect(body.config).toEqual(shown);
    const again = await flowker.patch(`${CONFIGS}/${id}`, { config: { ...shown, max_tokens: 1 } });
    expect([again.status, again.body.config]).toEqual([200, { ...shown, max_tokens: 1 }]);
    const { id: pcf } = (await root.get('provider-configs?handle=Plain')).body.items[0];
    const { value } = (await root.post(`provider-configs/${pcf}/resolve`, { reason: 'test' })).body;
    expect(value).toEqual({ ...config, max_tokens: 1 });
  });

  test('survive a PATCH with the answer of a GET', async () => {
    const { flowker, url, reveal } = await deepScene();
    const { body } = await flowker.get(url);
    const again = await flowker.patch(url, body);
    expect([again.status, again.body.config]).toEqual([200, MASKED]);
    expect(await reveal()).toEqual(VALUE);
  });

  test('stay where their mask is sent, and change where another text is', async () => {
    const { flowker, url, reveal } = await deepScene();
    const config = structuredClone(MASKED) as Record<string, never> & typeof MASKED;
    config.accounts[1] = { label: 'zwei', hush: 'canary-0000000009' };
    config.auth.scopes = ['********', 'canary-7'];
    const { status, body } = await flowker.patch(url, { config });
    expect([status, body.config.accounts[1]]).toEqual([200, { label: 'zwei', hush: '****0009' }]);
    const [first] = VALUE.accounts;
    expect(await reveal()).toEqual({
      ...VALUE,
      accounts: [first, { label: 'zwei', hush: 'canary-0000000009' }],
      auth: { ...VALUE.auth, scopes: ['canary-5', 'canary-7'] },
    });
  });

  test('must be sent again when another member decides that they are none', async () => {
    const { root, flowker } = await bothFaces(harness);
    const branch = (kind: string, more: object) => ({
      properties: { kind: { const: kind }, label: { type: 'string', ...more } },
    });
    const config_schema = { type: 'object', oneOf: [branch('a', { writeOnly: true }), branch('b', {})] };
    const { slug: providerId } = await makeProvider(root, { config_schema });
    const id = await flowker.create({
      name: 'C',
      providerId,
      config: { kind: 'a', label: 'canary-0000000001' },
    });
    const { config } = (await flowker.get(`${CONFIGS}/${id}`)).body;
    const answer = await flowker.patch(`${CONFIGS}/${id}`, { config: { ...config, kind: 'b' } });
    expectError(answer, 422, 'FLK-0293');
    expect(Object.keys(answer.body.fields)).toEqual(['/config/label']);
    expect((await flowker.get(`${CONFIGS}/${id}`)).body.config).toEqual({ kind: 'a', label: '****0001' });
    const sent = await flowker.patch(`${CONFIGS}/${id}`, { config: { kind: 'b', label: 'plain-000000001' } });
    expect(sent.body.config).toEqual({ kind: 'b', label: 'plain-000000001' });
  });

  test('are withheld from an address that has changed when their masks are sent', async () => {
    const { flowker, url } = await deepScene();
    const config = { ...MASKED, base_url: 'https://elsewhere.example.com' };
    expect((await flowker.patch(url, { config })).status).toBe(200);
    const answer = await flowker.post(`${url}/test`);
    expectError(answer, 409, 'FLK-0350');
    expect(answer.body.message).toContain('send them again');
  });

  test.each([
    [
      'moved to another item',
      { ...MASKED, accounts: [{ label: 'one', hush: '****0003' }, MASKED.accounts[1]] },
      '/config/accounts/0/hush',
    ],
    [
      'of a changed item that has moved',
      { ...MASKED, accounts: [MASKED.accounts[1], { label: 'eins', hush: '****0002' }] },
      '/config/accounts/1/hush',
    ],
    ['moved to another name', { ...MASKED, headers: { 'X-Region': '****0001' } }, '/config/headers/X-Region'],
    [
      'at an item that is new',
      { ...MASKED, accounts: [...MASKED.accounts, { label: 'x', hush: '********' }] },
      '/config/accounts/2/hush',
    ],
    ['in the place of what is plain', { ...MASKED, base_url: '********' }, '/config/base_url'],
    ['of another secret', { ...MASKED, auth: { ...MASKED.auth, issuer: '****0001' } }, '/config/auth/issuer'],
  ])('a mask %s is refused and never stored', async (_name, config, place) => {
    const { flowker, url, reveal } = await deepScene();
    const answer = await flowker.patch(url, { config });
    expectError(answer, 422, 'FLK-0293');
    expect(Object.keys(answer.body.fields)).toContain(place);
    expect(await reveal()).toEqual(VALUE);
  });

  describe('in an array, where all masks look alike', () => {
    const items = [
      { label: 'one', hush: 'canary-a' },
      { label: 'two', hush: 'canary-b' },
      { label: 'three', hush: 'canary-c' },
    ];
    const [one, two, three] = items.map((item) => ({ ...item, hush: '********' }));
    const fresh = { label: 'four', hush: 'canary-d' };

    async function patched(accounts: unknown[], scopes?: string[]) {
      const { root, flowker } = await bothFaces(harness);
      const { slug: providerId } = await makeProvider(root, { config_schema: DEEP });
      const config = { accounts: items, auth: { scopes: ['canary-x', 'canary-y'] } };
      const url = `${CONFIGS}/${await flowker.create({ name: 'List', providerId, config })}`;
      const sent = { accounts, auth: { scopes: scopes ?? ['********', '********'] } };
      const answer = await flowker.patch(url, { config: sent });
      const { id } = (await root.get('provider-configs?handle=List')).body.items[0];
      const { value } = (await root.post(`provider-configs/${id}/resolve`, { reason: 'test' })).body;
      return { answer, value, config };
    }

    test.each([
      ['an item stands twice', [one, one, three], undefined],
      ['a changed item has moved', [{ ...two, label: 'zwei' }, three], undefined],
      ['a new item has the mask of another', [{ ...one, label: 'null' }, one, two, three], undefined],
      ['nobody knows which is gone', [one, two, three], ['********']],
    ])('masks are refused when %s', async (_name, accounts, scopes) => {
      const { answer, value, config } = await patched(accounts, scopes);
      expectError(answer, 422, 'FLK-0293');
      expect(value).toEqual(config);
    });

    test.each([
      ['nothing has changed', [one, two, three], items],
      ['an item came behind', [one, two, three, fresh], [...items, fresh]],
      ['the last item is gone', [one, two], items.slice(0, 2)],
      ['the first item is gone', [two, three], items.slice(1)],
      ['one in the middle is gone', [one, three], [items[0], items[2]]],
      ['items have changed places', [two, one, three], [items[1], items[0], items[2]]],
      ['an item came before', [fresh, one, two, three], [fresh, ...items]],
      [
        'an item with another secret has moved',
        [two, { ...one, hush: 'canary-e' }],
        [items[1], { ...items[0], hush: 'canary-e' }],
      ],
      [
        'an item has another label',
        [one, { ...two, label: 'zwei' }, three],
        [items[0], { ...items[1], label: 'zwei' }, items[2]],
      ],
      [
        'an item has another secret',
        [one, { ...two, hush: 'canary-e' }, three],
        [items[0], { ...items[1], hush: 'canary-e' }, items[2]],
      ],
    ])('secrets stay when %s', async (_name, accounts, expected) => {
      const { answer, value } = await patched(accounts);
      expect([answer.status, value.accounts]).toEqual([200, expected]);
    });
  });

  test('items that moved keep the content of nested arrays, and what only a name hides', async () => {
    const { root, flowker } = await bothFaces(harness);
    const string = { type: 'string' };
    const key = { type: 'object', properties: { id: string, hush: { type: 'string', writeOnly: true } } };
    const team = {
      name: string,
      keys: { type: 'array', items: key },
      headers: { type: 'object', additionalProperties: string },
    };
    const config_schema = {
      type: 'object',
      properties: { teams: { type: 'array', items: { type: 'object', properties: team } } },
    };
    const { slug: providerId } = await makeProvider(root, { config_schema });
    const teams = [1, 2, 3].map((n) => ({
      name: `team ${n}`,
      keys: [1, 2].map((k) => ({ id: `key ${k}`, hush: `canary-${n}-${k}` })),
      headers: { Authorization: `Bearer ${n}` },
    }));
    const id = await flowker.create({ name: 'Teams', providerId, config: { teams } });
    const [one, two, three] = (await flowker.get(`${CONFIGS}/${id}`)).body.config.teams;
    expect(one.headers).toEqual({ Authorization: '********' });
    const change = async (config: object) => {
      const answer = await flowker.patch(`${CONFIGS}/${id}`, { config });
      const { id: pcf } = (await root.get('provider-configs?handle=Teams')).body.items[0];
      const { value } = (await root.post(`provider-configs/${pcf}/resolve`, { reason: 'test' })).body;
      return [answer.status, value.teams];
    };
    expect(await change({ teams: [three, one, two] })).toEqual([200, [teams[2], teams[0], teams[1]]]);
    const less = [{ ...three, keys: three.keys.slice(1) }, one, two];
    expect(await change({ teams: less })).toEqual([
      200,
      [{ ...teams[2], keys: teams[2]?.keys.slice(1) }, teams[0], teams[1]],
    ]);
  });

  test('a hidden number or boolean is never replaced by the null that it is shown as', async () => {
    const { root, flowker } = await bothFaces(harness);
    const config = { ...TRACER, retry_codes: [429, 500, 503], ports: { a: 5432 } };
    const url = `${CONFIGS}/${await flowker.create({ name: 'Nulls', providerId: 'tracer', config })}`;
    const { config: shown } = (await flowker.get(url)).body;
    expect(shown).toMatchObject({ retry_codes: [null, null, null], ports: { a: null } });
    const answer = await flowker.patch(url, {
      config: { ...shown, retry_codes: [null, null], ports: { b: null } },
    });
    expectError(answer, 422, 'FLK-0293');
    const places = ['/config/retry_codes/0', '/config/retry_codes/1', '/config/ports/b'];
    expect(Object.keys(answer.body.fields)).toEqual(places);
    expect((await flowker.patch(url, { config: { ...shown, proxy: null } })).status).toBe(200);
    const { id } = (await root.get('provider-configs?handle=Nulls')).body.items[0];
    const { value } = (await root.post(`provider-configs/${id}/resolve`, { reason: 'test' })).body;
    expect(value).toEqual({ ...config, proxy: null });
  });

  test('a mask is refused in a new configuration', async () => {
    const { flowker, providerId } = await deepScene();
    const answer = await flowker.post(CONFIGS, { name: 'New', providerId, config: MASKED });
    expectError(answer, 422, 'FLK-0293');
    const plain = await flowker.post(CONFIGS, { name: 'New', providerId, config: { base_url: '****abcd' } });
    expectError(plain, 422, 'FLK-0293');
    expect((await flowker.get(CONFIGS)).body.items).toHaveLength(1);
  });

  test('a leaf that follows a vault still follows it after a PATCH with the answer of a GET', async () => {
    const { root, flowker } = await bothFaces(harness);
    const vault = await root.create('provider-config-vaults', {
      provider_id: 'tracer',
      name: 'V',
      value: TRACER,
    });
    await root.create('provider-configs', {
      provider_id: 'tracer',
      handle: 'From vault',
      provider_config_vault_id: vault.id,
    });
    const [shown] = (await flowker.get(CONFIGS)).body.items;
    expect(shown.config).toEqual({ base_url: TRACER.base_url, api_key: '****0001' });
    expect((await flowker.patch(`${CONFIGS}/${shown.id}`, { config: shown.config })).status).toBe(200);
    await root.patch(`provider-config-vaults/${vault.id}`, {
      value: { api_key: 'rotated-key-000000000002' },
    });
    expect((await flowker.get(`${CONFIGS}/${shown.id}`)).body.config.api_key).toBe('****0002');
  });

  test('FLK-0350: a mask that was read before another change of the configuration', async () => {
    const { flowker, url } = await deepScene();
    const { config } = (await flowker.get(url)).body;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => flowker.patch(url, { config, description: crypto.randomUUID() })),
    );
    for (const answer of answers) {
      if (answer.status === 200) continue;
      const message = 'resource state changed concurrently; retry with latest version';
      expectError(answer, 409, 'FLK-0350', message);
    }
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  });
});
