import { stagedTest } from '@berth/connectivity';
import { checkValue, compileSchema, secretLeaves, validatorFor, withDefaults } from '@berth/json-schema';
import { describe, expect, test } from 'vitest';
import { serveHttp } from '../../../../connectivity/test/local-server.ts';
import { PUBLIC, reach, standIn } from '../../../../connectivity/test/stand-in.ts';
import { readCatalog, type ShippedProvider } from '../../installation/catalog.ts';
import { providerCheckOf } from './provider-check.ts';

/** The request to a shipped provider for one kind of value. Null headers stand for credentials that cannot be sent. */
interface Expected {
  /** The members of the value that make the kind, over those of the valid example. */
  value?: Record<string, unknown>;
  url: string;
  headers: Record<string, string> | null;
}

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
/** Kinds of `auth`, each at the same URL. */
const kinds = (
  url: string,
  others: Record<string, unknown>,
  list: [auth: Record<string, unknown>, headers: Record<string, string> | null][],
): Expected[] => list.map(([auth, headers]) => ({ value: { ...others, auth }, url, headers }));

const tenant = '3f2b8a52-7f2e-4d0b-9a0e-2f6a2f3f7b11';

const EXPECTED: Record<string, Expected[]> = {
  'amazon-bedrock': kinds(
    'https://bedrock.eu-central-1.amazonaws.com/foundation-models',
    { region: 'eu-central-1' },
    [
      [{ type: 'bedrock_api_key', api_key: 'bedrock-key-000' }, bearer('bedrock-key-000')],
      [
        { type: 'access_keys', access_key_id: 'AKIAEXAMPLE000000000', secret_access_key: 's'.repeat(40) },
        null,
      ],
      [{ type: 'profile', profile_name: 'default' }, null],
      [{ type: 'assume_role', role_arn: 'arn:aws:iam::123456789012:role/berth' }, null],
      [{ type: 'default_chain' }, null],
    ],
  ),
  anthropic: [
    {
      value: { api_key: 'anthropic-key-000', base_url: 'https://api.anthropic.com' },
      url: 'https://api.anthropic.com/v1/models',
      headers: { 'x-api-key': 'anthropic-key-000', 'anthropic-version': '2023-06-01' },
    },
  ],
  'azure-openai': kinds(
    'https://name.openai.azure.com/openai/models?api-version=2024-10-21',
    { endpoint: 'https://name.openai.azure.com', api_version: '2024-10-21' },
    [
      [{ type: 'api_key', api_key: 'azure-key-0000' }, { 'api-key': 'azure-key-0000' }],
      [
        { type: 'entra_client_secret', tenant_id: tenant, client_id: tenant, client_secret: 'secret-000' },
        null,
      ],
      [{ type: 'managed_identity' }, null],
    ],
  ),
  clearsale: [
    {
      value: { baseUrl: 'https://api.clearsale.example', apiKey: 'clearsale-key-000' },
      url: 'https://api.clearsale.example/',
      headers: bearer('clearsale-key-000'),
    },
  ],
  cohere: [
    {
      value: { api_key: 'cohere-key-000', base_url: 'https://api.cohere.com' },
      url: 'https://api.cohere.com/v1/models',
      headers: bearer('cohere-key-000'),
    },
  ],
  datadog: [
    {
      value: { site: 'datadoghq.eu', api_key: 'd'.repeat(32) },
      url: 'https://api.datadoghq.eu/api/v1/validate',
      headers: { 'dd-api-key': 'd'.repeat(32) },
    },
  ],
  elasticsearch: [
    ...kinds(
      'https://es.example.com:9200/_security/_authenticate',
      { connection: { type: 'url', url: 'https://es.example.com:9200' } },
      [
        [{ type: 'api_key', api_key: 'ZWxhc3RpYzprZXk=' }, { authorization: 'ApiKey ZWxhc3RpYzprZXk=' }],
        [{ type: 'basic', username: 'elastic', password: 'pass:wörd)' }, basic('elastic:pass:wörd)')],
        [{ type: 'bearer', token: 'service-token-000' }, bearer('service-token-000')],
        [{ type: 'none' }, {}],
      ],
    ),
  ],
  github: kinds(
    'https://api.github.com/user',
    { base_url: 'https://api.github.com', api_version: '2022-11-28' },
    [
      [{ type: 'token', token: 'github-token-000' }, bearer('github-token-000')],
      [{ type: 'app', app_id: 1, installation_id: 2, private_key: 'pem-000' }, null],
      [
        { type: 'oauth_app', client_id: 'client', client_secret: 'secret-000', token: 'oauth-token-000' },
        bearer('oauth-token-000'),
      ],
    ],
  ),
  gitlab: kinds('https://gitlab.com/api/v4/user', { base_url: 'https://gitlab.com' }, [
    [{ type: 'access_token', token: 'gitlab-token-000' }, { 'private-token': 'gitlab-token-000' }],
    [{ type: 'oauth', access_token: 'oauth-token-000' }, bearer('oauth-token-000')],
    [{ type: 'job_token', job_token: 'job-token-000' }, null],
  ]),
  'google-gemini': [
    {
      value: { api_key: 'gemini-key-000', base_url: 'https://gemini.example', api_version: 'v1' },
      url: 'https://gemini.example/v1/models',
      headers: { 'x-goog-api-key': 'gemini-key-000' },
    },
  ],
  groq: [
    {
      value: { api_key: 'groq-key-000', base_url: 'https://api.groq.com/openai/v1' },
      url: 'https://api.groq.com/openai/v1/models',
      headers: bearer('groq-key-000'),
    },
  ],
  hubspot: kinds('https://api.hubapi.com/account-info/v3/details', { base_url: 'https://api.hubapi.com' }, [
    [{ type: 'private_app', access_token: 'hubspot-token-000' }, bearer('hubspot-token-000')],
    [
      {
        type: 'oauth',
        client_id: tenant,
        client_secret: 'secret-000',
        refresh_token: 'r-000',
        access_token: 'a-000',
      },
      bearer('a-000'),
    ],
    [{ type: 'oauth', client_id: tenant, client_secret: 'secret-000', refresh_token: 'refresh-000' }, null],
  ]),
  jira: kinds(
    'https://name.atlassian.net/rest/api/3/myself',
    { base_url: 'https://name.atlassian.net', api_version: '3' },
    [
      [
        { type: 'api_token', email: 'me@example.com', api_token: 'jira-token-000' },
        basic('me@example.com:jira-token-000'),
      ],
      [{ type: 'oauth', cloud_id: tenant, token: 'oauth-token-000' }, bearer('oauth-token-000')],
      [{ type: 'personal_access_token', token: 'personal-000' }, bearer('personal-000')],
      [{ type: 'basic', username: 'me', password: 'password-000' }, basic('me:password-000')],
    ],
  ),
  midaz: [
    {
      value: { onboarding_base_url: 'https://midaz.example', auth: undefined },
      url: 'https://midaz.example/',
      headers: {},
    },
    {
      value: {
        onboarding_base_url: 'https://midaz.example',
        auth: { issuer_url: 'https://auth.example', client_id: 'client', client_secret: 'secret-000' },
      },
      url: 'https://midaz.example/',
      headers: null,
    },
  ],
  mistral: [
    {
      value: { api_key: 'mistral-key-000', base_url: 'https://api.mistral.ai' },
      url: 'https://api.mistral.ai/v1/models',
      headers: bearer('mistral-key-000'),
    },
  ],
  notion: [
    {
      value: {
        token: 'notion-token-000',
        base_url: 'https://api.notion.com/v1',
        notion_version: '2025-09-03',
      },
      url: 'https://api.notion.com/v1/users/me',
      headers: { ...bearer('notion-token-000'), 'notion-version': '2025-09-03' },
    },
  ],
  ollama: [
    {
      value: { base_url: 'http://ollama.example:11434', api_key: undefined },
      url: 'http://ollama.example:11434/api/tags',
      headers: {},
    },
    {
      value: { base_url: 'http://ollama.example:11434', api_key: 'ollama-key-000' },
      url: 'http://ollama.example:11434/api/tags',
      headers: bearer('ollama-key-000'),
    },
  ],
  openai: [
    {
      value: { api_key: 'openai-key-000', base_url: 'https://api.openai.com/v1' },
      url: 'https://api.openai.com/v1/models',
      headers: bearer('openai-key-000'),
    },
  ],
  openrouter: [
    {
      value: { api_key: 'openrouter-key-000', base_url: 'https://openrouter.ai/api/v1' },
      url: 'https://openrouter.ai/api/v1/key',
      headers: bearer('openrouter-key-000'),
    },
  ],
  pagerduty: kinds('https://api.pagerduty.com/abilities', { base_url: 'https://api.pagerduty.com' }, [
    [{ type: 'api_token', token: 'pager-token-000' }, { authorization: 'Token token=pager-token-000' }],
    [
      {
        type: 'oauth_client_credentials',
        client_id: tenant,
        client_secret: 'secret-000',
        account_subdomain: 'name',
      },
      null,
    ],
  ]),
  pinecone: [
    {
      value: { api_key: 'pinecone-key-000', base_url: 'https://api.pinecone.io', api_version: '2025-10' },
      url: 'https://api.pinecone.io/indexes',
      headers: { 'api-key': 'pinecone-key-000', 'x-pinecone-api-version': '2025-10' },
    },
  ],
  sendgrid: [
    {
      value: { api_key: 'SG.sendgrid-key-000', base_url: 'https://api.sendgrid.com/v3' },
      url: 'https://api.sendgrid.com/v3/scopes',
      headers: bearer('SG.sendgrid-key-000'),
    },
  ],
  slack: [
    {
      value: { bot_token: 'xoxb-example-000', base_url: 'https://slack.com/api' },
      url: 'https://slack.com/api/auth.test',
      headers: bearer('xoxb-example-000'),
    },
  ],
  stripe: [
    {
      value: { secret_key: 'sk_test_example000', base_url: 'https://api.stripe.com' },
      url: 'https://api.stripe.com/v1/balance',
      headers: bearer('sk_test_example000'),
    },
  ],
  tracer: [
    {
      value: { base_url: 'https://tracer.example', api_key: 'tracer-key-000000000001' },
      url: 'https://tracer.example/',
      headers: { ...bearer('tracer-key-000000000001'), 'x-api-key': 'tracer-key-000000000001' },
    },
  ],
  zendesk: kinds('https://name.zendesk.com/api/v2/users/me.json', { subdomain: 'name' }, [
    [
      { type: 'api_token', email: 'me@example.com', api_token: 'zendesk-token-000' },
      basic('me@example.com/token:zendesk-token-000'),
    ],
    [{ type: 'oauth', access_token: 'oauth-token-000' }, bearer('oauth-token-000')],
  ]),
};

const tested = readCatalog().filter(({ version }) => version.test);

/** Makes the value of a kind, with its defaults. @throws Error when it does not fit the schema of the provider. */
function valueWith({ version, examples }: ShippedProvider, members: Record<string, unknown>) {
  const given = Object.entries({ ...examples.valid, ...members }).filter(([, value]) => value !== undefined);
  const value = Object.fromEntries(given);
  expect(checkValue(compileSchema(version.config_schema), value)).toEqual([]);
  return withDefaults(validatorFor(version.config_schema), value).value as Record<string, unknown>;
}

async function checkOf(provider: ShippedProvider, members: Record<string, unknown>) {
  const { config_schema, config_visibility = 'plain', secret_paths = [], test: template } = provider.version;
  const value = valueWith(provider, members);
  const secrets = secretLeaves(config_schema, value, { visibility: config_visibility, marked: secret_paths });
  const secrecy = { config_schema, config_visibility, secret_paths };
  const check = await providerCheckOf(template ?? null, value, secrets, secrecy);
  if (!check) throw new Error('There is no address');
  return check;
}

/** The kinds of `auth` that a schema has. */
const authKinds = ({ version }: ShippedProvider): unknown[] => {
  const { properties = {} } = version.config_schema as { properties?: Record<string, { oneOf?: unknown[] }> };
  return (properties.auth?.oneOf ?? []).map(
    (branch) => (branch as { properties: { type: { const: unknown } } }).properties.type.const,
  );
};

test('each shipped test has an expectation for each kind of auth', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(tested.map(({ slug }) => slug));
  for (const provider of tested) {
    const expected = EXPECTED[provider.slug]?.map(({ value }) => (value?.auth as { type?: unknown })?.type);
    expect(expected, provider.slug).toEqual(expect.arrayContaining(authKinds(provider)));
  }
});

describe.each(tested.map((provider) => [provider.slug, provider] as const))(
  'the test of %s',
  (slug, provider) => {
    test.each(EXPECTED[slug] ?? [])('sends $headers to $url', async ({ value = {}, url, headers }) => {
      const server = await serveHttp((_, response) =>
        response.setHeader('content-type', 'text/plain').end('ok'),
      );
      const check = await checkOf(provider, value);
      const target = new URL(check.url);
      expect(target.href).toBe(url);
      // The server of the test has neither the name nor the certificate of the provider.
      const here = `http://provider.example:${server.port}${target.pathname}${target.search}`;
      const result = await stagedTest(
        { ...check, url: here },
        reach(),
        standIn({ 'provider.example': [PUBLIC] }),
      );
      const full = server.requests.at(-1);
      expect(full).toMatchObject({ method: 'GET', url: `${target.pathname}${target.search}` });
      if (headers) {
        expect(result).toMatchObject({ status: 'passed' });
        expect(full?.headers).toMatchObject(headers);
      } else {
        expect(result).toMatchObject({
          status: 'partial',
          stages: [{}, { reason: 'credentials_not_sent' }, {}],
        });
        expect(server.requests).toHaveLength(1);
      }
      const bare = JSON.stringify(server.requests[0]?.headers);
      for (const secret of Object.values(check.credentials)) expect(bare).not.toContain(secret);
    });
  },
);

test('a value of Elastic Cloud has no address that could be asked', async () => {
  const provider = tested.find(({ slug }) => slug === 'elasticsearch') as ShippedProvider;
  const value = { connection: { type: 'cloud_id', cloud_id: 'name:ZXhhbXBsZS5jb20kZXhhbXBsZQ==' } };
  await expect(checkOf(provider, value)).rejects.toThrow('There is no address');
});
