import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { ai } from '../../support/models-kit.ts';
import { expectBoom, newTenant, OPENAI, SECRET } from './kit.ts';

const harness = await startHarness();
const KEY = { type: 'api_key', apiKey: SECRET };
const SHOWN = { type: 'api_key', configured: true };

/** Makes a provider of a type that takes two types of credentials, and a check that it has kept its own. */
async function withProvider() {
  const { informer, plain } = await newTenant(harness);
  const made = await informer.create('/providers', { name: 'A', type: 'anthropic', credential: KEY });
  const kept = async () => {
    const { body } = await plain.get('provider-auth-configs?status[0]=active&status[1]=archived');
    expect(body.items).toMatchObject([{ status: 'active', revision: 1, auth_method: { key: 'api_key' } }]);
    expect((await informer.get(`/providers/${made.id}`)).body).toEqual(made);
  };
  return { informer, plain, made, kept, put: (body: object) => informer.put(`/providers/${made.id}`, body) };
}

describe('a PUT of a credential with `configured`', () => {
  test('keeps the credential when it is sent as it is shown', async () => {
    const { made, kept, put } = await withProvider();
    for (const body of [{ credential: SHOWN }, { credential: SHOWN, createdAt: made.createdAt }]) {
      const { status, body: answer } = await put(body);
      expect([status, answer]).toEqual([200, made]);
    }
    await kept();
  });

  test.each([
    ['another type that the provider takes', { type: 'enterprise', configured: true }, 'type api_key'],
    ['a type that no provider takes', { type: 'bogus', configured: true }, 'type api_key'],
    ['another type and a field', { type: 'enterprise', configured: true, apiKey: SECRET }, 'type api_key'],
    ['another state', { type: 'api_key', configured: false }, 'as it is shown'],
    ['another state and a field', { ...KEY, configured: false }, 'as it is shown'],
    ['a state that is no boolean', { type: 'api_key', configured: 'true' }, 'as it is shown'],
    ['a null state', { ...KEY, configured: null }, 'as it is shown'],
  ])('of %s is refused and changes nothing', async (_what, credential, text) => {
    const { kept, put } = await withProvider();
    const refused = await put({ name: 'B', credential });
    expectBoom(refused, 400, '"credential.configured"', text);
    expect(JSON.stringify(refused.body)).not.toContain(SECRET);
    await kept();
  });

  test('replaces the secret when a field comes with the credential as it is shown', async () => {
    const { plain, made, put } = await withProvider();
    expect((await put({ credential: { ...SHOWN, apiKey: 'second' } })).body.credential).toEqual(SHOWN);
    const { body } = await plain.get(`provider-auth-configs?provider_deployment_id=${made.id}`);
    expect(body.items).toMatchObject([{ revision: 2 }]);
  });

  test('is compared with the state of a provider without a credential', async () => {
    const { informer, plain, made, put } = await withProvider();
    const { body } = await plain.get(`provider-auth-configs?provider_deployment_id=${made.id}`);
    await plain.delete(`provider-auth-configs/${body.items[0].id}`);
    const { credential } = (await informer.get(`/providers/${made.id}`)).body;
    expect(credential).toEqual({ type: 'api_key', configured: false });
    expect((await put({ credential })).body.credential).toEqual(credential);
    expectBoom(await put({ credential: SHOWN }), 400, '"credential.configured"');
    expect((await put({ credential: { ...credential, apiKey: 'new' } })).body.credential).toEqual(SHOWN);
  });
});

test('a create with `configured` is refused, as with every member that only answers have', async () => {
  const { informer, plain } = await newTenant(harness);
  const body = { ...OPENAI, credential: { ...OPENAI.credential, configured: true } };
  expectBoom(await informer.post('/providers', body), 400, '"credential.configured"');
  expect((await plain.get('provider-deployments')).body.items).toEqual([]);
});

test('a field in two spellings is refused', async () => {
  const { informer, kept, put } = await withProvider();
  const credential = { ...KEY, api_key: 'another' };
  expectBoom(
    await informer.post('/providers', { ...OPENAI, credential }),
    400,
    '"credential.apiKey"',
    'once',
  );
  expectBoom(await put({ credential }), 400, '"credential.apiKey"', 'once');
  await kept();
});

describe('the fields of a credential', () => {
  const text = { type: 'string' };

  /** Makes a type of providers whose auth method has this schema. Creates a provider, and reads what was stored. */
  async function withSchema(input_schema: object) {
    const { informer, plain } = await newTenant(harness);
    const auth_methods = [{ key: 'custom', type: 'custom', name: 'Custom', input_schema }];
    const metadata = { ai: { ...ai('fielded'), credentialTypes: ['custom'] } };
    const version = { version: '1', config_schema: { type: 'object' }, auth_methods };
    await plain.create('providers', { slug: 'fielded', name: 'Fielded', metadata, version });
    const post = (fields: object) =>
      informer.request(
        'POST',
        '/providers',
        { name: 'A', type: 'fielded', credential: { ...fields, type: 'custom' } },
        {},
      );
    const put = (id: string, fields: object) =>
      informer.put(`/providers/${id}`, { credential: { ...fields, type: 'custom' } });
    const stored = async (id: string) => {
      const { body } = await plain.get(`provider-auth-configs?provider_deployment_id=${id}`);
      const asked = { provider_auth_config_id: body.items[0].id, note: 'Test.' };
      return (await plain.post('provider-auth-config-exports', asked)).body.value;
    };
    return { post, put, stored };
  }

  const closed = (properties: object, required: string[] = []) => ({
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  });

  test.each([
    ['a name of the schema in camel case', closed({ apiKey: text }), { apiKey: 'a' }, { apiKey: 'a' }],
    ['the camel case of a name of the schema', closed({ api_key: text }), { apiKey: 'a' }, { api_key: 'a' }],
    ['a name of the schema in snake case', closed({ api_key: text }), { api_key: 'a' }, { api_key: 'a' }],
    [
      'two names that differ in case only',
      closed({ apiKey: text, api_key: text }),
      { apiKey: 'a', api_key: 'b' },
      { apiKey: 'a', api_key: 'b' },
    ],
    [
      'a name that a branch gives',
      { type: 'object', oneOf: [closed({ apiKey: text }), closed({ user_name: text })] },
      { userName: 'a' },
      { user_name: 'a' },
    ],
    ['names of an open schema', { type: 'object' }, { apiKey: 'a', b_c: 'b' }, { apiKey: 'a', b_c: 'b' }],
    [
      'names that every object of JavaScript has',
      { type: 'object' },
      { constructor: 'a', valueOf: 'b', toString: 'c' },
      { constructor: 'a', valueOf: 'b', toString: 'c' },
    ],
    [
      'fields with the names of the members of a credential',
      closed({ type: text, configured: text }),
      { _type: 'a', _configured: 'b' },
      { type: 'a', configured: 'b' },
    ],
  ])('with %s reach the method', async (_what, schema, fields, value) => {
    const { post, put, stored } = await withSchema(schema);
    const made = await post(fields);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect(await stored(made.body.id)).toEqual(value);
    const again = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, `${field}2`]));
    expect((await put(made.body.id, again)).status).toBe(200);
    const next = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, `${field}2`]));
    expect(await stored(made.body.id)).toEqual(next);
  });

  test('are named in problems as they were sent, and as they can be sent', async () => {
    const { post } = await withSchema(
      closed({ api_key: text, type: text, baseUrl: text }, ['api_key', 'type']),
    );
    expectBoom(await post({ apiKey: 7, _type: 'a' }), 400, '"credential.apiKey"');
    expectBoom(await post({ api_key: 7, _type: 'a', baseUrl: 7 }), 400, 'credential.baseUrl"');
    expectBoom(await post({}), 400, '"credential.apiKey"', '"credential._type"');
  });
});
