import { describe, expect, test } from 'vitest';
import { isAmong, rowOf } from '../support/error-catalog.ts';
import { type Client, startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { makeKey } from '../support/keys-kit.ts';
import {
  archive,
  makeConfig,
  makeProvider,
  makeVault,
  NOTHING,
  SCHEMA,
  uniqueName,
  VALUE,
} from '../support/rules-kit.ts';

const harness = await startHarness();

/** Makes an instance of this name, and a client with its first key. */
async function instance(name: string): Promise<Client & { instanceId: string }> {
  const { body } = await harness.bootstrap.post('instances', { name });
  return { ...harness.as(body.secret_key.secret), instanceId: body.id };
}

/** Returns the message of a refusal, after checking that the catalogue lists it and its problems. */
function messageOf({ status, body }: Answer): string {
  expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
  const { texts, problems = [] } = rowOf('root', status, body.code);
  expect(
    isAmong(
      body.message,
      texts.map(({ message }) => message),
    ),
    body.message,
  ).toBe(true);
  for (const { code, message } of body.errors ?? []) {
    if (body.code === 'invalid_data') expect(isAmong(message, problems), `${code}: ${message}`).toBe(true);
  }
  return body.message;
}

const problemOf = (answer: Answer, place: string): string => {
  messageOf(answer);
  const found = answer.body.errors.find(({ path }: { path: string[] }) => path.join('/') === place);
  return found?.message;
};

describe('a missing row', () => {
  test('is named with the instance of the key', async () => {
    const client = await instance('Prod');
    expect(messageOf(await client.get('provider-configs/chat'))).toBe('No config "chat" in instance "Prod".');
    expect(messageOf(await client.delete('provider-config-vaults/keys'))).toBe(
      'No vault "keys" in instance "Prod".',
    );
    expect(messageOf(await harness.bootstrap.get('instances/shop'))).toBe('No instance "shop".');
  });

  test('has the same answer as a row that the key may not see', async () => {
    const [client, other] = [await instance('Mine'), await instance('Theirs')];
    const { id } = await makeConfig(other, await makeProvider(other));
    const absent = id.replace(/.{4}$/, '0000');
    const [hidden, missing] = [
      await client.get(`provider-configs/${id}`),
      await client.get(`provider-configs/${absent}`),
    ];
    expect(messageOf(hidden)).toBe(`No config "${id}" in instance "Mine".`);
    expect(JSON.parse(JSON.stringify(hidden.body).replaceAll(id, absent))).toEqual(missing.body);
  });

  test('does not name the instance to a key that may not read it', async () => {
    const client = await instance('Secret name');
    const key = await makeKey(harness, client, ['provider-configs:read']);
    const answer = await key.get('provider-configs/chat');
    expect(messageOf(answer)).toBe('No config "chat" in the instance of this key.');
    expect(JSON.stringify(answer.body)).not.toContain('Secret name');
  });

  test('is not quoted when the text is no id, slug or handle', async () => {
    const client = await instance('Prod');
    const texts = [client.key, 'sk-proj-4kd93jd02kdh3756sjd83', 'x'.repeat(200), 'a\u202eb', 'a\r\nb', '<b>'];
    for (const text of texts) {
      const answer = await client.get(`provider-configs/${encodeURIComponent(text)}`);
      expect(messageOf(answer)).toBe('No such config in instance "Prod".');
      expect(JSON.stringify(answer.body)).not.toContain(text);
      expect(answer.body).not.toHaveProperty('id');
    }
  });

  test('differs from a path without a route, whose answer does not speak of ids', async () => {
    const client = await instance('Prod');
    const answer = await client.get('provider-konfigs');
    expect(messageOf(answer)).toBe('Nothing is served at this path.');
    expect(JSON.stringify(answer.body)).not.toMatch(/\bid\b/);
  });
});

test('an archived vault says that it is archived', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const { id } = await makeVault(client, provider);
  await archive(client, `provider-config-vaults/${id}`);
  expect(messageOf(await client.patch(`provider-config-vaults/${id}`, { name: 'x' }))).toBe(
    'This vault is archived and cannot be changed.',
  );
  expect(messageOf(await client.delete(`provider-config-vaults/${id}`))).toBe(
    'This vault is archived already.',
  );
  const config = { provider_id: provider.id, provider_config_vault_id: id };
  expect(messageOf(await client.post('provider-configs', config))).toBe(
    `The vault "${id}" is archived and cannot be used.`,
  );
});

test('the next step for an archived row names its return', async () => {
  const client = await harness.newInstance();
  const { id } = await makeVault(client, await makeProvider(client));
  await archive(client, `provider-config-vaults/${id}`);
  const { body } = await client.patch(`provider-config-vaults/${id}`, { name: 'x' });
  expect(body.hint).toContain('Unarchive it first');
});

test('an unknown type in a schema is answered with the types, never with its name', async () => {
  const client = await harness.newInstance();
  const version = { version: '1', config_schema: { type: 'sk-live-1234' } };
  const { body } = await client.post('providers', { slug: 'acme', name: 'Acme', version });
  expect(body.errors).toMatchObject([{ code: 'unknown_type', path: ['version', 'config_schema', 'type'] }]);
  expect(body.errors[0].message).toContain('type must be one of array, boolean');
  expect(JSON.stringify(body)).not.toContain('sk-live-1234');
});

test('a parameter beyond its bound says the bound', async () => {
  const client = await harness.newInstance();
  const over = await client.get('provider-configs?limit=101&order=up&after=x&created_at[gt]=soon');
  expect(messageOf(over)).toBe('The query has 4 problems.');
  expect(problemOf(over, 'limit')).toBe('Must be 100 or less.');
  expect(problemOf(over, 'order')).toBe('Must be one of asc, desc.');
  expect(problemOf(await client.get('provider-configs?limit=0'), 'limit')).toBe('Must be 1 or more.');
});

test('a name that is taken is named with its resource', async () => {
  const client = await instance('Names');
  const provider = await makeProvider(client);
  await harness.bootstrap.create('instances', { name: 'Second', slug: 'prod2' });
  expect(messageOf(await harness.bootstrap.post('instances', { name: 'x', slug: 'prod2' }))).toBe(
    'An instance with slug "prod2" already exists.',
  );
  await makeConfig(client, provider, { handle: 'chat' });
  const config = { provider_id: provider.id, value: VALUE, handle: 'chat' };
  expect(messageOf(await client.post('provider-configs', config))).toBe(
    'A config with handle "chat" already exists.',
  );
  const version = { version: '1', config_schema: SCHEMA };
  const again = await client.post('providers', { slug: provider.slug, name: 'x', version });
  expect(messageOf(again)).toBe(`A provider with slug "${provider.slug}" already exists.`);
  const published = await client.post('provider-versions', {
    provider_id: provider.id,
    version: '1',
    config_schema: NOTHING,
  });
  expect(messageOf(published)).toBe('Version "1" of this provider already exists, with other content.');
});

test('two writers of one slug: the one that loses is told the resource and the member', async () => {
  const made = await Promise.all(
    Array.from({ length: 6 }, () => harness.bootstrap.post('instances', { name: 'Race', slug: 'race' })),
  );
  const lost = made.filter(({ status }) => status !== 200);
  expect(lost).toHaveLength(5);
  for (const answer of lost) {
    expect(messageOf(answer)).toMatch(/^An instance with (?:slug "race"|this slug) already exists/);
  }
});

test('a version without a test URL says so', async () => {
  const client = await harness.newInstance();
  const { id } = await makeConfig(client, await makeProvider(client));
  expect(messageOf(await client.post(`provider-configs/${id}/test`, {}))).toBe(
    'This provider version defines no test URL.',
  );
});

test('the key of an archived instance is told that', async () => {
  const client = await instance('Closed');
  await archive(harness.bootstrap, `instances/${client.instanceId}`);
  expect(messageOf(await client.get('instance'))).toBe('The instance of this key is archived.');
});

test('a refused scope names the key and the scope that it lacks', async () => {
  const client = await harness.newInstance();
  const key = await makeKey(harness, client, ['provider-configs:read'], { name: 'Deploy robot' });
  expect(messageOf(await key.post('provider-configs', {}))).toBe(
    'The key "Deploy robot" lacks the scope provider-configs:write.',
  );
  const writer = await makeKey(harness, client, ['api-keys:write'], { name: 'Key maker' });
  expect(messageOf(await writer.post('api-keys', { name: 'x', scopes: ['models:read'] }))).toBe(
    'The key "Key maker" lacks the scope models:read, so it cannot grant it.',
  );
});

test('a slug or a handle that is refused says which characters it may have', async () => {
  const client = await harness.newInstance();
  const slug =
    'May have lower-case letters a to z, digits, and single hyphens between them, such as chat-eu.';
  for (const wrong of ['Not a slug', 'a--b', '-a', 'ä']) {
    const answer = await harness.bootstrap.post('instances', { name: 'x', slug: wrong });
    expect(problemOf(answer, 'slug'), wrong).toBe(slug);
  }
  const handle = await client.post('provider-configs', { provider_id: 'openai', value: {}, handle: '  ' });
  expect(problemOf(handle, 'handle')).toBe('Must have a character that is no space.');
});

describe('a value that does not fit', () => {
  const KEY = { required: ['type', 'key'], properties: { type: { const: 'key' }, key: { type: 'string' } } };
  const LOGIN = {
    required: ['type', 'user'],
    properties: { type: { const: 'login' }, user: { type: 'string' } },
  };
  const config_schema = {
    type: 'object',
    properties: { auth: { type: 'object', oneOf: [KEY, LOGIN] } },
    not: { required: ['x'] },
  };

  test('names the member that must not be present', async () => {
    const client = await harness.newInstance();
    const { id: provider_id } = await makeProvider(client, { config_schema });
    const answer = await client.post('provider-configs', { provider_id, value: { x: 'hunter2' } });
    expect(problemOf(answer, 'value')).toBe('x must not be present');
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });

  test('lists the choices of a discriminator that is missing, as of a wrong one', async () => {
    const client = await harness.newInstance();
    const { id: provider_id } = await makeProvider(client, { config_schema });
    const post = (auth: object) => client.post('provider-configs', { provider_id, value: { auth } });
    expect(problemOf(await post({ key: 'k' }), 'value/auth/type')).toBe(
      'is required and must be one of: "key", "login"',
    );
    expect(problemOf(await post({ type: 'other' }), 'value/auth/type')).toBe(
      'must be one of: "key", "login"',
    );
  });
});

describe('rows of different providers', () => {
  test('are told apart by the members that name them', async () => {
    const client = await instance('Mismatch');
    const [mine, other] = [await makeProvider(client), await makeProvider(client)];
    const vault = await makeVault(client, other);
    const answer = await client.post('provider-configs', {
      provider_id: mine.id,
      provider_config_vault_id: vault.id,
    });
    expect(messageOf(answer)).toBe(
      'The rows that the request names belong to different providers: ' +
        `provider_id to ${mine.id}, provider_config_vault_id to ${other.id}.`,
    );
  });
});

describe('a missing revision', () => {
  test('is named with its config, vault or auth config', async () => {
    const client = await instance('Revisions');
    const provider = await makeProvider(client);
    const config = await makeConfig(client, provider);
    const vault = await makeVault(client, provider);
    expect(messageOf(await client.get(`provider-configs/${config.id}/revisions/7`))).toBe(
      `Config ${config.id} has no revision 7.`,
    );
    expect(messageOf(await client.post(`provider-config-vaults/${vault.id}/revisions/8/restore`, {}))).toBe(
      `Vault ${vault.id} has no revision 8.`,
    );
    expect(messageOf(await client.get(`provider-configs/${config.id}/revisions/x`))).toBe(
      `Config ${config.id} has no revision of this number.`,
    );
  });
});

describe('a member that only answers have', () => {
  test('is told apart from the member of requests that was meant', async () => {
    const client = await instance('Members');
    const provider = await makeProvider(client);
    const { id } = await makeConfig(client, provider);
    const filter = [{ type: 'tool_keys', keys: ['a'] }];
    const meant = (word: string) =>
      `Berth sets this member: leave it out, or send it as it is shown. Did you mean ${word}?`;
    expect(
      problemOf(await client.patch(`provider-configs/${id}`, { tool_filter: filter }), 'tool_filter'),
    ).toBe(meant('tool_filters'));
    const create = { provider_id: provider.id, tool_filter: filter };
    expect(problemOf(await client.post('provider-configs', create), 'tool_filter')).toBe(
      meant('tool_filters'),
    );
    const deployment = { provider_id: provider.id, name: 'D', locked_version: provider.version };
    expect(problemOf(await client.post('provider-deployments', deployment), 'locked_version')).toMatch(
      /^Berth sets this member/,
    );
    expect(problemOf(await client.patch(`provider-configs/${id}`, { created_at: 'x' }), 'created_at')).toBe(
      'Berth sets this member: leave it out, or send it as it is shown.',
    );
  });
});

describe('a version that cannot work', () => {
  const object = (properties: object) => ({ type: 'object', properties });
  const SOME = object({
    host: { type: 'string' },
    'a.b': { type: 'string' },
    auth: { oneOf: [object({ token: { type: 'string' } }), object({ user: { type: 'string' } })] },
    map: { additionalProperties: { type: 'string' } },
  });
  const register = async (version: object) => {
    const client = await instance('Versions');
    const slug = uniqueName('v-');
    return client.post('providers', { slug, name: slug, version: { version: '1', ...version } });
  };

  test.each(['array', 'string', ['array', 'null'], ['integer']])(
    'is refused for a schema of %j, in a method of authentication too',
    async (type) => {
      const message = 'Must be object, or a list with object: a value is an object.';
      const method = { key: 'k', type: 'token', name: 'N', input_schema: { type } };
      const refused = await register({ config_schema: { type }, auth_methods: [method] });
      expect(problemOf(refused, 'version/config_schema/type')).toBe(message);
      expect(problemOf(refused, 'version/auth_methods/0/input_schema/type')).toBe(message);
    },
  );

  test.each([{}, { type: ['object', 'null'] }, { properties: {} }, { oneOf: [{ type: 'object' }] }])(
    'is none with the schema %j',
    async (config_schema) => {
      expect((await register({ config_schema })).status).toBe(200);
    },
  );

  test.each([
    'ftp://{host}',
    'file:///etc/passwd',
    'javascript:1',
    '/health',
    'host',
    'httpx://a',
    ' https://a',
  ])('is refused for a test of %s', async (url) => {
    const refused = await register({ config_schema: SOME, test: { url } });
    expect(problemOf(refused, 'version/test/url')).toBe(
      'Must begin with http:// or https://, or with a placeholder in braces that holds the address.',
    );
  });

  test.each([
    [
      'https://{hosst}',
      'Placeholder "hosst" leads to a place that the schema does not describe; "host" is probably meant.',
    ],
    [
      'https://{host}/{auth/tokens}',
      'Placeholder "auth/tokens" leads to a place that the schema does not describe; "token" is probably meant.',
    ],
    ['{base_url}/x', 'Placeholder "base_url" leads to a place that the schema does not describe.'],
  ])('is refused for a test of %s, whose placeholder names no member', async (url, message) => {
    expect(problemOf(await register({ config_schema: SOME, test: { url } }), 'version/test/url')).toBe(
      message,
    );
  });

  test.each(['HTTPS://{host}', '{host}/x', 'http://a/{auth/token}/{auth.user}/{a.b}/{map/any}'])(
    'is none with a test of %s',
    async (url) => {
      expect((await register({ config_schema: SOME, test: { url } })).status).toBe(200);
    },
  );
});
