import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import { makeKey } from '../support/keys-kit.ts';
import { archive, expectPlaces, expectRefusal, type Made, makeProvider } from '../support/rules-kit.ts';

const harness = await startHarness();
const shelf = (slug: string, more = {}) => ({ slug, name: slug.toUpperCase(), description: '', ...more });
const slugs = (rows: { slug: string }[]) => rows.map(({ slug }) => slug).sort();

async function listed(client: Client, provider: Made, body: object) {
  const { status, body: listing } = await client.patch(`provider-listings/${provider.id}`, body);
  expect(status, JSON.stringify(listing)).toBe(200);
  return listing;
}

describe('a listing', () => {
  test('is made with its provider, shows the texts of the provider, and follows them', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const { body } = await client.get(`provider-listings/${provider.slug}`);
    expect(body).toMatchObject({
      id: `plg_${provider.id.slice(4)}`,
      status: 'active',
      attributes: { is_customized: false },
      readme: null,
      skills: [],
      categories: [],
      collections: [],
      groups: [],
      row_version: 1,
    });
    expect(body.name).toBe(body.provider.name);
    await client.patch(`providers/${provider.id}`, { name: 'Renamed', description: 'Anew.' });
    const renamed = (await client.get(`provider-listings/${body.id}`)).body;
    expect(renamed).toMatchObject({ name: 'Renamed', description: 'Anew.', row_version: 2 });
    const own = await listed(client, provider, { name: 'Own', image_url: 'https://images.test/own.png' });
    expect(own).toMatchObject({
      name: 'Own',
      description: 'Anew.',
      image_url: 'https://images.test/own.png',
      attributes: { is_customized: true },
    });
    expect(await listed(client, provider, { name: null, image_url: null })).toMatchObject({
      name: 'Renamed',
      image_url: expect.stringMatching(/^data:image/),
      attributes: { is_customized: false },
    });
  });

  test('is archived and unarchived with its provider', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const ids = async (query = '') =>
      (await client.get(`provider-listings?is_owner=true${query}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    const [id] = await ids();
    await archive(client, `providers/${provider.id}`);
    expect([await ids(), await ids('&status=archived')]).toEqual([[], [id]]);
    expect((await client.get(`provider-listings/${id}`)).body.status).toBe('archived');
    expectRefusal(await client.patch(`provider-listings/${id}`, { name: 'x' }), [410, 'gone']);
    await client.post(`providers/${provider.id}/unarchive`, {});
    expect(await ids()).toEqual([id]);
  });

  test('of the shipped catalogue cannot be changed, and malformed members are refused at their place', async () => {
    const client = await harness.newInstance();
    expectRefusal(await client.patch('provider-listings/openai', { name: 'Mine' }), [403, 'forbidden']);
    const provider = await makeProvider(client);
    for (const [body, places] of [
      [{ name: ' ' }, ['name']],
      [{ image_url: 'http://plain.test/a.png' }, ['image_url']],
      [{ image_url: 'javascript:alert(1)' }, ['image_url']],
      [{ image_url: 'data:text/html,<script>' }, ['image_url']],
      [{ skills: ['a', ' '] }, ['skills/1']],
      [{ categories: ['databases', 'no-such'] }, ['categories/1']],
      [{ collections: [shelf('start-here')] }, ['collections/0/slug']],
      [{ collections: [shelf('mine', { id: 'pco_other' })] }, ['collections/0/id']],
      [{ readme: 'x'.repeat(65_537) }, ['readme']],
    ] as [object, string[]][]) {
      expectPlaces(await client.patch(`provider-listings/${provider.id}`, body), places);
    }
  });

  test('leaves what changed in the audit trail, and nothing when nothing has changed', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const events = async () =>
      (await client.get('audit-events?action=provider-listings.update&order=desc')).body.items;
    const body = { readme: 'New', skills: ['Fly'], categories: ['databases'] };
    const { id, row_version } = await listed(client, provider, body);
    const [event] = await events();
    expect(event).toMatchObject({
      resource_id: id,
      before: { readme: null, skills: [], categories: [] },
      after: { readme: 'New', skills: ['Fly'], categories: [{ slug: 'databases' }] },
    });
    expect((await listed(client, provider, body)).row_version).toBe(row_version);
    expect(await events()).toHaveLength(1);
    const more = await listed(client, provider, { categories: ['databases', 'storage'] });
    expect(more.row_version).toBe(row_version + 1);
  });

  test('shows no readme in a list', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    await listed(client, provider, { readme: 'Long' });
    const { items } = (await client.get('provider-listings?is_owner=true')).body;
    expect(items[0].readme).toBeNull();
    expect((await client.get('provider-listings/openai')).body.readme).toMatch(/^# OpenAI/);
  });
});

describe('categories and collections', () => {
  test('of one’s own are made, renamed and left by listings, and end with the last one', async () => {
    const client = await harness.newInstance();
    const [one, two] = [await makeProvider(client), await makeProvider(client)];
    await listed(client, one, { categories: [shelf('team'), 'databases'], collections: ['start-here'] });
    const both = await listed(client, two, { categories: ['team'] });
    const { id } = both.categories[0];
    expect(both.categories[0]).toMatchObject({ slug: 'team', name: 'TEAM' });
    await listed(client, two, { categories: [shelf('team', { name: 'The team' })] });
    expect((await client.get(`provider-listings/${one.id}`)).body.categories).toEqual(
      expect.arrayContaining([expect.objectContaining({ id, name: 'The team' })]),
    );
    await listed(client, one, { categories: [] });
    expect((await client.get('provider-categories/team')).body.id).toBe(id);
    expect(slugs((await listed(client, two, { categories: [id, 'storage', 'storage'] })).categories)).toEqual(
      ['storage', 'team'],
    );
    await listed(client, two, { categories: ['storage'] });
    expect((await client.get('provider-categories/team')).status).toBe(404);
    expect((await client.get('provider-categories/storage')).status).toBe(200);
  });

  test('of another instance are not there, and may have the same slug', async () => {
    const [mine, theirs] = [await harness.newInstance(), await harness.newInstance()];
    const own = await listed(mine, await makeProvider(mine), { categories: [shelf('same')] });
    const provider = await makeProvider(theirs);
    const { id } = own.categories[0];
    for (const name of ['same', id]) {
      expectPlaces(await theirs.patch(`provider-listings/${provider.id}`, { categories: [name] }), [
        'categories/0',
      ]);
    }
    const other = await listed(theirs, provider, { categories: [shelf('same')] });
    expect(other.categories[0].id).not.toBe(id);
    const shared = await listed(mine, await makeProvider(mine), { categories: ['databases'] });
    const found = await theirs.get(`provider-categories?provider_listing_id=${shared.id}`);
    expect(found.body.items).toEqual([]);
    const publicOnes = (await theirs.get('provider-listings?provider_category_id=databases&limit=100')).body
      .items;
    expect(publicOnes.map((row: { id: string }) => row.id)).not.toContain(shared.id);
  });

  test('writers who make and drop one category at once end in a state of one of them', async () => {
    const client = await harness.newInstance();
    const providers = await Promise.all(Array.from({ length: 4 }, () => makeProvider(client)));
    const rounds = providers.flatMap((provider) => [provider, provider, provider]);
    const answers = await Promise.all(
      rounds.map((provider, n) =>
        client.patch(`provider-listings/${provider.id}`, { categories: n % 3 === 1 ? [] : [shelf('busy')] }),
      ),
    );
    for (const { status, body } of answers) expect([200, 409], JSON.stringify(body)).toContain(status);
    await Promise.all(providers.map((provider) => listed(client, provider, { categories: [] })));
    expect((await client.get('provider-categories/busy')).status).toBe(404);
  });
});

describe('groups', () => {
  test('take a listing once, name it in their events, and refuse one that is archived or not there', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const listing = await listed(client, provider, {});
    const group = await client.create('provider-groups', { name: '🚢' });
    expect(group.slug).toBe('group');
    const add = (provider_listing_id: string) =>
      client.post(`provider-groups/${group.id}/listings`, { provider_listing_id });
    for (const name of [listing.id, provider.id, provider.slug]) {
      expect([(await add(name)).status, (await add(name)).body.row_version]).toEqual([200, 2]);
    }
    const { body } = await client.get(`audit-events?resource_id=${group.id}&action=provider-groups.add`);
    expect(body.items[0].after).toEqual({ dependents: [expect.objectContaining({ id: listing.id })] });
    expectRefusal(await add('plg_nothing'), [404, 'not_found'], 'provider.listing');
    const stranger = await harness.newInstance();
    const theirs = await listed(stranger, await makeProvider(stranger), {});
    expectRefusal(await add(theirs.id), [404, 'not_found'], 'provider.listing');
    const gone = await makeProvider(client);
    await archive(client, `providers/${gone.id}`);
    expectRefusal(await add(gone.id), [400, 'use_after_delete']);
  });

  test('take a listing that stands in fewer than a hundred of them', async () => {
    const client = await harness.newInstance();
    const listing = await listed(client, await makeProvider(client), {});
    const add = async (n: number) => {
      const group = await client.create('provider-groups', { name: `Group ${n}` });
      const body = { provider_listing_id: listing.id };
      return { group, answer: await client.post(`provider-groups/${group.id}/listings`, body) };
    };
    const made = [];
    for (let n = 1; n <= 100; n++) made.push(await add(n));
    expect(made.every(({ answer }) => answer.status === 200)).toBe(true);
    const { answer: refused } = await add(101);
    expectRefusal(refused, [400, 'bad_request']);
    expect(refused.body.reason).toBe('too_many_groups');
    expect((await client.get(`provider-listings/${listing.id}`)).body.groups).toHaveLength(100);
    const inside = `provider-groups/${made[0]?.group.id}/listings/${listing.id}`;
    await client.delete(inside);
    const again = await client.delete(inside);
    expectRefusal(again, [404, 'not_found'], 'provider.listing');
    expect(again.body.message).toBe(`This listing group has no listing "${listing.id}".`);
    expect((await add(102)).answer.status).toBe(200);
  });

  test('are shown in listings to keys that may read them, and to no other', async () => {
    const client = await harness.newInstance();
    const group = await client.create('provider-groups', { name: 'Secret plans' });
    await client.post(`provider-groups/${group.id}/listings`, { provider_listing_id: 'openai' });
    const groupsFor = async (key: Client) => [
      (await key.get('provider-listings/openai')).body.groups,
      (await key.get('provider-listings?id=openai')).body.items[0].groups,
      (await key.get(`provider-listings?provider_group_id=${group.id}`)).body.items,
    ];
    const [one, listed, found] = await groupsFor(client);
    expect([one, listed]).toEqual([[expect.objectContaining({ id: group.id })], one]);
    expect(found).toHaveLength(1);
    const page = await client.create('api-keys', { name: 'Page', type: 'publishable' });
    expect(await groupsFor(harness.as(String(page.secret)))).toEqual([[], [], []]);
    const narrow = await makeKey(harness, client, ['provider-listings:read']);
    expect(await groupsFor(narrow)).toEqual([[], [], []]);
    const { body } = await client.get('providers/openai');
    const near = await makeKey(harness, client, ['reader'], { reach: { providers: [body.id] } });
    expect(await groupsFor(near)).toEqual([[], [], []]);
    expect(await groupsFor(await harness.newInstance())).toEqual([[], [], []]);
  });
});

test('a publishable key reads listings, categories, collections and triggers', async () => {
  const client = await harness.newInstance();
  const key = await client.create('api-keys', { name: 'Page', type: 'publishable' });
  const page = harness.as(String(key.secret));
  const provider = await makeProvider(client);
  for (const path of [
    'provider-listings/openai',
    'provider-listings?search=SLACK',
    'provider-categories/databases',
    'provider-collections/start-here',
    `provider-triggers?provider_version_id=${provider.version}`,
  ]) {
    expect((await page.get(path)).status, path).toBe(200);
  }
});
