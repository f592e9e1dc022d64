import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { makeKey } from '../support/keys-kit.ts';
import { type Made, makeConfig, makeProvider, makeVault, publish } from '../support/rules-kit.ts';

/*
 * A key that may neither reveal nor compare learns from no answer if a guess of a secret is right. Two instances that
 * differ in one secret alone, which equals the guess in the first one, answer it alike.
 */

const harness = await startHarness();

const secret = { type: 'string', writeOnly: true };
const text = { type: 'string' };
const PROPERTIES = {
  uri: { ...secret, 'x-destination': true },
  password: secret,
  name: text,
  site: { ...text, 'x-destination': true },
};
const SCHEMA = { type: 'object', additionalProperties: false, properties: PROPERTIES };
const GUESS = 'mongodb://app:4711@db.example.com';
const SECRETS = [GUESS, 'mongodb://app:9999@db.example.com'] as const;
const PASSWORD = 'a-password-of-somebody';
/** The secret that a key sends itself, and so knows. */
const OWN = 'a-password-of-its-own';

interface Scene {
  admin: Client;
  operator: Client;
  provider: Made;
  secret: string;
}

async function scene(secretOfIt: string, config_schema: object, roles = ['operator']): Promise<Scene> {
  const admin = await harness.newInstance();
  const provider = await makeProvider(admin, { config_schema });
  return { admin, operator: await makeKey(harness, admin, roles), provider, secret: secretOfIt };
}

/** The answer without what differs between two instances: ids, times, and the slug of the provider. */
const plain = ({ status, body }: Answer): string =>
  `${status} ${JSON.stringify(body)}`
    .replaceAll(/\b[a-z]+_[0-9a-z]{26}\b/g, 'id')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replaceAll(/p-[a-z]{12}/g, 'slug')
    .replaceAll(/"request_id":"[^"]+"/g, '');

type Ask = (scene: Scene) => Promise<Answer[]>;

/** Expects the same answers of two scenes, one of which has the secret that is guessed. Returns them. */
async function expectAlike(
  ask: Ask,
  config_schema: object = SCHEMA,
  secrets: readonly string[] = SECRETS,
  roles?: string[],
): Promise<Answer[]> {
  const [right, wrong] = [
    await ask(await scene(secrets[0] ?? '', config_schema, roles)),
    await ask(await scene(secrets[1] ?? '', config_schema, roles)),
  ];
  expect(right.map(plain)).toEqual(wrong.map(plain));
  return right;
}

const wholeOf = ({ secret: uri }: Scene) => ({ uri, password: PASSWORD, name: 'n', site: 'https://a.test' });
const becauseOf = ({ body }: Answer | undefined = { status: 0 } as Answer) => body.stale_secrets;

describe('a guess of a secret destination', { timeout: 60_000 }, () => {
  test('is answered alike by a dry run and a write of a config, and counts as a change', async () => {
    const answers = await expectAlike(async (on) => {
      const at = `provider-configs/${(await makeConfig(on.admin, on.provider, { value: wholeOf(on) })).id}`;
      const patch = { value: { uri: GUESS } };
      return [
        await on.operator.patch(`${at}?dry_run=true`, patch),
        await on.operator.patch(`${at}?dry_run=true`, { value_replace: { ...wholeOf(on), uri: GUESS } }),
        await on.operator.post(`${at}/test`, patch),
        await on.operator.patch(at, patch),
        await on.operator.patch(`${at}?dry_run=true`, { value: { name: 'other' } }),
        await on.operator.patch(at, { value: { name: 'other' } }),
        await on.operator.get(at),
        await on.operator.get(`${at}/revisions`),
        await on.operator.post(`${at}/revisions/1/restore`, {}),
      ];
    });
    const expected = [{ path: '/password', because: ['/uri'] }];
    for (const index of [0, 3, 4, 5]) expect(becauseOf(answers[index])).toEqual(expected);
    expect([answers[2]?.status, answers[2]?.body.code]).toEqual([409, 'secrets_stale']);
    expect(becauseOf(answers[8])).toEqual([]);
  });

  test('is answered alike by a vault and its followers', async () => {
    const answers = await expectAlike(async (on) => {
      const vault = await makeVault(on.admin, on.provider, { value: wholeOf(on) });
      const made = { provider_id: on.provider.id, provider_config_vault_id: vault.id };
      await on.admin.create('provider-configs', made);
      const at = `provider-config-vaults/${vault.id}`;
      return [
        await on.operator.patch(`${at}?dry_run=true`, { value: { uri: GUESS } }),
        await on.operator.patch(at, { value: { uri: GUESS } }),
        await on.operator.patch(at, { value: { name: 'other' } }),
      ];
    });
    expect(answers.map(({ body }) => body.stale_secrets.length)).toEqual([2, 2, 2]);
  });

  test('is answered alike in a config over a vault that the key cannot see', async () => {
    await expectAlike(async (on) => {
      const vault = await makeVault(on.admin, on.provider, { value: wholeOf(on) });
      const made = { provider_id: on.provider.id, provider_config_vault_id: vault.id, handle: 'team-own' };
      const at = `provider-configs/${(await on.admin.create('provider-configs', made)).id}`;
      const reach = { providers: [], deployments: [], configs: [], handles: ['team-*'] };
      const reaching = await makeKey(harness, on.admin, ['operator'], { reach });
      expect((await reaching.get(`provider-config-vaults/${vault.id}`)).status).toBe(404);
      return [
        await reaching.patch(`${at}?dry_run=true`, { value: { uri: GUESS } }),
        await reaching.patch(at, { value: { password: OWN } }),
        await reaching.patch(`${at}?dry_run=true`, { value: { uri: GUESS } }),
        await reaching.patch(at, { value: { uri: GUESS } }),
        await reaching.post(`${at}/test`, { value: { name: 'other' } }),
        // Its own secret was sent for the guess, and now stands beside the secret of the vault
        await reaching.patch(at, { value: { uri: GUESS, password: OWN } }),
        await reaching.patch(`${at}?dry_run=true`, { value: { uri: null } }),
        await reaching.patch(at, { value: { uri: null } }),
        await reaching.post(`${at}/test`, {}),
      ];
    });
  });

  test('is answered alike when a value with it moves to a vault, keeps its content, and leaves it', async () => {
    const answers = await expectAlike(async (on) => {
      const vault = await makeVault(on.admin, on.provider, { value: { ...wholeOf(on), password: OWN } });
      const value = { uri: GUESS, password: OWN, site: 'https://a.test' };
      const { id } = await makeConfig(on.operator, on.provider, { value });
      const at = `provider-configs/${id}`;
      const moved = { provider_config_vault_id: vault.id, value: { uri: null, site: null } };
      return [
        await on.operator.patch(`${at}?dry_run=true`, moved),
        await on.operator.patch(at, moved),
        await on.operator.patch(at, { provider_config_vault_id: null, keep_value: true }),
        await on.operator.patch(`${at}?dry_run=true`, { value: { name: 'other' } }),
      ];
    });
    for (const answer of answers)
      expect(becauseOf(answer)).toEqual([{ path: '/password', because: ['/uri'] }]);
  });

  test('is answered alike by an upgrade that sends it, and by a migration that copies it', async () => {
    await expectAlike(
      async (on) => {
        const { id } = await makeConfig(on.admin, on.provider, { value: wholeOf(on) });
        const at = `provider-configs/${id}/upgrade`;
        const config_schema = { ...SCHEMA, properties: { ...PROPERTIES, added: text } };
        const second = await publish(on.operator, on.provider, '2', { config_schema });
        const copies = [
          {
            from: '1',
            patch: [{ op: 'copy', from: '/name', path: '/uri' }],
            tests: [{ before: { name: 'a' }, after: { name: 'a', uri: 'a' } }],
          },
        ];
        const third = await publish(on.operator, on.provider, '3', { config_schema, migrations: copies });
        await on.operator.patch(`provider-configs/${id}`, { value: { name: GUESS } });
        return [
          await on.operator.post(`${at}?dry_run=true`, {
            provider_version_id: second.id,
            value: { uri: GUESS },
          }),
          await on.operator.post(`${at}?dry_run=true`, { provider_version_id: third.id }),
          await on.operator.post(at, { provider_version_id: third.id }),
          await on.operator.get(`provider-configs/${id}`),
          await on.operator.patch(`provider-configs/${id}`, { value: { name: 'other' } }),
        ];
      },
      SCHEMA,
      SECRETS,
      ['editor'],
    );
  });

  test('is answered alike where another branch of the schema shows it', async () => {
    const branch = (kind: string, uri: object) => ({
      properties: { kind: { const: kind }, uri: { ...uri, 'x-destination': true }, password: secret },
    });
    await expectAlike(
      async (on) => {
        const value = { kind: 'a', uri: on.secret, password: PASSWORD };
        const at = `provider-configs/${(await makeConfig(on.admin, on.provider, { value })).id}`;
        return [
          await on.operator.patch(`${at}?dry_run=true`, { value: { kind: 'b', uri: GUESS } }),
          await on.operator.patch(at, { value: { kind: 'b', uri: 'something-else' } }),
          await on.operator.patch(`${at}?dry_run=true`, { value: { uri: GUESS } }),
        ];
      },
      { type: 'object', oneOf: [branch('a', secret), branch('b', text)] },
    );
  });

  test('of a key that may reveal or compare is compared by its content', async () => {
    for (const scopes of [['admin'], ['operator', 'provider-configs:compare']]) {
      const on = await scene(GUESS, SCHEMA);
      const key = await makeKey(harness, on.admin, scopes);
      const at = `provider-configs/${(await makeConfig(on.operator, on.provider, { value: wholeOf(on) })).id}`;
      const { body: same } = await key.patch(at, { value: { uri: GUESS, password: PASSWORD } });
      expect([same.revision, same.row_version, same.stale_secrets]).toEqual([1, 1, []]);
      expect(becauseOf(await key.patch(at, { value: { uri: SECRETS[1] } }))).toHaveLength(1);
      expect(becauseOf(await key.patch(at, { value: { uri: GUESS } }))).toEqual([]);
    }
  });

  test('that is right leaves the value in use: a key that may reveal still gets the secrets', async () => {
    const on = await scene(GUESS, SCHEMA);
    const at = `provider-configs/${(await makeConfig(on.admin, on.provider, { value: wholeOf(on) })).id}`;
    await on.operator.patch(at, { value: { uri: GUESS } });
    const reveal = () => on.admin.post(`${at}/resolve`, { reason: 'use' });
    expect((await reveal()).body.value.password).toBe(PASSWORD);
    await on.operator.patch(at, { value: { uri: SECRETS[1] } });
    expect((await reveal()).body.code).toBe('secrets_stale');
    await on.admin.post(`${at}/confirm-secrets`, {});
    expect((await reveal()).body.value.password).toBe(PASSWORD);
    expect(becauseOf(await on.operator.patch(at, { value: { name: 'other' } }))).toEqual([]);
  });

  test('does not stand in for a plain destination, which is compared by its content', async () => {
    const on = await scene(GUESS, SCHEMA);
    const at = `provider-configs/${(await makeConfig(on.admin, on.provider, { value: wholeOf(on) })).id}`;
    const send = (site: string) => on.operator.patch(at, { value: { site } });
    expect(becauseOf(await send('https://a.test'))).toEqual([]);
    expect(becauseOf(await send('https://b.test'))).toHaveLength(2);
    expect(becauseOf(await send('https://a.test'))).toEqual([]);
  });
});

describe('a guess beside a kept secret of an array without equal items', { timeout: 60_000 }, () => {
  const pins = { type: 'array', uniqueItems: true, items: secret };
  const accounts = {
    type: 'array',
    uniqueItems: true,
    items: { type: 'object', properties: { name: text, pin: secret } },
  };
  const SHAPES: Record<string, { schema: object; items: (pin: string) => unknown; keep: string }> = {
    'of texts': { schema: pins, items: (pin) => pin, keep: '/list/0' },
    'of objects': { schema: accounts, items: (pin) => ({ name: 'a', pin }), keep: '/list/0/pin' },
    'in contains': {
      schema: { type: 'array', items: pins, contains: { uniqueItems: true } },
      items: (pin) => [pin],
      keep: '/list/0/0',
    },
    'in a condition': {
      schema: { ...pins, uniqueItems: false, if: { uniqueItems: true }, else: { maxItems: 0 } },
      items: (pin) => pin,
      keep: '/list/0',
    },
    'in unevaluatedItems': {
      schema: { type: 'array', unevaluatedItems: { type: 'array', uniqueItems: true, items: secret } },
      items: (pin) => [pin],
      keep: '/list/0/0',
    },
  };

  test.each(Object.keys(SHAPES))('%s is answered alike, and so are the writes after it', async (name) => {
    const { schema, items, keep } = SHAPES[name] ?? { schema: {}, items: String, keep: '' };
    const config_schema = { type: 'object', properties: { list: schema, name: text } };
    const isNested = Array.isArray(items(''));
    const answers = await expectAlike(
      async (on) => {
        const own = await makeConfig(on.admin, on.provider, { value: { list: [items(on.secret)] } });
        const vault = await makeVault(on.admin, on.provider, { value: { list: [items(on.secret)] } });
        const made = { provider_id: on.provider.id, provider_config_vault_id: vault.id };
        const over = await on.admin.create('provider-configs', made);
        const list = isNested
          ? [[null, '7392', '0001']]
          : [name === 'of objects' ? { name: 'a', pin: null } : null, items('7392'), items('0001')];
        const found: Answer[] = [];
        for (const [path, vault_revision] of [
          [`provider-configs/${own.id}`, null],
          [`provider-config-vaults/${vault.id}`, null],
          [`provider-configs/${over.id}`, 1],
        ] as const) {
          const value_shown = { value: { list }, keep: [keep], vault_revision };
          found.push(
            await on.operator.patch(`${path}?dry_run=true`, { value_shown }),
            await on.operator.patch(path, { value_shown: { ...value_shown, vault_revision } }),
            await on.operator.patch(`${path}?dry_run=true`, { value: { name: 'other' } }),
            await on.operator.patch(path, { value: { name: 'other' } }),
          );
        }
        return found;
      },
      config_schema,
      ['7392', '8888'],
    );
    expect(answers[0]?.status).toBe(200);
  });

  test('is refused by two equal items that were sent, and by content for a key that may reveal', async () => {
    const on = await scene('7392', { type: 'object', properties: { list: pins } });
    const at = `provider-configs/${(await makeConfig(on.admin, on.provider, { value: { list: ['7392'] } })).id}`;
    const send = (key: Client, ...list: (string | null)[]) => {
      const value_shown = { value: { list: [null, ...list] }, keep: ['/list/0'], vault_revision: null };
      return key.patch(`${at}?dry_run=true`, { value_shown });
    };
    const codes = ({ status, body }: Answer) => [
      status,
      body.errors?.map(({ code }: { code: string }) => code),
    ];
    expect(codes(await send(on.operator, '1111', '1111'))).toEqual([400, ['uniqueItems']]);
    expect((await send(on.operator, '1111', '7392')).status).toBe(200);
    expect(codes(await send(on.admin, '1111', '7392'))).toEqual([400, ['uniqueItems']]);
    expect((await send(on.admin, '1111', '2222')).status).toBe(200);
  });

  test('is answered alike by the Flowker face', async () => {
    await expectAlike(
      async (on) => {
        const value = { list: [on.secret] };
        const { id } = await makeConfig(on.admin, on.provider, { value, handle: 'pins' });
        const headers = { 'x-api-key': on.operator.key, 'content-type': 'application/json' };
        const listed = await harness.app.request('/v1/provider-configurations', { headers });
        const [shown] = ((await listed.json()) as { items: { id: string }[] }).items;
        expect(id).toBeDefined();
        const ask = async (description: string, more: object): Promise<Answer> => {
          const path = `/v1/provider-configurations/${shown?.id}`;
          const body = JSON.stringify({ description, ...more });
          const answer = await harness.app.request(path, { method: 'PATCH', headers, body });
          const text = (await answer.text()).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
          return { status: answer.status, body: text } as unknown as Answer; // compared as a text alone
        };
        const guess = { config: { list: ['********', '7392'] } };
        return [await ask('x'.repeat(5_000), guess), await ask('short', guess)];
      },
      { type: 'object', properties: { list: pins } },
      ['7392', '8888'],
    );
  });
});

describe('a guess of any secret', { timeout: 60_000 }, () => {
  const BOTH = { type: 'object', properties: { token: secret, pin: secret, name: text } };

  test('that is written is stored as a new one, so that a right guess leaves the same trace', async () => {
    await expectAlike(
      async (on) => {
        const value = { token: 'a-token', pin: on.secret };
        const config = await makeConfig(on.admin, on.provider, { value });
        const vault = await makeVault(on.admin, on.provider, { value });
        const found: Answer[] = [];
        for (const at of [`provider-configs/${config.id}`, `provider-config-vaults/${vault.id}`]) {
          found.push(
            await on.operator.patch(at, { value: { pin: '7392' } }),
            await on.operator.get(at),
            await on.operator.patch(at, { value: { pin: '7392', name: 'other' } }),
            await on.operator.get(at),
            await on.operator.patch(at, { value_replace: { ...value, pin: '7392' } }),
            await on.operator.get(`${at}/revisions`),
          );
        }
        return found;
      },
      BOTH,
      ['7392', '8888'],
    );
  });

  test('in a vault is answered alike beside a follower whose version asks about the secret', async () => {
    const answers = await expectAlike(
      async (on) => {
        const vault = await makeVault(on.admin, on.provider, { value: { token: 'a-token', pin: on.secret } });
        const made = { provider_id: on.provider.id, provider_config_vault_id: vault.id };
        const hiding = await on.operator.create('provider-configs', made);
        const following = await on.operator.create('provider-configs', made);
        const asking = { properties: { token: { pattern: '^zz' } } };
        const config_schema = { ...BOTH, allOf: [{ if: asking, else: {} }] };
        const version = await publish(on.operator, on.provider, '2', { config_schema });
        const input = { provider_version_id: version.id, value: { token: 'mine', pin: 'mine' } };
        const at = `provider-config-vaults/${vault.id}`;
        const send = (key: Client) => key.patch(at, { value: { pin: '7392' } });
        await on.operator.post(`provider-configs/${hiding.id}/upgrade`, input);
        const beside = [await send(on.operator), await on.operator.get(at)];
        await on.admin.post(`provider-configs/${following.id}/upgrade`, { provider_version_id: version.id });
        return [...beside, await send(on.operator), await on.operator.get(at)];
      },
      BOTH,
      ['7392', '8888'],
      ['editor'],
    );
    // An override that hides the secrets has nothing asked about them
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403, 200]);
  });
});
