import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import {
  archive,
  dump,
  expectPlaces,
  expectRefusal,
  formsOf,
  makeConfig,
  makeProvider,
} from '../support/rules-kit.ts';

const harness = await startHarness();
const { bootstrap } = harness;

describe('a new instance', () => {
  test('shows its first key once, and that key may do everything inside and nothing outside', async () => {
    const created = (await bootstrap.post('instances', { name: ' Shop ', slug: 'shop', type: 'development' }))
      .body;
    expect(created).toMatchObject({
      object: 'organization.instance',
      name: 'Shop',
      slug: 'shop',
      type: 'development',
      status: 'active',
    });
    const { secret_key, ...rest } = created;
    expect(secret_key).toEqual({
      id: expect.stringMatching(/^apk_/),
      secret: expect.stringMatching(/^berth_sk_/),
    });
    expect((await bootstrap.get(`instances/${created.id}`)).body).toEqual(rest);
    const stored = await dump(harness);
    for (const form of formsOf(secret_key.secret)) expect(stored.includes(form)).toBe(false);
    const client = harness.as(secret_key.secret);
    expect((await client.get('instance')).body).toEqual(rest);
    await makeConfig(client, await makeProvider(client));
    expect((await client.get('api-keys')).body.items.map((key: { id: string }) => key.id)).toEqual([
      secret_key.id,
    ]);
    for (const answer of [
      await client.get('instances'),
      await client.get(`instances/${created.id}`),
      await client.post('instances', { name: 'x' }),
      await client.patch(`instances/${created.id}`, { name: 'x' }),
      await client.delete(`instances/${created.id}`),
    ]) {
      expectRefusal(answer, [403, 'forbidden']);
    }
  });

  test('has a unique slug', async () => {
    const [one, two] = [
      await bootstrap.create('instances', { name: 'Same' }),
      await bootstrap.create('instances', { name: 'Same' }),
    ];
    expect(one.slug).not.toBe(two.slug);
    expectRefusal(await bootstrap.post('instances', { name: 'x', slug: one.slug }), [409, 'conflict']);
    expectRefusal(await bootstrap.patch(`instances/${two.id}`, { slug: one.slug }), [409, 'conflict']);
    expectPlaces(await bootstrap.post('instances', { name: ' ', slug: 'Not a slug', type: 'staging' }), [
      'name',
      'slug',
      'type',
    ]);
    const odd = await bootstrap.create('instances', { name: '🚢 !' });
    expect(odd.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('is read by any of its keys as /instance, with its project', async () => {
    const client = await harness.newInstance();
    const reader = await client.create('api-keys', { name: 'Reader', scopes: ['reader'] });
    const { body } = await harness.as(String(reader.secret)).get('instance');
    expect(body).toMatchObject({
      id: client.instanceId,
      project: { object: 'organization.project', status: 'active', organization_id: body.organization_id },
    });
    expect(body.project.id.slice(4)).toBe(client.instanceId.slice(4));
  });
});

describe('archiving an instance', () => {
  test('ends its keys at once and keeps its rows', async () => {
    const client = await harness.newInstance();
    const config = await makeConfig(client, await makeProvider(client));
    expect((await client.get('providers?limit=1')).status).toBe(200);
    const { stopped, ...gone } = await archive(bootstrap, `instances/${client.instanceId}?force=true`);
    expect(stopped).toEqual({ rows: 3, api_keys: 1 });
    expectRefusal(await client.get('providers'), [401, 'unauthorized']);
    expectRefusal(await bootstrap.delete(`instances/${client.instanceId}`), [410, 'gone']);
    expectRefusal(await bootstrap.patch(`instances/${client.instanceId}`, { name: 'x' }), [410, 'gone']);
    expect((await bootstrap.get(`instances/${client.instanceId}`)).body).toEqual(gone);
    expect(
      await harness.database.query(`select status from provider_configs where id = '${config.id}'`),
    ).toEqual([{ status: 'active' }]);
  });

  test('is refused to its own keys', async () => {
    const { body } = await bootstrap.get('instance');
    expectRefusal(await bootstrap.delete(`instances/${body.id}`), [409, 'conflict']);
    expect((await bootstrap.get('instance')).body.status).toBe('active');
  });
});

test('changing an instance keeps absent members', async () => {
  const { id, slug } = await bootstrap.create('instances', { name: 'Old' });
  const renamed = await bootstrap.patch(`instances/${id}`, { name: ' New ' });
  expect(renamed.body).toMatchObject({ name: 'New', slug, row_version: 2 });
  expect((await bootstrap.patch(`instances/${id}`, { slug: 'moved' })).body).toMatchObject({
    name: 'New',
    slug: 'moved',
  });
  expectPlaces(await bootstrap.patch(`instances/${id}`, { name: null, slug: '' }), ['name', 'slug']);
});
