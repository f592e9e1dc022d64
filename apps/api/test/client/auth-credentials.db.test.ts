import { expect, test } from 'vitest';
import { newer, refusalOf, wire } from '../support/official-client.ts';
import { expectFilters, expectPaging } from './lists.ts';
import { at, registerProvider, startClientHarness } from './setup.ts';

const { atHour, newCustomer } = await startClientHarness();

const app = {
  clientId: 'parcel-client-0000',
  clientSecret: 'parcel-client-secret',
  scopes: ['parcels:read'],
};
const oauth = { auth_methods: [{ key: 'oauth', type: 'oauth', name: 'OAuth', scopes: ['parcels:read'] }] };

async function start() {
  const customer = await newCustomer();
  const parcels = await registerProvider(customer.plain, oauth);
  const letters = await registerProvider(customer.plain, oauth);
  const methodOf = async (providerVersionId: string) =>
    (await customer.official.authMethods.list({ providerVersionId })).items[0]?.id ?? '';
  const method = await methodOf(parcels.versionId);
  return { ...customer, parcels, letters, method };
}

test('auth credentials are created with every member, read, updated and archived by delete', async () => {
  const { official, parcels } = await start();
  const made = await atHour(1, () =>
    official.authCredentials.create({
      providerId: parcels.id,
      name: ' Harbour app ',
      description: 'Registered by the night shift.',
      metadata: { ownerTeam: 'night' },
      config: { type: 'oauth', ...app },
    }),
  );
  expect(made).toMatchObject({
    object: 'provider.auth_credentials',
    id: expect.stringMatching(/^par_/),
    type: 'oauth',
    isDefault: true,
    name: 'Harbour app',
    description: 'Registered by the night shift.',
    metadata: { ownerTeam: 'night' },
    providerId: parcels.id,
    createdAt: at(1),
    updatedAt: at(1),
  });
  expect(wire(made)).toMatchObject({ status: 'active', is_managed: false, scopes: ['parcels:read'] });
  expect(JSON.stringify(made)).not.toContain(app.clientSecret);
  expect(await official.authCredentials.get(made.id)).toEqual(made);
  const updated = await atHour(2, () =>
    official.authCredentials.update(made.id, {
      name: 'Day app',
      ...newer({ client_id: 'next', client_secret: 'next-client-secret', scopes: [] }),
    }),
  );
  expect(updated).toMatchObject({ name: 'Day app', updatedAt: at(2) });
  expect(wire(updated)).toMatchObject({ scopes: [], revision: 2 });
  const archived = await official.authCredentials.delete(made.id);
  expect(archived).toMatchObject({ id: made.id, isDefault: false });
  expect(wire(archived).status).toBe('archived');
  expect(await refusalOf(official.authCredentials.delete(made.id))).toMatchObject({ code: 'gone' });
});

test('auth credentials are listed by every filter and paged both ways', async () => {
  const { official, parcels, letters, method } = await start();
  const make = (hour: number, providerId: string, more: object = {}) =>
    atHour(hour, () => official.authCredentials.create({ providerId, config: app, ...more }));
  const a = await make(1, parcels.id, { name: 'Amber' });
  const b = await make(2, parcels.id, { name: 'Blue' });
  const c = await make(3, letters.id, { description: 'Not amber' });
  const gone = await make(4, letters.id);
  await atHour(5, () => official.authCredentials.delete(gone.id));
  await atHour(6, () => official.authCredentials.update(b.id, { name: 'BLUE' }));
  const list = (query: object) => official.authCredentials.list(query);
  await expectFilters('provider-auth-credentials', list, [
    [{}, [a, b, c]],
    [{ id: b.id }, [b]],
    [{ id: [b.id, a.id, 'par_nothing'] }, [a, b]],
    [{ providerId: letters.id }, [c]],
    [{ providerId: [letters.id, parcels.id] }, [a, b, c]],
    [{ provider_auth_method_id: method }, [a, b]],
    [{ provider_auth_method_id: ['pam_nothing', method] }, [a, b]],
    [{ secrets_outdated: true }, []],
    [{ secrets_outdated: false }, [a, b, c]],
    [{ origin: 'custom' }, [a, b, c]],
    [{ origin: 'managed' }, []],
    [{ origin: ['managed', 'custom'] }, [a, b, c]],
    [{ status: 'archived' }, [gone]],
    [{ status: ['archived', 'active'] }, [a, b, c, gone]],
    [{ search: 'amber' }, [a, c]],
    [{ created_at: { gt: at(1), lt: at(4) } }, [b, c]],
    [{ updated_at: { gt: at(3) } }, [b]],
    [{ updated_at: { lt: at(3) } }, [a]],
  ]);
  await expectPaging(list, [a, b, c]);
});
