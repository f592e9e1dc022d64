import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { expectPlaces, makeConfig, makeProvider, SCHEMA, uniqueName } from '../support/rules-kit.ts';

/** Texts that mislead, at places within a body. */

const harness = await startHarness();

const TURNED = 'a\u202eb';

test('the parts of a specification have no such names and descriptions', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const texts = { name: TURNED, description: '\u001b[2J' };
  const body = {
    provider_id: provider.id,
    version: '2',
    config_schema: SCHEMA,
    tools: [{ key: 't', ...texts }],
    auth_methods: [
      { key: 'm', type: 'oauth', name: '\u200b', scopes: ['read', { scope: 'write', ...texts }, '\u2060'] },
    ],
    triggers: [{ key: 'g', invocation: { type: 'webhook' }, ...texts }],
  };
  const places = [
    'tools/0/name',
    'tools/0/description',
    'auth_methods/0/name',
    'auth_methods/0/scopes/1',
    'auth_methods/0/scopes/2',
    'triggers/0/name',
    'triggers/0/description',
  ];
  expectPlaces(await client.post('provider-versions', body), places);
  const { provider_id: _, ...version } = body;
  expectPlaces(await client.post('providers', { slug: uniqueName('p-'), name: TURNED, version }), ['name']);
  expectPlaces(
    await client.post('providers', { slug: uniqueName('p-'), name: 'A', version }),
    places.map((place) => `version/${place}`),
  );
  const clean = { tools: [{ key: 't', name: 'Tool 👩‍👧', description: 'One\n\ttwo' }] };
  expect(
    await client.post('provider-versions', {
      provider_id: provider.id,
      version: '2',
      config_schema: {},
      ...clean,
    }),
  ).toMatchObject({ status: 200 });
});

test('a listing has none, and keeps the shelves and skills that it had', async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const at = `provider-listings/${provider.slug}`;
  const shelf = { slug: uniqueName('s-'), name: 'Shelf', description: 'Things.' };
  expectPlaces(
    await client.patch(at, {
      skills: ['Good', TURNED],
      categories: [{ ...shelf, name: TURNED }],
      readme: TURNED,
    }),
    ['skills/1', 'categories/0/name', 'readme'],
  );
  expect((await client.patch(at, { skills: ['Good', 'Fine'], categories: [shelf] })).status).toBe(200);
  await harness.database.query(
    `update provider_categories set name = '${TURNED}' where slug = '${shelf.slug}'`,
  );
  const { body } = await client.request('GET', at, undefined, { 'cache-control': 'no-cache' });
  expect(body.categories).toMatchObject([{ name: TURNED }]);
  const again = await client.patch(at, { ...body, skills: ['Fine'] });
  expect([again.status, again.body.categories[0].name, again.body.skills]).toEqual([200, TURNED, ['Fine']]);
  expectPlaces(await client.patch(at, { skills: [TURNED] }), ['skills/0']);
});

test('the setup pages of an instance have no such title, and keep one of an earlier release', async () => {
  const { instanceId } = await harness.newInstance();
  const at = `instances/${instanceId}`;
  for (const title of [TURNED, '\u200b', 'a\nb'])
    expectPlaces(await harness.bootstrap.patch(at, { setup_page: { title } }), ['setup_page/title']);
  await harness.bootstrap.patch(at, { setup_page: { title: 'Plain' } });
  await harness.database.query(
    `update instances set setup_page = replace(setup_page::text, 'Plain', '${TURNED}')::json where id = '${instanceId}'`,
  );
  const { body } = await harness.bootstrap.request('GET', at, undefined, { 'cache-control': 'no-cache' });
  expect(body.setup_page.title).toBe(TURNED);
  expect(await harness.bootstrap.patch(at, body)).toMatchObject({
    status: 200,
    body: { setup_page: { title: TURNED } },
  });
});

test('a reason in the audit trail is none', async () => {
  const client = await harness.newInstance();
  const config = await makeConfig(client, await makeProvider(client));
  for (const reason of [TURNED, '\u200b', '\u001b[2J'])
    expectPlaces(await client.post(`provider-configs/${config.id}/resolve`, { reason }), ['reason']);
  const asked = await client.post(`provider-configs/${config.id}/resolve`, { reason: 'One\n\ttwo' });
  expect(asked.status).toBe(200);
});
