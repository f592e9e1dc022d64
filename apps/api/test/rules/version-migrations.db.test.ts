import { describe, expect, test } from 'vitest';
import type { Client } from '../support/harness.ts';
import { startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { expectPlaces, expectRefusal, type Made, makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness();

const text = { type: 'string' };
const secret = { type: 'string', writeOnly: true };
const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

const FIRST = {
  version: '1.0.0',
  config_schema: object({ host: text, token: secret, region: text }, ['host']),
};
const SECOND = object({ address: text, key: secret, region: text, open: text }, ['address']);

const rename = { op: 'rename', path: '/host', to: 'address' };
const tested = (patch: object[], more: object = {}) => ({
  from: '1.x',
  patch,
  tests: [{ before: { host: 'h' }, after: { address: 'h' } }],
  ...more,
});

const publishing = (provider: Made, migrations: unknown, more: object = {}) => ({
  provider_id: provider.id,
  version: '2.0.0',
  config_schema: SECOND,
  migrations,
  ...more,
});

/** Asks for the publication of a version, also as a dry run: both must answer alike. */
async function publish(
  client: Client,
  provider: Made,
  migrations: unknown,
  more: object = {},
): Promise<Answer> {
  const body = publishing(provider, migrations, more);
  const dry = await client.post('provider-versions?dry_run=true', body);
  const answer = await client.post('provider-versions', body);
  expect(dry.body.code ?? 'fine').toBe(answer.body.code ?? 'fine');
  if (answer.status >= 400) expect(dry.body.errors).toEqual(answer.body.errors);
  return answer;
}

describe('migrations of a version', () => {
  test('are shown by the version, not by objects that hold it, and never change', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, FIRST);
    const migrations = [
      tested([rename, { op: 'default', path: '/region', value: 'eu' }], {
        tests: [{ before: { host: 'h', token: 't' }, after: { address: 'h', token: 't', region: 'eu' } }],
      }),
    ];
    const refused = await publish(client, provider, migrations);
    expectPlaces(refused, ['migrations/0/tests/0/after/token']);
    migrations[0]?.patch.push({ op: 'rename', path: '/token', to: 'key' });
    const [only] = migrations;
    const fixed = [
      {
        ...only,
        tests: [{ before: { host: 'h', token: 't' }, after: { address: 'h', key: 't', region: 'eu' } }],
      },
    ];
    const { status, body } = await publish(client, provider, fixed);
    expect([status, body.migrations]).toEqual([200, fixed]);
    const shown = await client.get(`provider-versions/${body.id}`);
    expect(shown.body.migrations).toEqual(fixed);
    const holder = await client.get(`providers/${provider.id}`);
    expect(holder.body.current_version).toMatchObject({ id: body.id });
    expect(holder.body.current_version).not.toHaveProperty('migrations');
    expect((await client.get(`provider-versions/${provider.version}`)).body.migrations).toEqual([]);
    const again = await client.post('provider-versions', publishing(provider, fixed));
    expect(again.body.id).toBe(body.id);
    const other = await client.post('provider-versions', publishing(provider, []));
    expectRefusal(other, [409, 'conflict']);
  });

  test('may come with the first version, which has no earlier values', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, {
      version: '2.0.0',
      config_schema: SECOND,
      migrations: [tested([rename])],
    });
    const { body } = await client.get(`provider-versions/${provider.version}`);
    expect(body.migrations).toHaveLength(1);
  });

  test.each<[name: string, migration: object, places: string[]]>([
    ['an unknown operation', tested([{ op: 'renam', path: '/host' }]), ['migrations/0/patch/0/op']],
    ['an unknown member', tested([{ ...rename, too: 'x' }]), ['migrations/0/patch/0/too']],
    ['a member of another operation', tested([{ ...rename, value: 1 }]), ['migrations/0/patch/0/value']],
    ['a missing member', tested([{ op: 'rename', path: '/host' }]), ['migrations/0/patch/0/to']],
    ['a path that is no pointer', tested([{ ...rename, path: 'host' }]), ['migrations/0/patch/0/path']],
    ['a prototype', tested([{ ...rename, path: '/__proto__/x' }]), ['migrations/0/patch/0/path']],
    ['no tests', tested([rename], { tests: [] }), ['migrations/0/tests']],
    ['no operations', tested([]), ['migrations/0/patch']],
    ['the version itself', tested([rename], { from: '2.0.0' }), ['migrations/0/from']],
    [
      'a test whose value fits no version that it is from',
      tested([rename], { tests: [{ before: { hosst: 'h' }, after: { address: 'h' } }] }),
      ['migrations/0/tests/0/before/host', 'migrations/0/tests/0/before/hosst'],
    ],
    [
      'a test with another result',
      tested([rename], { tests: [{ before: { host: 'h' }, after: { address: 'g' } }] }),
      ['migrations/0/tests/0/after/address'],
    ],
    [
      'a result that does not fit',
      tested([{ op: 'rename', path: '/region', to: 'address' }], {
        tests: [{ before: { host: 'h', region: 'r' }, after: { host: 'h', address: 'r' } }],
      }),
      ['migrations/0/tests/0/after/host'],
    ],
    [
      'an operation that finds no place',
      tested([rename, { op: 'remove', path: '/region' }]),
      ['migrations/0/tests/0/before/region'],
    ],
    [
      'a secret that would be shown',
      tested([rename, { op: 'rename', path: '/token', to: 'open' }]),
      ['migrations/0/patch/1'],
    ],
    [
      'a question about a secret',
      tested([rename, { op: 'map', path: '/token', values: [{ from: 'a', to: 'b' }] }]),
      ['migrations/0/patch/1/path'],
    ],
    [
      'a literal for a secret',
      tested([rename, { op: 'default', path: '/key', value: 'x' }], {
        tests: [{ before: { host: 'h' }, after: { address: 'h', key: 'x' } }],
      }),
      ['migrations/0/patch/1', 'migrations/0/tests/0/before/key'],
    ],
    [
      'too many characters',
      tested([rename, { op: 'add', path: '/region', value: 'x'.repeat(70_000) }]),
      ['migrations'],
    ],
  ])('are refused with the place of %s', async (_name, migration, places) => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, FIRST);
    expectPlaces(await publish(client, provider, [migration]), places);
  });

  test('are named in the diff of two versions, also through versions between', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client, FIRST);
    const second = (await publish(client, provider, [tested([rename])])).body;
    const between = (
      await publish(client, provider, undefined, { version: '2.0.1', tools: [{ key: 't', name: 'T' }] })
    ).body;
    const third = (
      await publish(
        client,
        provider,
        [
          {
            from: '2.x',
            patch: [{ op: 'rename', path: '/open', to: 'shown' }],
            tests: [{ before: { address: 'a', open: 'o' }, after: { address: 'a', shown: 'o' } }],
          },
        ],
        {
          version: '3.0.0',
          config_schema: object({ address: text, key: secret, region: text, shown: text }),
        },
      )
    ).body;
    const steps = async (id: unknown, against: unknown) => {
      const { status, body } = await client.get(`provider-versions/${id}/diff?against=${against}`);
      expect(status).toBe(200);
      return body.migrations.map(
        (one: { version: string; from: string }) => `${one.version} from ${one.from}`,
      );
    };
    expect(await steps(second.id, provider.version)).toEqual(['2.0.0 from 1.x']);
    expect(await steps(third.id, provider.version)).toEqual(['2.0.0 from 1.x', '3.0.0 from 2.x']);
    expect(await steps(third.id, between.id)).toEqual(['3.0.0 from 2.x']);
    expect(await steps(between.id, provider.version)).toEqual(['2.0.0 from 1.x']);
    expect(await steps(provider.version, third.id)).toEqual([]);
    const { body: page } = await client.get(`provider-versions/${third.id}/diff?against=${between.id}`);
    expect(page.migrations).toEqual([
      { provider_version_id: third.id, version: '3.0.0', from: '2.x', operations: 1 },
    ]);
  });
});
