import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider, makeVault } from '../support/rules-kit.ts';

/** A digest shows to no key that a secret equals a guess, unless the key may learn the secret or compare it. */

const harness = await startHarness();

interface Leaf {
  path: string;
  digest: string | null;
  digest_reason?: string | null;
}

const SCHEMA = {
  type: 'object',
  properties: {
    host: { type: 'string' },
    token: { type: 'string', writeOnly: true },
    pin: { type: 'string', writeOnly: true },
    number: { type: 'integer', writeOnly: true },
    accounts: {
      type: 'array',
      items: { properties: { name: { type: 'string' }, pin: { type: 'string', writeOnly: true } } },
    },
  },
};
const VALUE = {
  host: 'abc',
  token: 'token-000-of-a-length',
  pin: '4711',
  number: 4711,
  accounts: [{ name: 'a-name-that-is-long', pin: '4711' }],
};
const TOO_SHORT = ['/accounts', '/number', '/pin'];
const PATHS = ['provider-configs', 'provider-config-vaults', 'provider-auth-configs'] as const;

async function scene() {
  const client = await harness.newInstance();
  const auth_methods = [{ key: 'k', type: 'token', name: 'Key', input_schema: { type: 'object' } }];
  const provider = await makeProvider(client, { config_schema: SCHEMA, auth_methods });
  const [method] = (await client.get(`provider-specifications/${provider.specification}`)).body.auth_methods;
  const ids: Record<(typeof PATHS)[number], string> = {
    'provider-configs': (await makeConfig(client, provider, { value: VALUE })).id,
    'provider-config-vaults': (await makeVault(client, provider, { value: VALUE })).id,
    'provider-auth-configs': (
      await client.create('provider-auth-configs', { provider_auth_method_id: method.id, value: VALUE })
    ).id,
  };
  const keyOf = async (...scopes: string[]) =>
    harness.as((await client.post('api-keys', { name: 'Key', scopes })).body.secret);
  return { client, provider, ids, keyOf };
}

/** Reads the states of a row in every place that shows them. */
async function seen(client: Client, path: string, id: string): Promise<Leaf[][]> {
  const at = `${path}/${id}`;
  const [revision] = (await client.get(`value-revisions?owner_id=${id}`)).body.items;
  const events = await client.get(`audit-events?resource_id=${id}`);
  const headers = { authorization: `Bearer ${client.key}` };
  const exported = await (await harness.app.request('/audit-events/export', { headers })).text();
  const lines = exported.trim().split('\n');
  const event = lines.map((line) => JSON.parse(line)).find(({ resource_id }) => resource_id === id);
  return [
    (await client.get(at)).body.value_state,
    (await client.get(`${at}/revisions/1`)).body.value_state,
    revision.value_state,
    events.body.items[0].after.value_state,
    event.after.value_state,
  ];
}

const ofToken = (leaves: Leaf[]): Leaf | undefined => leaves.find(({ path }) => path === '/token');

describe('digests of a value', { timeout: 60_000 }, () => {
  test.each(PATHS)(
    'of %s are shown to keys that may reveal or compare that kind, and to no other',
    async (path) => {
      const { ids, keyOf } = await scene();
      const other = PATHS.find((name) => name !== path);
      const read = ['reader', 'audit-events:read'];
      const may = [[`${path}:reveal`], [`${path}:compare`], ['resolver'], ['admin']];
      const mayNot = [
        [],
        [`${path}:write`],
        ['editor'],
        ['operator'],
        [`${other}:reveal`, `${other}:compare`],
      ];
      for (const scopes of may) {
        const all = await seen(await keyOf(...read, ...scopes), path, ids[path]);
        for (const leaves of all) {
          const token = ofToken(leaves);
          if (leaves.length > 1) expect(token?.digest, scopes.join()).toMatch(/^1\.[0-9a-f]{64}$/);
        }
      }
      for (const scopes of mayNot) {
        const all = (await seen(await keyOf(...read, ...scopes), path, ids[path])).flat();
        expect(
          all.every(({ digest }) => digest === null),
          scopes.join(),
        ).toBe(true);
        expect(new Set(all.map(({ digest_reason }) => digest_reason)), scopes.join()).toEqual(
          new Set(['not_permitted']),
        );
      }
    },
  );

  test.each(PATHS)('of %s are made of no secret under 12 characters, alone or in an array', async (path) => {
    const { client, ids } = await scene();
    for (const leaves of await seen(client, path, ids[path])) {
      const short = leaves.filter(({ digest }) => digest === null);
      const named = short.map((leaf) => leaf.path).sort();
      const also = path === 'provider-auth-configs' ? ['/host'] : []; // all of it is secret
      expect(named).toEqual([...TOO_SHORT, ...also].sort());
      for (const { digest_reason } of short) expect(digest_reason).toBe('too_short');
    }
    const stored = await harness.database.query(
      `select value_state from value_revisions where owner_id = '${ids[path]}'`,
    );
    const states = stored.flatMap(({ value_state }) => value_state as Leaf[]);
    expect(states.filter(({ path: at, digest }) => TOO_SHORT.includes(at) && digest !== null)).toEqual([]);
  });

  test('of a plain leaf are made, however short it is', async () => {
    const { client, ids } = await scene();
    const { value_state } = (await client.get(`provider-configs/${ids['provider-configs']}`)).body;
    expect(value_state.find(({ path }: Leaf) => path === '/host').digest).toMatch(/^1\./);
  });

  test('of twelve characters are made, however many bytes they take', async () => {
    const { client, ids } = await scene();
    const at = `provider-configs/${ids['provider-configs']}`;
    const digestOf = async (token: string) =>
      ofToken((await client.patch(at, { value: { token } })).body.value_state);
    expect(await digestOf('💩'.repeat(11))).toMatchObject({ digest: null, digest_reason: 'too_short' });
    expect(await digestOf('💩'.repeat(12))).toMatchObject({
      digest: expect.any(String),
      digest_reason: null,
    });
  });

  test.each(PATHS)('of %s are shown by no dry run, and to no key', async (path) => {
    const { client, ids, provider } = await scene();
    const answers = [
      await client.patch(`${path}/${ids[path]}?dry_run=true`, { value: { host: 'another-host' } }),
    ];
    if (path !== 'provider-auth-configs') {
      const body = { provider_id: provider.id, name: 'N', value: VALUE };
      answers.push(await client.post(`${path}?dry_run=true`, body));
    }
    answers.push(await client.post(`${path}/${ids[path]}/revisions/1/restore?dry_run=true`, {}));
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body.value_state.length).toBeGreaterThan(0);
      expect(JSON.stringify(body)).not.toMatch(/\d\.[0-9a-f]{64}/);
      for (const { digest_reason } of body.value_state) expect(digest_reason).toBe('dry_run');
    }
  });

  test('are not the only tell that a dry run hides: a right guess is answered as a wrong one', async () => {
    const { client, ids, provider, keyOf } = await scene();
    const operator = await keyOf('operator');
    const made = { provider_id: provider.id, provider_config_vault_id: ids['provider-config-vaults'] };
    const linked = (await client.create('provider-configs', made)).id;
    const without = (body: object) =>
      JSON.stringify(body).replaceAll(/"(updated_at|changed_at|oldest_secret_at)":"[^"]+"/g, '');
    for (const [at, bodyOf] of [
      [`provider-configs/${ids['provider-configs']}`, (pin: string) => ({ value: { pin } })],
      [
        `provider-configs/${ids['provider-configs']}`,
        (pin: string) => ({ value_replace: { ...VALUE, pin } }),
      ],
      [`provider-config-vaults/${ids['provider-config-vaults']}`, (pin: string) => ({ value: { pin } })],
      [`provider-auth-configs/${ids['provider-auth-configs']}`, (pin: string) => ({ value: { pin } })],
      [
        `provider-configs/${linked}`,
        (pin: string) => ({
          value_shown: {
            value: { ...VALUE, pin },
            keep: ['/token', '/number', '/accounts/0/pin'],
            vault_revision: 1,
          },
        }),
      ],
    ] as const) {
      const [right, wrong] = await Promise.all(
        [VALUE.pin, '0000'].map((pin) => operator.patch(`${at}?dry_run=true`, bodyOf(pin))),
      );
      expect([at, right?.status, without(right?.body)]).toEqual([at, 200, without(wrong?.body)]);
    }
  });

  test('are in the trail for writes of keys that may not see them', async () => {
    const { client, ids, keyOf } = await scene();
    const id = ids['provider-configs'];
    const operator = await keyOf('operator');
    const patched = await operator.patch(`provider-configs/${id}`, {
      value: { token: 'another-long-token' },
    });
    expect(ofToken(patched.body.value_state)).toMatchObject({ digest: null, digest_reason: 'not_permitted' });
    const { items } = (await client.get(`audit-events?resource_id=${id}&action=provider-configs.update`))
      .body;
    expect(items[0].after.value_state).toEqual([{ path: '/token', digest: expect.stringMatching(/^1\./) }]);
    expect(items[0].before.value_state[0].digest).not.toBe(items[0].after.value_state[0].digest);
  });

  test('stay away from a refusal that shows the current row', async () => {
    const { ids, keyOf } = await scene();
    const operator = await keyOf('operator');
    const answer = await operator.request(
      'PATCH',
      `provider-configs/${ids['provider-configs']}`,
      { name: 'N' },
      { 'if-match': '"99"' },
    );
    expect(answer.status).toBe(412);
    expect(JSON.stringify(answer.body)).not.toMatch(/\d\.[0-9a-f]{64}/);
  });

  test('of a leaf that is secret only together with its vault follow the effective value', async () => {
    const client = await harness.newInstance();
    const name = (more: object) => ({ type: 'string', ...more });
    const config_schema = {
      type: 'object',
      oneOf: [
        { properties: { type: { const: 'user' }, name: name({}) } },
        { properties: { type: { const: 'token' }, name: name({ writeOnly: true }) } },
      ],
    };
    const provider = await makeProvider(client, { config_schema });
    const vault = await makeVault(client, provider, { value: { type: 'user', name: 'ada' } });
    const made = { provider_id: provider.id, provider_config_vault_id: vault.id };
    const at = `provider-configs/${(await client.create('provider-configs', made)).id}`;
    await client.patch(at, { value: { type: 'token' } });
    const { value_state } = (await client.get(at)).body;
    expect(value_state[0]).toMatchObject({
      path: '/name',
      secret: true,
      digest: null,
      digest_reason: 'too_short',
    });
  });
});
