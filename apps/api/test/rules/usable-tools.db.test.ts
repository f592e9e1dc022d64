import { beforeAll, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import {
  expectPlaces,
  type Made,
  makeConfig,
  makeDeployment,
  makeProvider,
  VALUE,
} from '../support/rules-kit.ts';
import { countReads } from '../support/statements.ts';
import { getAnew } from '../support/unchanged-kit.ts';

const harness = await startHarness();
const statements = countReads(harness.database);

const KEYS = ['get_issue', 'list_issues', 'create_issue', 'delete_issue', 'get_repo'];
const only = (...keys: string[]) => ({ tool_filters: { type: 'tool_keys', keys } });
const like = (pattern: string) => ({ tool_filters: { type: 'tool_regex', pattern } });
const instead = (filters: unknown) => ({ tool_filters: { filters, ignore_parent_filters: true } });

let client: Client & { instanceId: string };
let provider: Made;
let method: string;

beforeAll(async () => {
  client = await harness.newInstance();
  provider = await makeProvider(client, {
    tools: KEYS.map((key) => ({ key, name: key })),
    auth_methods: [{ key: 'token', type: 'token', name: 'Token' }],
  });
  const { body } = await client.get(`provider-auth-methods?provider_version_id=${provider.version}`);
  method = body.items[0].id;
});

const makeAuth = async (more: object) =>
  client.create('provider-auth-configs', { provider_auth_method_id: method, value: { a: 1 }, ...more });

/** The keys of the tools that a chain lets through, read in pages of `limit`. */
async function usable(chain: Record<string, string>, limit = 100, as: Client = client): Promise<string[]> {
  const query = new URLSearchParams({
    provider_version_id: provider.version,
    ...chain,
    limit: String(limit),
  });
  const keys: string[] = [];
  let after = '';
  for (let more = true; more; ) {
    const { status, body } = await as.get(`provider-tools?${query}${after}`);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.pagination.has_more_before).toBe(after !== '');
    if (body.pagination.has_more_after) expect(body.items).toHaveLength(limit);
    keys.push(...body.items.map(({ key }: { key: string }) => key));
    more = body.pagination.has_more_after;
    after = `&after=${body.items.at(-1)?.id}`;
  }
  return keys;
}

test('each row of the chain lets through the tools of its own filter', async () => {
  const deployment = await makeDeployment(client, provider, like('^GET_'));
  const config = await makeConfig(client, provider, {
    handle: 'usable',
    ...only('get_repo', 'create_issue'),
  });
  const auth = await makeAuth(only('list_issues'));
  const open = await makeDeployment(client, provider);
  expect(await usable({ provider_deployment_id: deployment.id })).toEqual(['get_issue', 'get_repo']);
  expect(await usable({ provider_config_id: config.id })).toEqual(['create_issue', 'get_repo']);
  expect(await usable({ provider_config_id: 'usable' })).toEqual(['create_issue', 'get_repo']);
  expect(await usable({ provider_auth_config_id: auth.id })).toEqual(['list_issues']);
  expect(await usable({ provider_deployment_id: open.id })).toEqual(KEYS);
});

test('every filter of the chain must allow a tool', async () => {
  const { id: provider_deployment_id } = await makeDeployment(client, provider, like('issue'));
  const { id: provider_config_id } = await makeConfig(client, provider, like('^(get|list|create)_'));
  const { id: provider_auth_config_id } = await makeAuth(like('^[gc]'));
  expect(await usable({ provider_deployment_id, provider_config_id })).toEqual([
    'get_issue',
    'list_issues',
    'create_issue',
  ]);
  expect(await usable({ provider_config_id, provider_auth_config_id })).toEqual([
    'get_issue',
    'create_issue',
    'get_repo',
  ]);
  expect(await usable({ provider_deployment_id, provider_config_id, provider_auth_config_id })).toEqual([
    'get_issue',
    'create_issue',
  ]);
});

test('a filter that ignores its parents drops those before it, and not those after it', async () => {
  const { id: provider_deployment_id } = await makeDeployment(client, provider, only('get_repo'));
  const { id: provider_config_id } = await makeConfig(
    client,
    provider,
    instead({ type: 'tool_regex', pattern: '^get' }),
  );
  const { id: open } = await makeAuth(instead(null));
  const { id: narrow } = await makeAuth(only('get_issue', 'delete_issue'));
  expect(await usable({ provider_deployment_id, provider_config_id })).toEqual(['get_issue', 'get_repo']);
  expect(
    await usable({ provider_deployment_id, provider_config_id, provider_auth_config_id: narrow }),
  ).toEqual(['get_issue']);
  expect(await usable({ provider_deployment_id, provider_config_id, provider_auth_config_id: open })).toEqual(
    KEYS,
  );
  expect(await usable({ provider_deployment_id, provider_auth_config_id: open })).toEqual(KEYS);
});

test('a bound config and a bound auth config stand behind the filter of their deployment', async () => {
  const { id: provider_deployment_id } = await makeDeployment(client, provider, like('issue'));
  const bound = await makeConfig(client, provider, { provider_deployment_id, ...like('^get') });
  const free = await makeConfig(client, provider, {
    provider_deployment_id,
    ...instead({ type: 'tool_regex', pattern: '^get' }),
  });
  const auth = await makeAuth({ provider_deployment_id, ...only('create_issue', 'get_repo') });
  expect(await usable({ provider_config_id: bound.id })).toEqual(['get_issue']);
  expect(await usable({ provider_config_id: bound.id, provider_deployment_id })).toEqual(['get_issue']);
  expect(await usable({ provider_config_id: free.id })).toEqual(['get_issue', 'get_repo']);
  expect(await usable({ provider_auth_config_id: auth.id })).toEqual(['create_issue']);
});

test('pages of any size hold every tool that is let through, once, and say exactly if more follow', async () => {
  const { id } = await makeConfig(client, provider, only('list_issues', 'delete_issue', 'get_repo'));
  for (const limit of [1, 2, 3, 4]) {
    expect(await usable({ provider_config_id: id }, limit)).toEqual([
      'list_issues',
      'delete_issue',
      'get_repo',
    ]);
  }
});

test('a row that is not there, of another provider or of another instance lets nothing through', async () => {
  const other = await makeProvider(client);
  const { id: foreign } = await makeConfig(client, other, { value: VALUE });
  const { id: own } = await makeConfig(client, provider);
  const stranger = await harness.newInstance();
  const theirs = await makeConfig(stranger, await makeProvider(stranger));
  for (const provider_config_id of ['pcf_nothing', foreign, theirs.id]) {
    expect(await usable({ provider_config_id }), provider_config_id).toEqual([]);
    const { id: provider_deployment_id } = await makeDeployment(client, provider);
    expect(await usable({ provider_config_id, provider_deployment_id })).toEqual([]);
  }
  expect(await usable({ provider_config_id: own })).toEqual(KEYS);
});

test('a key that may not read configs, or reaches another one, gets no tools by a config', async () => {
  const { id } = await makeConfig(client, provider);
  const { id: other } = await makeConfig(client, provider);
  const blind = await makeKey(harness, client, ['provider-tools:read']);
  expect(await usable({ provider_config_id: id }, 100, blind)).toEqual([]);
  const near = await makeKey(harness, client, ['reader'], { reach: { providers: [provider.id] } });
  expect(await usable({ provider_config_id: id }, 100, near)).toEqual(KEYS);
  const far = await makeKey(harness, client, ['reader'], { reach: { configs: [other] } });
  expect(await usable({ provider_config_id: id }, 100, far)).toEqual([]);
});

test('a chain takes the same few statements, however many tools there are', async () => {
  const { id } = await makeConfig(client, provider, like('.'));
  const count = async (query: string) => {
    const path = `provider-tools?provider_version_id=${provider.version}&provider_config_id=${id}&${query}`;
    await getAnew(client, path);
    const before = statements.read;
    await getAnew(client, path);
    return statements.read - before;
  };
  expect([await count('limit=1'), await count('limit=100')]).toEqual([3, 3]);
});

test('patterns that would take too long with the tools are refused with the name of the filter', async () => {
  const tools = Array.from({ length: 900 }, (_, n) => ({ key: `${n}_`.padEnd(250, 'ab'), name: 'Long' }));
  const long = await makeProvider(client, { tools });
  const rules = Array.from({ length: 7 }, (_, n) => ({ type: 'tool_regex', pattern: `(.?${n}?){0,300}zz$` }));
  const { id } = await makeConfig(client, long, { tool_filters: rules });
  const answer = await client.get(
    `provider-tools?provider_version_id=${long.version}&provider_config_id=${id}`,
  );
  expectPlaces(answer, ['provider_config_id']);
});
