import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  archive,
  expectPlaces,
  expectRefusal,
  type Made,
  makeConfig,
  makeProvider,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

const harness = await startHarness();

/** Characters that nobody can see or tell apart, one or more of each kind. */
const UNSEEN: Record<string, string[]> = {
  control: ['\n', '\r\n', '\t', '\u001b', '\u007f', '\u0085'],
  'zero-width': ['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\ufe0f', '\u3164'],
  bidirectional: ['\u061c', '\u200f', '\u202e', '\u2066', '\u2069'],
  format: ['\u06dd', '\ufff9', '\u{e0041}'],
  'private-use': ['\ue000', '\u{f0000}'],
  unassigned: ['\u0378', '\uffff', '\u{1ffff}'],
  'white space': ['\u00a0', '\u2003', '\u2028', '\u2029', '\u3000'],
};

/** Pairs of texts that are equal in normalization form C. */
const TWINS: [one: string, other: string][] = [
  ['e\u0301quipe', '\u00e9quipe'],
  ['\u212bngstrom', '\u00c5ngstrom'],
  ['\u1100\u1161', '\uac00'],
  ['q\u0307\u0323', 'q\u0323\u0307'],
  ['main', '  main '],
];

async function scene(): Promise<{ client: Client; provider: Made }> {
  const client = await harness.newInstance();
  return { client, provider: await makeProvider(client) };
}

const named = async (client: Client, handle: string): Promise<string[]> => {
  const { body } = await client.get(`provider-configs?handle=${encodeURIComponent(handle)}`);
  return body.items.map(({ id }: { id: string }) => id);
};

/** Stores a handle as a release before the normalization did. */
const storeRaw = (id: string, handle: string) =>
  harness.database.query(`update provider_configs set handle = '${handle}' where id = '${id}'`);

describe('a handle', () => {
  test('is unique among the live configs of an instance, and freed by archive', async () => {
    const { client, provider } = await scene();
    const first = await makeConfig(client, provider, { handle: 'main' });
    const second = await makeConfig(client, provider, { handle: 'other' });
    const body = { provider_id: provider.id, value: VALUE, handle: 'main' };
    for (const answer of [
      await client.post('provider-configs', body),
      await client.post('provider-configs', { ...body, handle: ' main ' }),
      await client.patch(`provider-configs/${second.id}`, { handle: 'main' }),
    ]) {
      expectRefusal(answer, [409, 'conflict'], 'provider.config');
      expect([answer.body.id, answer.body.errors[0].path]).toEqual([first.id, ['handle']]);
    }
    expect((await client.patch(`provider-configs/${first.id}`, { handle: 'main' })).status).toBe(200);
    expect((await client.post('provider-configs', { ...body, handle: 'Main' })).status).toBe(200);
    await archive(client, `provider-configs/${first.id}`);
    expect((await client.patch(`provider-configs/${second.id}`, { handle: 'main' })).body.handle).toBe(
      'main',
    );
  });

  test('may be the same in two instances', async () => {
    for (const client of [await harness.newInstance(), await harness.newInstance()]) {
      await makeConfig(client, await makeProvider(client), { handle: 'main' });
    }
  });

  test.each(Object.entries(UNSEEN))(
    'with a %s character is refused, with a message that names the kinds',
    async (_kind, characters) => {
      const { client, provider } = await scene();
      const config = await makeConfig(client, provider, { handle: 'main' });
      for (const character of characters) {
        for (const handle of [`${character}ma`, `m${character}a`, `ma${character}`]) {
          const body = { provider_id: provider.id, value: VALUE, handle };
          for (const answer of [
            await client.post('provider-configs?dry_run=true', body),
            await client.post('provider-configs', body),
            await client.patch(`provider-configs/${config.id}`, { handle }),
          ]) {
            expectPlaces(answer, ['handle']);
            const [{ code, message }] = answer.body.errors;
            expect([code, message]).toEqual([
              'invalid_characters',
              expect.stringContaining('zero-width, bidirectional'),
            ]);
          }
        }
      }
    },
  );

  test.each(TWINS)('%j is the handle %j, stored in one form and found by both', async (one, other) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      const { client, provider } = await scene();
      const config = await makeConfig(client, provider, { handle: first });
      expect(config.handle).toBe(first.normalize('NFC').trim());
      const taken = await client.post('provider-configs', {
        provider_id: provider.id,
        value: VALUE,
        handle: second,
      });
      expectRefusal(taken, [409, 'conflict'], 'provider.config');
      expect(taken.body.id).toBe(config.id);
      for (const handle of [first, second]) {
        expect(await named(client, handle)).toEqual([config.id]);
        const shown = await client.get(`provider-configs/${encodeURIComponent(handle)}`);
        expect([shown.status, shown.body.id]).toEqual([200, config.id]);
      }
      const same = await client.patch(`provider-configs/${config.id}`, { handle: second });
      expect([same.status, same.body.handle]).toEqual([200, config.handle]);
    }
  });

  test('of an earlier release stays readable, can be found, sent back and changed, and takes the place of its twin', async () => {
    const { client, provider } = await scene();
    const config = await makeConfig(client, provider, { handle: 'x' });
    const old = 'e\u0301quipe';
    await storeRaw(config.id, old);
    expect((await client.get(`provider-configs/${config.id}`)).body.handle).toBe(old);
    for (const handle of [old, '\u00e9quipe']) {
      expect(await named(client, handle)).toEqual([config.id]);
      const body = { provider_id: provider.id, value: VALUE, handle };
      expectRefusal(await client.post('provider-configs', body), [409, 'conflict'], 'provider.config');
    }
    for (const kept of [old, 'a\u200bb', 'line\nfeed']) {
      await storeRaw(config.id, kept);
      expect(await named(client, kept)).toEqual([config.id]);
      const sentBack = await client.patch(`provider-configs/${config.id}`, { handle: kept, name: 'New' });
      expect([sentBack.status, sentBack.body.handle]).toEqual([200, kept]);
    }
    expect((await client.patch(`provider-configs/${config.id}`, { handle: 'new' })).body.handle).toBe('new');
  });

  test('of two rows of an earlier release that are twins can still be changed', async () => {
    const { client, provider } = await scene();
    const first = await makeConfig(client, provider, { handle: '\u00e9' });
    const second = await makeConfig(client, provider, { handle: 'x' });
    await storeRaw(second.id, 'e\u0301');
    expect((await named(client, '\u00e9')).sort()).toEqual([first.id, second.id].sort());
    expect((await client.get('provider-configs/%C3%A9')).body.id).toBe(first.id);
    expect((await client.get('provider-configs/e%CC%81')).body.id).toBe(second.id);
    expect((await client.patch(`provider-configs/${second.id}`, { name: 'New' })).status).toBe(200);
    expectRefusal(await client.patch(`provider-configs/${second.id}`, { handle: '\u00e9' }), [
      409,
      'conflict',
    ]);
    expect((await client.patch(`provider-configs/${second.id}`, { handle: 'other' })).status).toBe(200);
  });
});

describe('the version of a provider and the keys of its tools and auth methods', () => {
  test.each(Object.entries(UNSEEN))('hold no %s character', async (_kind, [character = '']) => {
    const { client, provider } = await scene();
    const strange = `a${character}b`;
    const answer = await client.post('provider-versions', {
      provider_id: provider.id,
      version: strange,
      config_schema: SCHEMA,
    });
    expectPlaces(answer, ['version']);
    const content = {
      tools: [{ key: strange, name: 'T' }],
      auth_methods: [{ key: strange, name: 'A', type: 'token' }],
    };
    expectPlaces(
      await client.post('provider-versions', {
        provider_id: provider.id,
        version: '2',
        config_schema: SCHEMA,
        ...content,
      }),
      ['auth_methods/0/key', 'tools/0/key'],
    );
  });

  test.each(TWINS)('%j and %j are one', async (one, other) => {
    const { client, provider } = await scene();
    const body = { provider_id: provider.id, config_schema: {} };
    const first = await client.create('provider-versions', { ...body, version: one });
    const again = await client.create('provider-versions', { ...body, version: other });
    expect([again.id, again.version]).toEqual([first.id, one.normalize('NFC').trim()]);
    const tools = [one, other].map((key) => ({ key, name: 'T' }));
    expectPlaces(await client.post('provider-versions', { ...body, version: '9', tools }), ['tools/1/key']);
  });
});
