import { expect, test } from 'vitest';
import { newer, refusalOf, wire } from '../support/official-client.ts';
import { expectFilters, expectPaging, idsOf } from './lists.ts';
import { at, registerProvider, startClientHarness } from './setup.ts';

const { atHour, newCustomer } = await startClientHarness();

/** Makes a customer with two providers, listed at one and two o'clock in shelves and a group of their own. */
async function listed() {
  const customer = await newCustomer();
  const { official, plain } = customer;
  const first = await atHour(1, () => registerProvider(plain));
  const second = await atHour(2, () => registerProvider(plain));
  const shelf = (slug: string) => ({ slug, name: `Shelf ${slug}`, description: `All of ${slug}.` });
  const one = (
    await plain.patch(`provider-listings/${first.id}`, {
      name: 'Parcels for 100% of towns',
      readme: '# Parcels',
      skills: ['Send parcels'],
      categories: [shelf('parcels')],
      collections: [shelf('favourites')],
    })
  ).body;
  const two = (await plain.patch(`provider-listings/${second.id}`, { categories: [shelf('letters')] })).body;
  const group = await official.groups.create({ name: 'Our parcels' });
  await official.groups.addListing(group.id, { providerListingId: one.id });
  return { ...customer, first, second, one, two, group };
}

test('the client reads a whole listing by its id, its slug, and the id and identifier of its provider', async () => {
  const { official, first, one, group } = await listed();
  const listing = await official.listings.get(one.id);
  expect(listing).toMatchObject({
    object: 'provider.listing',
    id: one.id,
    attributes: {
      isPublic: false,
      isCustomized: true,
      isMetorial: false,
      isVerified: false,
      isOfficial: false,
    },
    name: 'Parcels for 100% of towns',
    description: expect.stringContaining('Sends parcels'),
    imageUrl: expect.stringMatching(/^data:image/),
    readme: '# Parcels',
    skills: ['Send parcels'],
    provider: { object: 'provider', id: first.id, currentVersion: { id: first.versionId } },
    categories: [{ object: 'provider.listing_category', slug: 'parcels', name: 'Shelf parcels' }],
    collections: [{ object: 'provider.listing_collection', slug: 'favourites' }],
    groups: [{ object: 'provider.listing_group', id: group.id, slug: 'our-parcels' }],
    createdAt: at(1),
  });
  expect(listing.provider).toEqual(await official.providers.get(first.id));
  for (const name of [listing.slug, first.id, listing.provider.identifier]) {
    expect(await official.listings.get(name), name).toEqual(listing);
  }
  const { items } = await official.listings.list(newer({ id: one.id }));
  expect(items).toEqual([{ ...listing, readme: null }]);
});

test('the client lists listings by every filter', async () => {
  const { official, plain, one, two, group } = await listed();
  const [category] = one.categories;
  const [other] = two.categories;
  const [collection] = one.collections;
  const own = { is_owner: true };
  const { id: gone } = await atHour(3, () => registerProvider(plain));
  await plain.delete(`providers/${gone}`);
  await expectFilters('provider-listings', (query) => official.listings.list(query), [
    [{ id: [two.id, one.slug] }, [one, two]],
    [{ providerCategoryId: category.id }, [one]],
    [{ providerCategoryId: ['letters', 'parcels'] }, [one, two]],
    [{ providerCategoryId: other.id, providerCollectionId: collection.id }, []],
    [{ providerCollectionId: collection.id }, [one]],
    [{ providerGroupId: group.id }, [one]],
    [{ providerGroupId: 'our-parcels' }, [one]],
    [{ publisherId: one.provider.publisher.id }, [one, two]],
    [{ isOwner: true }, [one, two]],
    [{ isOwner: false, id: one.id }, []],
    [{ isPublic: false }, [one, two]],
    [{ isVerified: false }, [one, two]],
    [{ ...own, isOfficial: false }, [one, two]],
    [{ isOfficial: true }, []],
    [{ ...own, isMetorial: false }, [one, two]],
    [{ isMetorial: true }, []],
    [{ search: 'FOR 100% OF' }, [one]],
    [{ ...own, search: two.name.toUpperCase() }, [two]],
    [{ ...own, search: two.slug }, [two]],
    [{ ...own, search: '_' }, []],
    [{ ...own, created_at: { gt: at(1) } }, [two]],
    [{ ...own, updated_at: { gt: at(1) } }, [two]],
    [{ ...own, status: 'archived' }, [{ id: one.id.replace(/.*/, `plg_${gone.slice(4)}`) }]],
  ]);
  await expectPaging((query) => official.listings.list(query), [one, two], own);
});

test('the client lists and reads categories and collections, by id and slug', async () => {
  const { official, first, one, two } = await listed();
  for (const [path, list, get, [own, ...others]] of [
    [
      'provider-categories',
      (query: object) => official.categories.list(query),
      (id: string) => official.categories.get(id),
      [one.categories[0], two.categories[0]],
    ],
    [
      'provider-collections',
      (query: object) => official.collections.list(query),
      (id: string) => official.collections.get(id),
      [one.collections[0]],
    ],
  ] as const) {
    const { items } = await list({ limit: 100 });
    expect(items.length, path).toBeGreaterThan(4);
    await expectPaging(list, items);
    await expectFilters(path, list, [
      [{ id: own.id }, [own]],
      [{ id: [own.slug, ...others.map(({ id }) => id)] }, [own, ...others]],
      [{ providerId: first.id }, [own]],
      [{ providerId: one.slug }, [own]],
      [{ providerListingId: one.id }, [own]],
      [{ providerListingId: [one.slug, two.id] }, [own, ...others]],
      [{ providerListingId: 'plg_nothing' }, []],
    ]);
    const row = await get(own.id);
    expect(row).toMatchObject({ id: own.id, slug: own.slug, description: `All of ${own.slug}.` });
    expect(await get(own.slug)).toEqual(row);
    expect(row).toMatchObject({ createdAt: expect.any(Date), updatedAt: expect.any(Date) });
  }
  const { items } = await official.categories.list({ providerId: 'openai' });
  expect(items.map(({ slug }) => slug)).toEqual(['ai-models']);
});

test('the client drives every method of groups', async () => {
  const { official, one, two } = await listed();
  const made = await atHour(5, () =>
    official.groups.create({ name: ' Mail & more ', description: 'All mail.' }),
  );
  expect(made).toMatchObject({
    object: 'provider.listing_group',
    id: expect.stringMatching(/^pgr_/),
    name: 'Mail & more',
    description: 'All mail.',
    slug: 'mail-more',
    createdAt: at(5),
  });
  const renamed = await atHour(6, () => official.groups.update(made.id, { name: 'Mail' }));
  expect(renamed).toEqual({ ...made, ...wire({ row_version: 2 }), name: 'Mail', updatedAt: at(6) });
  expect(await official.groups.get(made.id)).toEqual(renamed);
  expect(await official.groups.get('mail-more')).toEqual(renamed);
  const again = await official.groups.create({ name: 'Mail & more' }); // years before, by the clock
  expect(again.slug).toMatch(/^mail-more-[0-9a-z]{8}$/);
  await atHour(7, () => official.groups.addListing(made.id, { providerListingId: two.id }));
  await official.groups.addListing(made.id, { providerListingId: 'openai' });
  await expectFilters('provider-groups', (query) => official.groups.list(query), [
    [{ id: [made.id, again.slug] }, [again, made]],
    [{ providerId: two.provider.id }, [made]],
    [{ providerListingId: 'openai' }, [made]],
    [{ providerListingId: [one.id, two.id], created_at: { gt: at(4) } }, [made]],
    [{ providerListingId: 'slack' }, []],
    [{ updated_at: { gt: at(6), lt: at(8) } }, [made]],
  ]);
  expect(idsOf((await official.listings.list({ providerGroupId: made.id })).items)).toContain(two.id);
  await official.groups.removeListing(made.id, two.id);
  expect(idsOf((await official.listings.list({ providerGroupId: made.id })).items)).not.toContain(two.id);
  const refusal = await refusalOf(official.groups.removeListing(made.id, two.id));
  expect(refusal.response).toMatchObject({ status: 404, code: 'not_found', entity: 'provider.listing' });
  await expectPaging((query) => official.groups.list(query), (await official.groups.list({})).items);
});
