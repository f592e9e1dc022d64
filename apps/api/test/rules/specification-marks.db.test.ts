import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { expectPlaces, makeConfig, makeProvider, SCHEMA, uniqueName } from '../support/rules-kit.ts';

const harness = await startHarness();

const TEXT = { type: 'string' };

/** Sends a specification in each way that registers one, tried and for good: the answers, and where it stands. */
async function register(client: Client, specification: object): Promise<[Answer, string[]][]> {
  const provider = await makeProvider(client);
  const slug = uniqueName('s-');
  const first = { slug, name: 'S', version: { version: '1', ...specification } };
  const next = { provider_id: provider.id, version: '2', ...specification };
  return [
    [await client.post('providers?dry_run=true', first), ['version']],
    [await client.post('providers', first), ['version']],
    [await client.post('provider-versions?dry_run=true', next), []],
    [await client.post('provider-versions', next), []],
  ];
}

/** Checks that every way to register a specification refuses it at these places below the version. */
async function expectRefused(client: Client, specification: object, places: string[]): Promise<void> {
  for (const [answer, at] of await register(client, specification)) {
    expectPlaces(
      answer,
      places.map((place) => [...at, place].join('/')),
    );
  }
}

/** Registers a specification in every way, and returns the one list of warnings of all of them. */
async function warningsOf(client: Client, specification: object): Promise<[place: string, code: string][]> {
  const lists = (await register(client, specification)).map(([{ status, body }, at]) => {
    expect(status, JSON.stringify(body)).toBe(200);
    return (body.warnings as { path: string[]; code: string; message: string }[]).map(
      ({ path, code, message }) => {
        expect(path.slice(0, at.length)).toEqual(at);
        expect(message).not.toBe('');
        return [path.slice(at.length).join('/'), code] as [string, string];
      },
    );
  });
  for (const list of lists) expect(list).toEqual(lists[0]);
  return lists[0] ?? [];
}

const FLAGS = [
  'writeOnly',
  'airbyte_secret',
  'secret',
  'isSecret',
  'sensitive',
  'x-secret',
  'x-sensitive',
  'x-encrypted',
];

describe('a mark', () => {
  test.each(FLAGS)('%s of a wrong type is refused, and true makes a secret', async (flag) => {
    const client = await harness.newInstance();
    for (const wrong of ['true', 1, null]) {
      const config_schema = { properties: { key: { type: 'string', [flag]: wrong } } };
      await expectRefused(client, { config_schema }, [`config_schema/properties/key/${flag}`]);
    }
    await expectSecret(client, { config_schema: { properties: { key: { ...TEXT, [flag]: true } } } });
  });

  test.each([
    ['visibility', 'secret'],
    ['deepVisibility', 'secret'],
    ['format', 'password'],
  ])('%s: %s makes a secret', async (keyword, word) => {
    const client = await harness.newInstance();
    await expectSecret(client, { config_schema: { properties: { key: { ...TEXT, [keyword]: word } } } });
  });

  test('of a wrong type is refused in the schema of an auth method, and so are other keywords', async () => {
    const client = await harness.newInstance();
    const input_schema = { properties: { key: { writeOnly: 'true' } } };
    const auth_methods = [{ key: 'a', name: 'A', type: 'token', input_schema }];
    await expectRefused(client, { config_schema: { 'x-destination': 'yes', title: 1 }, auth_methods }, [
      'auth_methods/0/input_schema/properties/key/writeOnly',
      'config_schema/title',
      'config_schema/x-destination',
    ]);
  });

  test.each(['if', 'then', 'else', 'contains', 'dependentSchemas', 'unevaluatedProperties', '$dynamicRef'])(
    'inside %s makes a secret',
    async (keyword) => {
      const client = await harness.newInstance();
      const properties = { key: TEXT };
      const marked = { properties: { key: { ...TEXT, writeOnly: true } } };
      const more: Record<string, object> = {
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { if: true, then: marked },
        else: { if: false, else: marked },
        contains: { properties: { list: { items: TEXT, contains: { writeOnly: true } }, ...properties } },
        dependentSchemas: { dependentSchemas: { key: marked } },
        unevaluatedProperties: {
          properties: {},
          allOf: [{ properties }],
          unevaluatedProperties: { writeOnly: true },
        },
        $dynamicRef: {
          $ref: 'inner',
          $defs: {
            outer: { $dynamicAnchor: 'T', ...marked },
            inner: { $id: 'inner', $dynamicRef: '#T', $defs: { preset: { $dynamicAnchor: 'T' } } },
          },
        },
      };
      const config_schema = { properties, ...(more[keyword] ?? { [keyword]: marked }) };
      if (keyword !== 'contains') return expectSecret(client, { config_schema });
      await expectSecret(client, { config_schema }, { list: ['k3y-of-the-castle'] }, '/list');
    },
  );

  test.each(['not', 'propertyNames', 'contentSchema'])('inside %s is refused', async (keyword) => {
    const client = await harness.newInstance();
    const marked = { properties: { key: { format: 'password', 'x-destination': true } } };
    const config_schema = { properties: { key: TEXT }, [keyword]: marked };
    await expectRefused(client, { config_schema }, [
      `config_schema/${keyword}/properties/key/format`,
      `config_schema/${keyword}/properties/key/x-destination`,
    ]);
  });

  test('of a destination inside if is refused, where a list of destinations would lack it', async () => {
    const client = await harness.newInstance();
    const config_schema = { if: { properties: { key: { 'x-destination': true } } } };
    await expectRefused(client, { config_schema }, ['config_schema/if/properties/key/x-destination']);
  });

  test('that is misspelt is accepted with a warning', async () => {
    const client = await harness.newInstance();
    const config_schema = { properties: { key: { ...TEXT, writeonly: true } } };
    expect(await warningsOf(client, { config_schema })).toEqual([
      ['config_schema/properties/key/writeonly', 'typo'],
    ]);
  });
});

/** Checks that `/key` of a config is a secret: plain resolve hides it, and value_state says so. */
async function expectSecret(
  client: Client,
  version: Record<string, unknown>,
  value: object = { key: 'k3y-of-the-castle' },
  path = '/key',
): Promise<void> {
  const provider = await makeProvider(client, version);
  const config = await makeConfig(client, provider, { value });
  expect(config.value_state).toContainEqual(expect.objectContaining({ path, secret: true, set: true }));
  const resolved = await client.post(`provider-configs/${config.id}/resolve`, {});
  expect(JSON.stringify(resolved.body)).not.toContain('k3y-of-the-castle');
}

describe('a secret path', () => {
  const config_schema = {
    type: 'object',
    properties: { apiKey: TEXT, auth: { properties: { token: TEXT } }, list: { type: 'array', items: TEXT } },
  };

  test('that the schema does not describe is refused, also by an open schema', async () => {
    const client = await harness.newInstance();
    const secret_paths = [
      '/apiKey',
      '/apikey',
      '/auth/tokn',
      '/list/-',
      '/list/first',
      'apiKey',
      '/apiKey/x',
    ];
    for (const additionalProperties of [true, false]) {
      const wrong = [1, 2, 3, 4, 5, 6].map((index) => `secret_paths/${index}`);
      await expectRefused(
        client,
        { config_schema: { ...config_schema, additionalProperties }, secret_paths },
        wrong,
      );
    }
    const [[answer] = []] = await register(client, { config_schema, secret_paths: ['/apikey'] });
    expect(answer?.body.errors[0].message).toContain('"apiKey" is probably meant');
  });

  test('that the schema describes makes a secret, and no warning stays', async () => {
    const client = await harness.newInstance();
    const secret_paths = ['/apiKey', '/auth/token', '/list/*'];
    expect(await warningsOf(client, { config_schema, secret_paths })).toEqual([]);
    await expectSecret(client, { config_schema: { properties: { key: TEXT } }, secret_paths: ['/key'] });
  });
});

describe('warnings', () => {
  test('name each remark on the schemas of a version at its place in the body', async () => {
    const client = await harness.newInstance();
    const specification = {
      config_schema: {
        properties: {
          api_key: TEXT,
          max_tokens: { type: 'integer' },
          list: { type: 'array' },
          size: { mininum: 1 },
          path: { format: 'file-path' },
          mode: { type: 'string', default: 1 },
          pin: { writeOnly: true, default: '1234' },
          either: { enum: ['a', 'a'] },
        },
      },
      auth_methods: [
        {
          key: 'a',
          name: 'A',
          type: 'token',
          input_schema: { properties: { token: TEXT, n: { maxium: 1 } } },
        },
      ],
      tools: [{ key: 't', name: 'T', input_schema: { properties: { a: { pattern: '(x)\\1' } } } }],
    };
    expect(await warningsOf(client, specification)).toEqual([
      ['config_schema/properties/api_key', 'unmarked_secret'],
      ['config_schema/properties/pin/default', 'secret_default'],
      ['config_schema/properties/list', 'array_without_items'],
      ['config_schema/properties/size/mininum', 'typo'],
      ['config_schema/properties/path/format', 'unknown_format'],
      ['config_schema/properties/mode/default', 'invalid_default'],
      ['config_schema/properties/either/enum', 'metaschema'],
      ['auth_methods/0/input_schema/properties/n/maxium', 'typo'],
      ['tools/0/input_schema/properties/a/pattern', 'unsafe_pattern'],
    ]);
  });

  test('are at most 100, and a last one that says that there may be more', async () => {
    const client = await harness.newInstance();
    const tools = Array.from({ length: 101 }, (_, i) => ({
      key: `t${i}`,
      name: 'T',
      input_schema: { mininum: 1 },
    }));
    expect(await warningsOf(client, { config_schema: SCHEMA, tools: tools.slice(1) })).toHaveLength(100);
    const warnings = await warningsOf(client, { config_schema: SCHEMA, tools });
    expect(warnings).toHaveLength(101);
    expect(warnings.at(-1)).toEqual(['', 'more_warnings']);
  });

  test('say for a stored specification of an earlier release that a mark or a path has no effect', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const stored = {
      config_schema: { properties: { a: { ...TEXT, writeOnly: 'true' } } },
      secret_paths: ['/b'],
    };
    const row = await client.create('provider-versions', {
      provider_id: provider.id,
      version: '2',
      config_schema: {},
    });
    // Canonical JSON (RFC 8785), from which a specification gets its key
    const text = `{"auth_methods":[],"config_schema":${JSON.stringify(stored.config_schema)},"config_visibility":"plain","secret_paths":["/b"],"tools":[]}`;
    const key = createHash('sha256').update(text).digest('hex');
    await harness.database.query(
      `update provider_specifications set config_schema = '${JSON.stringify(stored.config_schema)}',
         secret_paths = '["/b"]', content_hash = '${key}' where id = '${row.specification_id}'`,
    );
    const again = await client.post('provider-versions', {
      provider_id: provider.id,
      version: '2',
      ...stored,
    });
    expect([again.status, again.body.id]).toEqual([200, row.id]);
    expect(again.body.warnings).toMatchObject([
      { path: ['config_schema', 'properties', 'a', 'writeOnly'], code: 'no_effect' },
      { path: ['secret_paths', '0'], code: 'no_effect' },
      { path: ['config_schema', 'properties', 'a', 'writeOnly'], code: 'metaschema' },
    ]);
    const config = await makeConfig(client, provider, { value: { a: 'x' } });
    expect((await client.post(`provider-configs/${config.id}/resolve`, {})).body.value).toEqual({ a: 'x' });
  });

  test('are in the answer to the registration alone, and in that to its repetition', async () => {
    const client = await harness.newInstance();
    const body = {
      slug: 'w',
      name: 'W',
      version: { version: '1', config_schema: { properties: { token: TEXT } } },
    };
    const made = await client.request('POST', 'providers', body, { 'Idempotency-Key': 'w-1' });
    const replay = await client.request('POST', 'providers', body, { 'Idempotency-Key': 'w-1' });
    expect(made.body.warnings).toHaveLength(1);
    expect(replay.body).toEqual(made.body);
    const { body: shown } = await client.get('providers/w');
    expect('warnings' in shown || 'warnings' in shown.current_version).toBe(false);
    const { items } = (await client.get(`audit-events?resource_id=${shown.id}`)).body;
    expect(JSON.stringify(items)).not.toContain('unmarked_secret');
  });
});
