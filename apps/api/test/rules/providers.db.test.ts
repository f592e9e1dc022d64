import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
} from '../support/rules-kit.ts';

const harness = await startHarness();
const version = { version: '1', config_schema: SCHEMA };

describe('a provider of one’s own', () => {
  test('is made with its current version and specification', async () => {
    const client = await harness.newInstance();
    const provider = await client.create('providers', {
      slug: 'parcels',
      name: ' Parcels ',
      description: '',
      metadata: { a: 1 },
      version: {
        ...version,
        config_visibility: 'encrypted',
        secret_paths: ['/host'],
        tools: [
          { key: 'send', name: 'Send', tags: { destructive: true }, input_schema: { type: 'object' } },
          { key: 'track', name: 'Track' },
        ],
        auth_methods: [
          { key: 'oauth', type: 'oauth', name: 'OAuth', scopes: ['read', { scope: 'write', name: 'Write' }] },
        ],
      },
    });
    expect(provider).toMatchObject({
      object: 'provider',
      access: 'tenant',
      status: 'active',
      slug: 'parcels',
      name: 'Parcels',
      description: null,
      oauth: { status: 'enabled' },
      publisher: { object: 'provider.publisher' },
      warnings: [],
      current_version: { version: '1', is_current: true },
    });
    const current = provider.current_version as unknown as { specification_id: string };
    const { body } = await client.get(`provider-specifications/${current.specification_id}`);
    expect(body).toMatchObject({
      config_schema: SCHEMA,
      config_visibility: 'encrypted',
      secret_paths: ['/host'],
      tools: [
        {
          key: 'send',
          tags: { destructive: true, read_only: null },
          input_schema: { type: 'json_schema', schema: { type: 'object' } },
        },
        { key: 'track', tags: null, input_schema: null },
      ],
      auth_methods: [
        {
          key: 'oauth',
          scopes: [
            { scope: 'read', name: 'read' },
            { scope: 'write', name: 'Write' },
          ],
        },
      ],
    });
  });

  test('has a slug that is unique among public providers and its own', async () => {
    const client = await harness.newInstance();
    const mine = await makeProvider(client);
    const create = (slug: string) => client.post('providers', { slug, name: 'X', version });
    const own = await create(mine.slug);
    expectRefusal(own, [409, 'conflict'], 'provider');
    expect(own.body.id).toBe(mine.id);
    expectRefusal(await create('openai'), [409, 'conflict'], 'provider');
    const other = await harness.newInstance();
    await other.create('providers', { slug: mine.slug, name: 'X', version });
    for (const slug of ['', 'Upper', 'a b', '-a', 'a-', 'a--b', 'a_b', 'ä', 'x'.repeat(101), 1, null]) {
      expectPlaces(await client.post('providers', { slug, name: 'X', version }), ['slug']);
    }
    await archive(client, `providers/${mine.id}`);
    expectRefusal(await create(mine.slug), [409, 'conflict'], 'provider');
  });

  test('is refused with the place of every error of its version', async () => {
    const client = await harness.newInstance();
    const create = (more: object) =>
      client.post('providers', { slug: 'wrong', name: 'Wrong', version: { ...version, ...more } });
    expectPlaces(await client.post('providers', { slug: 'wrong', name: ' ' }), ['name', 'version']);
    expectPlaces(await create({ config_schema: undefined, version: '' }), [
      'version/config_schema',
      'version/version',
    ]);
    expectPlaces(await create({ config_schema: { properties: { a: { type: 'strin' } } } }), [
      'version/config_schema/properties/a/type',
    ]);
    expectPlaces(await create({ secret_paths: ['/host', '/nothing'] }), ['version/secret_paths/1']);
    expectPlaces(
      await create({
        tools: [
          { key: 'a', name: 'A' },
          { key: 'a', name: 'B' },
        ],
        auth_methods: [
          { key: 'b', name: 'B', type: 'token' },
          { key: 'b', name: 'C', type: 'custom' },
        ],
      }),
      ['version/tools/1/key', 'version/auth_methods/1/key'],
    );
    expectPlaces(await create({ auth_methods: [{ key: 'a', name: 'A', type: 'magic' }] }), [
      'version/auth_methods/0/type',
    ]);
    expectPlaces(
      await create({
        auth_methods: [{ key: 'a', name: 'A', type: 'token', input_schema: { type: 'objct' } }],
      }),
      ['version/auth_methods/0/input_schema/type'],
    );
    expect((await client.get('providers?search=wrong')).body.items).toEqual([]);
  });

  test('is named by its id, its slug or its identifier in every reference', async () => {
    const client = await harness.newInstance();
    const mine = await makeProvider(client);
    const deployment = await makeDeployment(client, mine);
    for (const name of [mine.id, mine.slug, mine.identifier]) {
      expect((await client.get(`providers/${name}`)).body.id).toBe(mine.id);
      expect((await client.patch(`providers/${name}`, {})).body.id).toBe(mine.id);
      expect((await client.get(`providers?id=${name}`)).body.items).toHaveLength(1);
      const { body } = await client.get(`provider-deployments?provider_id[]=${name}&provider_id[]=nothing`);
      expect(body.items.map((item: { id: string }) => item.id)).toEqual([deployment.id]);
      const versions = await client.get(`provider-versions?provider_id=${name}`);
      expect(versions.body.items.map((item: { id: string }) => item.id)).toEqual([mine.version]);
    }
    expect((await client.get('providers/openai')).body).toEqual(
      (await client.get('providers/public:openai')).body,
    );
    const other = await harness.newInstance();
    for (const name of [mine.slug, mine.identifier]) {
      expectRefusal(await other.get(`providers/${name}`), [404, 'not_found'], 'provider');
      expect((await other.get(`provider-versions?provider_id=${name}`)).body.items).toEqual([]);
    }
  });

  test('is changed, except for its slug and its version', async () => {
    const client = await harness.newInstance();
    const mine = await makeProvider(client);
    const body = { name: ' New ', description: 'Text', metadata: { a: 1 } };
    for (const fixed of [{ slug: 'other' }, { version }]) {
      expectPlaces(await client.patch(`providers/${mine.id}`, { ...body, ...fixed }), Object.keys(fixed));
    }
    const changed = (await client.patch(`providers/${mine.id}`, body)).body;
    expect(changed).toMatchObject({
      name: 'New',
      description: 'Text',
      metadata: { a: 1 },
      slug: mine.slug,
      row_version: 2,
    });
    const cleared = await client.patch(`providers/${mine.id}`, { description: null, metadata: null });
    expect(cleared.body).toMatchObject({ name: 'New', description: null, metadata: null });
    expectPlaces(await client.patch(`providers/${mine.id}`, { name: null }), ['name']);
  });

  test('is archived when nothing live uses it, and can then be read but not used', async () => {
    const client = await harness.newInstance();
    const mine = await makeProvider(client);
    const used = [
      [
        'provider-deployments',
        'provider.deployment',
        (await makeDeployment(client, mine, { name: 'D' })).id,
        'D',
      ],
      ['provider-configs', 'provider.config', (await makeConfig(client, mine, { name: 'C' })).id, 'C'],
      [
        'provider-config-vaults',
        'provider.config_vault',
        (await makeVault(client, mine, { name: 'V' })).id,
        'V',
      ],
    ];
    const refused = await client.delete(`providers/${mine.id}`);
    expectRefusal(refused, [409, 'conflict'], 'provider');
    const dependents = used.map(([, object, id, name]) => ({ object, id, name, reference: 'provider_id' }));
    expect(refused.body.dependents).toHaveLength(dependents.length);
    expect(refused.body.dependents).toEqual(expect.arrayContaining(dependents));
    for (const [path, , id] of used) {
      expectRefusal(await client.delete(`providers/${mine.id}`), [409, 'conflict']);
      await archive(client, `${path}/${id}`);
    }
    const gone = await archive(client, `providers/${mine.id}`);
    expect((await client.get(`providers/${mine.id}`)).body).toEqual(gone);
    expectRefusal(await client.patch(`providers/${mine.id}`, { name: 'x' }), [410, 'gone'], 'provider');
    expectRefusal(await client.delete(`providers/${mine.id}`), [410, 'gone'], 'provider');
    const next = { provider_id: mine.id, version: '2', config_schema: {} };
    expectRefusal(await client.post('provider-versions', next), [400, 'use_after_delete'], 'provider');
    expect((await client.get(`providers?id=${mine.id}`)).body.items).toEqual([]);
    expect((await client.get(`providers?id=${mine.id}&status=archived`)).body.items).toEqual([gone]);
  });

  test('lists at most 100 of the rows that prevent its archiving', async () => {
    const client = await harness.newInstance();
    const mine = await makeProvider(client);
    for (let index = 0; index < 102; index++) await makeDeployment(client, mine, { name: `D${index}` });
    const { body } = await client.delete(`providers/${mine.id}`);
    expect(body.dependents).toHaveLength(100);
  });
});

test('a public provider is read by everyone and changed by nobody', async () => {
  for (const client of [await harness.newInstance(), harness.bootstrap]) {
    const { body } = await client.get('providers/openai');
    expect([body.access, body.status]).toEqual(['public', 'active']);
    expectRefusal(await client.patch('providers/openai', { name: 'Mine' }), [403, 'forbidden']);
    expectRefusal(await client.delete('providers/openai'), [403, 'forbidden']);
    const next = { provider_id: 'openai', version: '99', config_schema: {} };
    expectRefusal(await client.post('provider-versions', next), [403, 'forbidden']);
    expect((await client.get('providers/openai')).body).toEqual(body);
  }
});

describe('publishing a version', () => {
  test('makes it the current one instead of the previous one', async () => {
    const client = await harness.newInstance();
    const mine = await makeProvider(client);
    const next = await publish(client, mine, '2', { name: 'Second', metadata: { a: 1 } });
    expect(next).toMatchObject({
      version: '2',
      is_current: true,
      name: 'Second',
      metadata: { a: 1 },
      provider_id: mine.id,
    });
    const { migrations: _, ...shown } = next;
    expect((await client.get(`providers/${mine.id}`)).body.current_version).toEqual(shown);
    expect((await client.get(`provider-versions/${mine.version}`)).body.is_current).toBe(false);
    const { body } = await client.get(`provider-versions?provider_id=${mine.id}`);
    expect(body.items.map((item: { version: string }) => item.version)).toEqual(['1', '2']);
  });

  test('with known content reuses the specification', async () => {
    const client = await harness.newInstance();
    const mine = await makeProvider(client);
    const { properties, ...rest } = SCHEMA;
    const reordered = { properties: Object.fromEntries(Object.entries(properties).reverse()), ...rest };
    const same = {
      config_schema: reordered,
      config_visibility: 'plain',
      secret_paths: [],
      tools: [],
      auth_methods: [],
    };
    const next = await client.create('provider-versions', { provider_id: mine.id, version: '2', ...same });
    expect(next.specification_id).toBe(mine.specification);
    expect(next.id).not.toBe(mine.version);
    const { body } = await client.get(`provider-specifications?provider_id=${mine.id}`);
    expect(body.items).toHaveLength(1);
    expect(body.items[0].key).toMatch(/^[0-9a-f]{64}$/);
  });

  test('with any other content makes another specification', async () => {
    const client = await harness.newInstance();
    const mine = await makeProvider(client);
    const contents = [
      { config_visibility: 'encrypted' },
      { secret_paths: ['/host'] },
      { tools: [{ key: 'a', name: 'A' }] },
      { tools: [{ key: 'a', name: 'A', description: 'More' }] },
      { auth_methods: [{ key: 'a', name: 'A', type: 'token' }] },
      { config_schema: { ...SCHEMA, title: 'x' } },
    ];
    const seen = new Set([mine.specification]);
    for (const [index, more] of contents.entries()) {
      const body = { provider_id: mine.id, version: `2.${index}`, config_schema: SCHEMA, ...more };
      seen.add(String((await client.create('provider-versions', body)).specification_id));
    }
    expect(seen.size).toBe(contents.length + 1);
  });

  test('twice has no further effect; a name with other content is refused', async () => {
    const client = await harness.newInstance();
    const mine = await makeProvider(client);
    const next = await publish(client, mine, '2');
    expect(await publish(client, mine, '2', { name: 'Another name' })).toEqual(next);
    const other = await client.post('provider-versions', {
      provider_id: mine.id,
      version: '2',
      config_schema: {},
    });
    expectRefusal(other, [409, 'conflict']);
    expect(other.body.id).toBe(next.id);
    const { body } = await client.get(`provider-specifications?provider_id=${mine.id}`);
    expect(body.items, 'what was refused leaves no specification').toHaveLength(2);
  });

  test('is allowed to the owner alone', async () => {
    const mine = await makeProvider(await harness.newInstance());
    const other = await harness.newInstance();
    for (const provider_id of [mine.id, mine.slug]) {
      const answer = await other.post('provider-versions', { provider_id, version: '2', config_schema: {} });
      expectRefusal(answer, [404, 'not_found'], 'provider');
    }
  });
});

test('a tool is found by the auth methods of its specification', async () => {
  const client = await harness.newInstance();
  const content = {
    tools: [{ key: 'a', name: 'A' }],
    auth_methods: [{ key: 'b', name: 'B', type: 'token' }],
  };
  const [mine, other] = [await makeProvider(client, content), await makeProvider(client, content)];
  const methodOf = async ({ version: id }: { version: string }) =>
    (await client.get(`provider-auth-methods?provider_version_id=${id}`)).body.items[0].id;
  const list = async (query: string) =>
    (await client.get(`provider-tools?provider_version_id=${mine.version}&${query}`)).body.items;
  expect(await list(`provider_auth_method_id=${await methodOf(mine)}`)).toHaveLength(1);
  expect(await list(`provider_auth_method_id=${await methodOf(other)}`)).toEqual([]);
});

test('/providers-tools answers as /provider-tools', async () => {
  const client = await harness.newInstance();
  const mine = await makeProvider(client, { tools: [{ key: 'a', name: 'A' }] });
  const { body } = await client.get(`provider-tools?provider_version_id=${mine.version}`);
  expect((await client.get(`providers-tools?provider_version_id=${mine.version}`)).body).toEqual(body);
  expect((await client.get(`providers-tools/${body.items[0].id}`)).body).toEqual(body.items[0]);
});
