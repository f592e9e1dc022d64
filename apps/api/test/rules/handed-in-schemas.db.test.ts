import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { makeConfig, makeProvider, SCHEMA, uniqueName } from '../support/rules-kit.ts';

const harness = await startHarness();

const ADDRESS = 'https://schemas.test/address.json';
const LOGIN = 'https://schemas.test/login.json';
const config_schema = {
  type: 'object',
  properties: { address: { $ref: ADDRESS }, name: { type: 'string' } },
};
const address = {
  type: 'object',
  required: ['host'],
  properties: {
    host: { type: 'string' },
    port: { type: 'integer', default: 443 },
    login: { $ref: 'login.json' },
  },
};
const login = { type: 'object', properties: { password: { type: 'string', writeOnly: true } } };
const schemas = { [ADDRESS]: address, [LOGIN]: login };

/** Sends a specification in each way that registers one. `at` leads to it in the body. */
async function register(client: Client, specification: object): Promise<{ answer: Answer; at: string[] }[]> {
  const provider = await makeProvider(client);
  const first = { slug: uniqueName('s-'), name: 'S', version: { version: '1', ...specification } };
  const next = { provider_id: provider.id, version: '2', ...specification };
  return [
    { answer: await client.post('providers?dry_run=true', first), at: ['version'] },
    { answer: await client.post('providers', first), at: ['version'] },
    { answer: await client.post('provider-versions', next), at: [] },
  ];
}

/** Checks that every way of registering refuses the specification at one place. Returns the message. */
async function refusalOf(specification: object, place: string[], code: string): Promise<string> {
  let text = '';
  for (const { answer, at } of await register(await harness.newInstance(), specification)) {
    const { status, body } = answer;
    expect([status, body.code], JSON.stringify(body)).toEqual([400, 'invalid_data']);
    const [problem] = body.errors;
    expect([problem.path, problem.code, body.errors.length]).toEqual([[...at, ...place], code, 1]);
    text = problem.message;
  }
  return text;
}

describe('schemas that come with a config schema', () => {
  test('count as its definitions: values are checked, secrets hidden and defaults filled by them', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, { config_schema, schemas });
    const value = { address: { host: 'a.test', login: { password: 'password-000' } } };
    const config = await makeConfig(client, provider, { value });
    const { body } = await client.post(`provider-configs/${config.id}/resolve`, {});
    expect(body.value).toEqual({ address: { host: 'a.test', port: 443 } });
    expect(body.hidden).toEqual(['/address/login/password']);
    const refused = await client.post('provider-configs', {
      provider_id: provider.id,
      value: { address: { port: 'x' } },
    });
    expect([
      refused.status,
      refused.body.errors.map(({ path }: { path: string[] }) => path.join('/')),
    ]).toEqual([400, ['value/address/host', 'value/address/port']]);
  });

  test('are answered inside the config schema, which registers the same specification alone', async () => {
    const client = await harness.newInstance();
    for (const { answer } of await register(client, { config_schema, schemas })) {
      expect([answer.status, answer.body.warnings]).toEqual([200, []]);
    }
    const provider = await makeProvider(client, { config_schema, schemas });
    const { body } = await client.get(`provider-specifications/${provider.specification}`);
    expect(body.config_schema).toEqual({
      ...config_schema,
      $defs: { [ADDRESS]: { $id: ADDRESS, ...address }, [LOGIN]: { $id: LOGIN, ...login } },
    });
    const next = { provider_id: provider.id, version: '2', config_schema: body.config_schema };
    const version = await client.create('provider-versions', next);
    expect(version.specification_id).toBe(provider.specification);
  });

  test('are checked like the schema itself, each at its own place', async () => {
    const wrong = { ...login, properties: { password: { type: 'text' } } };
    const place = ['schemas', LOGIN, 'properties', 'password', 'type'];
    await refusalOf({ config_schema, schemas: { ...schemas, [LOGIN]: wrong } }, place, 'unknown_type');
    const secret = { type: 'string', writeOnly: 'true' };
    await refusalOf(
      { config_schema, schemas: { ...schemas, [LOGIN]: { properties: { secret } } } },
      ['schemas', LOGIN, 'properties', 'secret', 'writeOnly'],
      'invalid_keyword',
    );
    const pattern = { properties: { password: { pattern: '\\A[a-z]+\\Z' } } };
    const message = await refusalOf(
      { config_schema, schemas: { ...schemas, [LOGIN]: pattern } },
      ['schemas', LOGIN, 'properties', 'password', 'pattern'],
      'invalid_pattern',
    );
    expect(message).toContain('write ^');
  });

  test('count for the budget of the specification', async () => {
    const description = 'a'.repeat(150_000);
    const large = { [ADDRESS]: { ...address, description }, [LOGIN]: { ...login, description } };
    await refusalOf({ config_schema, schemas: large }, ['config_schema'], 'too_large');
  });

  test('have warnings at their own places', async () => {
    const client = await harness.newInstance();
    const named = { properties: { api_key: { type: 'string' } } };
    for (const { answer, at } of await register(client, {
      config_schema,
      schemas: { ...schemas, [LOGIN]: named },
    })) {
      expect(answer.body.warnings).toEqual([
        expect.objectContaining({
          code: 'unmarked_secret',
          path: [...at, 'schemas', LOGIN, 'properties', 'api_key'],
        }),
      ]);
    }
  });

  test('are left out with a warning when no reference leads to them', async () => {
    const client = await harness.newInstance();
    const unused = { ...schemas, 'https://schemas.test/spare.json': {} };
    for (const { answer, at } of await register(client, { config_schema, schemas: unused })) {
      expect([answer.status, answer.body.warnings]).toEqual([
        200,
        [
          expect.objectContaining({
            code: 'unused_schema',
            path: [...at, 'schemas', 'https://schemas.test/spare.json'],
          }),
        ],
      ]);
    }
    const provider = await makeProvider(client, { config_schema, schemas: unused });
    const { body } = await client.get(`provider-specifications/${provider.specification}`);
    expect(Object.keys(body.config_schema.$defs)).toEqual([ADDRESS, LOGIN]);
  });

  test('must be there: a reference to another schema is refused with its URI', async () => {
    const place = ['config_schema', 'properties', 'address', '$ref'];
    const alone = await refusalOf({ config_schema }, place, 'remote_ref');
    expect(alone).toContain(`"${ADDRESS}"`);
    expect(alone).toContain('hand the schema in under schemas');
    const misspelt = { 'https://schemas.test/adress.json': address, [LOGIN]: login };
    const message = await refusalOf({ config_schema, schemas: misspelt }, place, 'remote_ref');
    expect(message).toContain(`"${ADDRESS}"`);
    expect(message).toContain('"https://schemas.test/adress.json" is there');
    await refusalOf(
      { config_schema, schemas: { [ADDRESS]: address } },
      ['schemas', ADDRESS, 'properties', 'login', '$ref'],
      'remote_ref',
    );
  });

  test('must be schemas of the same draft', async () => {
    const old = { ...login, $schema: 'http://json-schema.org/draft-07/schema#' };
    const place = ['schemas', LOGIN, '$schema'];
    await refusalOf({ config_schema, schemas: { ...schemas, [LOGIN]: old } }, place, 'unknown_draft');
    const client = await harness.newInstance();
    for (const { answer } of await register(client, { config_schema, schemas: { [ADDRESS]: 'none' } }))
      expect(answer.status).toBe(400);
  });
});

describe('NUL in a schema', () => {
  const places: [string, object][] = [
    ['a name', { properties: { 'a\u0000b': {} } }],
    ['an enum', { properties: { a: { enum: ['a\u0000b'] } } }],
    ['a default', { properties: { a: { default: 'a\u0000b' } } }],
    ['a pattern', { properties: { a: { pattern: 'a\u0000b' } } }],
    ['a name of patternProperties', { patternProperties: { 'a\u0000b': {} } }],
  ];

  test.each(places)('is refused with the reason in %s', async (_what, schema) => {
    const client = await harness.newInstance();
    for (const { answer } of await register(client, { config_schema: schema })) {
      expect([answer.status, answer.body.errors[0].code], JSON.stringify(answer.body)).toEqual([
        400,
        'invalid_text',
      ]);
      expect(answer.body.errors[0].message).toContain('NUL');
    }
  });

  test('is kept as escaped text, which a pattern reads as the character', async () => {
    const client = await harness.newInstance();
    const schema = {
      ...SCHEMA,
      properties: {
        host: { type: 'string', pattern: '^[^\\u0000]+$', default: '\\u0000', enum: ['\\u0000', 'api.test'] },
        '\\u0000': { type: 'string' },
        token: { type: 'string', writeOnly: true },
      },
    };
    const provider = await makeProvider(client, { config_schema: schema });
    const { body } = await client.get(`provider-specifications/${provider.specification}`);
    expect(body.config_schema).toEqual(schema);
    const config = await makeConfig(client, provider);
    expect((await client.post(`provider-configs/${config.id}/resolve`, {})).body.value).toEqual({
      host: 'api.test',
    });
  });
});
