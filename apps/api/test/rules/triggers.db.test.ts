import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { expectPlaces, makeProvider, SCHEMA } from '../support/rules-kit.ts';

const harness = await startHarness();

const polling = { key: 'late', name: 'Late', invocation: { type: 'polling', interval_seconds: 60 } };
const webhook = { key: 'here', name: 'Here', invocation: { type: 'webhook' } };

test('triggers are listed for a version and read one by one, in the form of the contract', async () => {
  const client = await harness.newInstance();
  const full = {
    key: 'parcel_arrived',
    name: ' Parcel arrived ',
    description: 'A parcel is at its door.',
    input_schema: { type: 'object', properties: { parcel_id: { type: 'string' } } },
    output_schema: { type: 'object' },
    invocation: { type: 'webhook', auto_registration: { status: 'supported' } },
  };
  const { id: provider_id, version } = await makeProvider(client, { triggers: [full, polling] });
  const path = `provider-triggers?provider_version_id=${version}`;
  const { items } = (await client.get(path)).body;
  const times = { created_at: expect.any(String), updated_at: expect.any(String) };
  const shared = { object: 'provider.capabilities.trigger', provider_id, ...times };
  const specification = { provider_specification_id: expect.stringMatching(/^psp_/) };
  expect(items).toEqual([
    {
      ...shared,
      ...specification,
      id: expect.stringMatching(/^ptr_/),
      key: 'parcel_arrived',
      name: 'Parcel arrived',
      description: 'A parcel is at its door.',
      input_schema: { type: 'json_schema', schema: full.input_schema },
      output_schema: { type: 'json_schema', schema: { type: 'object' } },
      invocation: {
        type: 'webhook',
        auto_registration: { status: 'supported' },
        auto_unregistration: { status: 'unsupported' },
      },
    },
    {
      ...shared,
      ...specification,
      id: expect.stringMatching(/^ptr_/),
      key: 'late',
      name: 'Late',
      description: null,
      input_schema: null,
      output_schema: null,
      invocation: polling.invocation,
    },
  ]);
  for (const item of items) expect((await client.get(`provider-triggers/${item.id}`)).body).toEqual(item);
});

test('triggers of a wrong form are refused, each at its place', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const publish = (triggers: object[]) =>
    client.post('provider-versions', {
      provider_id: provider.id,
      version: '9',
      config_schema: SCHEMA,
      triggers,
    });
  const supported = { status: 'supported' };
  const wrong: [trigger: object, places: string[]][] = [
    [{ ...polling, invocation: { type: 'polling' } }, ['triggers/0/invocation/interval_seconds']],
    [
      { ...polling, invocation: { ...polling.invocation, auto_registration: supported } },
      ['triggers/0/invocation/auto_registration'],
    ],
    [
      {
        ...polling,
        invocation: { type: 'polling', auto_registration: supported, auto_unregistration: supported },
      },
      ['interval_seconds', 'auto_registration', 'auto_unregistration'].map(
        (name) => `triggers/0/invocation/${name}`,
      ),
    ],
    [
      { ...webhook, invocation: { type: 'webhook', interval_seconds: 60 } },
      ['triggers/0/invocation/interval_seconds'],
    ],
    [{ ...webhook, invocation: { type: 'carrier-pigeon' } }, ['triggers/0/invocation/type']],
    [
      { ...polling, invocation: { type: 'polling', interval_seconds: 0 } },
      ['triggers/0/invocation/interval_seconds'],
    ],
    [{ key: 'here', name: 'Here' }, ['triggers/0/invocation']],
    [{ ...webhook, input_schema: { text: 'x'.repeat(65_536) } }, ['triggers/0/input_schema']],
  ];
  for (const [trigger, places] of wrong) expectPlaces(await publish([trigger]), places);
  expectPlaces(await publish([webhook, { ...polling, key: 'here' }]), ['triggers/1/key']);
});

test('a member of the other type is refused, also when the rest is published already', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const version = { provider_id: provider.id, config_schema: SCHEMA };
  await client.create('provider-versions', { ...version, version: '2', triggers: [polling] });
  const twisted = {
    ...polling,
    invocation: { ...polling.invocation, auto_registration: { status: 'supported' } },
  };
  expectPlaces(await client.post('provider-versions', { ...version, version: '3', triggers: [twisted] }), [
    'triggers/0/invocation/auto_registration',
  ]);
});

test('versions with the same triggers share a specification, and other triggers make another', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const version = { provider_id: provider.id, config_schema: SCHEMA };
  const publish = async (number: string, triggers?: object[]) =>
    String(
      (
        await client.create('provider-versions', {
          ...version,
          version: number,
          ...(triggers ? { triggers } : {}),
        })
      ).specification_id,
    );
  const bare = await publish('2');
  const spelledOut = {
    ...webhook,
    invocation: { type: 'webhook', auto_unregistration: { status: 'unsupported' } },
  };
  const [first, second] = [await publish('3', [webhook]), await publish('4', [spelledOut])];
  expect(second).toBe(first);
  expect(await publish('5', [])).toBe(bare);
  expect(new Set([bare, first, await publish('6', [polling])]).size).toBe(3);
});
