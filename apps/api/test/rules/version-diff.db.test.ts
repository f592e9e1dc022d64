import { newId } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { expectRefusal, type Made, makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness();

const text = { type: 'string' };
const first = {
  config_schema: { type: 'object', properties: { host: text, key: text }, additionalProperties: false },
  tools: [{ key: 'list', name: 'List' }],
  triggers: [
    { key: 'made', name: 'Made', invocation: { type: 'webhook' } },
    { key: 'gone', name: 'Gone', invocation: { type: 'webhook' } },
  ],
  auth_methods: [{ key: 'token', type: 'token', name: 'Token', input_schema: { type: 'object' } }],
};

/** Publishes a further version: its id. */
async function publish(client: Client, provider: Made, content: object): Promise<string> {
  const version = { provider_id: provider.id, version: '2', ...first, ...content };
  return (await client.create('provider-versions', version)).id;
}

async function changesTo(client: Client, provider: Made, content: object): Promise<string[]> {
  const id = await publish(client, provider, content);
  const { status, body } = await client.get(`provider-versions/${id}/diff?against=${provider.version}`);
  expect(status, JSON.stringify(body)).toBe(200);
  const changes = body.changes as {
    path: string;
    kind: string;
    severity: string;
    tool?: string;
    trigger?: string;
  }[];
  return changes.map(
    ({ path, kind, severity, tool, trigger }) => `${path || tool || trigger || '-'} ${kind} ${severity}`,
  );
}

describe('the diff of two versions', () => {
  test('a member that becomes required breaks, and has a witness that both schemas were asked about', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, first);
    const schema = { ...first.config_schema, required: ['host'] };
    const id = await publish(client, provider, { config_schema: schema });
    const { body } = await client.get(`provider-versions/${id}/diff?against=${provider.version}`);
    expect(body).toMatchObject({
      object: 'provider.version.diff',
      id,
      against: provider.version,
      provider_id: provider.id,
      counts: { breaking: 1, risky: 0, safe: 0, unknown: 0 },
    });
    const [change] = body.changes as { path: string; witness: object }[];
    expect(change).toMatchObject({ path: '/host', kind: 'required_added', severity: 'breaking' });
    const at = { provider_id: provider.id, value: change?.witness };
    expect((await client.post('provider-configs?dry_run=true', at)).status).toBe(400);
    const back = await client.get(`provider-versions/${provider.version}/diff?against=${id}`);
    expect(back.body.counts).toEqual({ breaking: 0, risky: 0, safe: 1, unknown: 0 });
  });

  test('marks, tools, auth methods and the test of a version are compared too', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, first);
    const changes = await changesTo(client, provider, {
      secret_paths: ['/key'],
      destination_paths: ['/host'],
      tools: [{ key: 'make', name: 'Make' }],
      triggers: [
        { key: 'made', name: 'Was made', invocation: { type: 'webhook' } },
        { key: 'new', name: 'New', invocation: { type: 'webhook' } },
      ],
      auth_methods: [
        {
          ...first.auth_methods[0],
          name: 'API token',
          input_schema: { type: 'object', required: ['token'] },
        },
      ],
      test: { url: 'https://example.com/' },
    });
    expect(changes.toSorted()).toEqual([
      '- auth_method_changed risky',
      '- test_changed risky',
      '/host destination_added risky',
      '/key secret_added risky',
      '/token required_added breaking',
      'gone trigger_removed risky',
      'list tool_removed risky',
      'made trigger_changed risky',
      'make tool_added safe',
      'new trigger_added safe',
    ]);
  });

  test('another token endpoint of an auth method is a change of it', async () => {
    const client = await harness.newInstance();
    const methods = (token_url: string) => ({
      auth_methods: [{ key: 'oauth', type: 'oauth', name: 'OAuth', oauth: { token_url } }],
    });
    const provider = await makeProvider(client, { ...first, ...methods('https://id.example.com/token') });
    const changes = await changesTo(client, provider, methods('https://id.example.net/token'));
    expect(changes).toEqual(['- auth_method_changed risky']);
  });

  test('a version of another provider is 400, a missing one and one of another instance 404', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, first);
    const other = await makeProvider(client, first);
    const theirs = await makeProvider(await harness.newInstance(), first);
    const path = `provider-versions/${provider.version}/diff`;
    expectRefusal(await client.get(`${path}?against=${other.version}`), [400, 'provider_mismatch']);
    for (const id of [theirs.version, newId('providerVersion', new Date()), 'nonsense']) {
      expectRefusal(await client.get(`${path}?against=${id}`), [404, 'not_found'], 'provider.version');
      expectRefusal(
        await client.get(`provider-versions/${id}/diff?against=${provider.version}`),
        [404, 'not_found'],
        'provider.version',
      );
    }
    expectRefusal(await client.get(path), [400, 'invalid_data']);
  });
});
