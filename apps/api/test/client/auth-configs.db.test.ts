import { expect, test } from 'vitest';
import { newer, refusalOf, wire } from '../support/official-client.ts';
import { expectFilters, expectPaging, usedByNobody } from './lists.ts';
import { at, registerProvider, startClientHarness } from './setup.ts';

const { atHour, newCustomer } = await startClientHarness();

const value = { api_key: 'parcel-key-0000' };
const methods = {
  auth_methods: [
    {
      key: 'api_key',
      type: 'token',
      name: 'API key',
      input_schema: { type: 'object', required: ['api_key'], properties: { api_key: { type: 'string' } } },
    },
    { key: 'oauth', type: 'oauth', name: 'OAuth', scopes: ['read'] },
  ],
};

async function start() {
  const customer = await newCustomer();
  const parcels = await registerProvider(customer.plain, methods);
  const letters = await registerProvider(customer.plain, methods);
  const methodsOf = async (providerVersionId: string) =>
    (await customer.official.authMethods.list({ providerVersionId })).items.map(({ id }) => id);
  const [key = '', oauth = ''] = await methodsOf(parcels.versionId);
  const [otherKey = ''] = await methodsOf(letters.versionId);
  return { ...customer, parcels, letters, key, oauth, otherKey };
}

test('auth configs are created with every member, read, updated and archived by delete', async () => {
  const { official, parcels, key } = await start();
  const deployment = await official.deployments.create({ providerId: parcels.id, name: 'Depot' });
  const made = await atHour(1, () =>
    official.authConfigs.create({
      providerAuthMethodId: key,
      providerDeploymentId: deployment.id,
      name: ' Harbour key ',
      description: 'Kept by the night shift.',
      metadata: { ownerTeam: 'night' },
      value,
    }),
  );
  expect(made).toMatchObject({
    object: 'provider.auth_config',
    id: expect.stringMatching(/^pac_/),
    type: 'manual',
    source: 'manual',
    status: 'active',
    isDefault: true,
    name: 'Harbour key',
    description: 'Kept by the night shift.',
    metadata: { ownerTeam: 'night' },
    providerId: parcels.id,
    credentials: null,
    authMethod: { object: 'provider.capabilities.auth_method', id: key, key: 'api_key' },
    createdAt: at(1),
    updatedAt: at(1),
  });
  expect(JSON.stringify(made)).not.toContain(value.api_key);
  expect(await official.authConfigs.get(made.id)).toEqual(made);
  const updated = await atHour(2, () =>
    official.authConfigs.update(made.id, { name: 'Day key', ...newer({ value: { api_key: 'rotated' } }) }),
  );
  expect(updated).toMatchObject({ name: 'Day key', updatedAt: at(2) });
  expect(wire(updated).revision).toBe(2);
  const archived = await official.authConfigs.delete(made.id);
  expect(archived).toMatchObject({ id: made.id, status: 'archived', isDefault: false });
  expect(await refusalOf(official.authConfigs.delete(made.id))).toMatchObject({ code: 'gone' });
});

test('auth configs are listed by every filter and paged both ways', async () => {
  const { official, parcels, letters, key, oauth, otherKey } = await start();
  const depot = await official.deployments.create({ providerId: parcels.id });
  const office = await official.deployments.create({ providerId: letters.id });
  const make = (hour: number, providerAuthMethodId: string, more: object = {}) =>
    atHour(hour, () => official.authConfigs.create({ providerAuthMethodId, value, ...more }));
  const a = await make(1, key, { name: 'Amber', providerDeploymentId: depot.id });
  const app = await official.authCredentials.create({
    providerId: parcels.id,
    config: { clientId: 'client', clientSecret: 'client-secret', scopes: [] },
  });
  const b = await make(2, oauth, { name: 'Blue', provider_auth_credentials_id: app.id });
  const c = await make(3, otherKey, { description: 'Not amber', providerDeploymentId: office.id });
  const gone = await make(4, key);
  await atHour(5, () => official.authConfigs.delete(gone.id));
  await atHour(6, () => official.authConfigs.update(b.id, { name: 'BLUE' }));
  const list = (query: object) => official.authConfigs.list(query);
  await expectFilters('provider-auth-configs', list, [
    [{}, [a, b, c]],
    [{ id: b.id }, [b]],
    [{ id: [b.id, a.id, 'pac_nothing'] }, [a, b]],
    [{ providerId: letters.id }, [c]],
    [{ providerId: [letters.id, parcels.id] }, [a, b, c]],
    [{ providerDeploymentId: depot.id }, [a]],
    [{ providerDeploymentId: [depot.id, office.id] }, [a, c]],
    [{ providerAuthMethodId: oauth }, [b]],
    [{ providerAuthMethodId: [oauth, otherKey] }, [b, c]],
    [{ available_for_use: true }, [a, b, c]],
    [{ available_for_use: false }, []],
    [{ available_for_provider_deployment_id: depot.id }, [a, b]],
    [{ providerAuthCredentialsId: app.id }, [b]],
    [{ providerAuthCredentialsId: ['any', app.id] }, [b]],
    ...usedByNobody,
    [{ secrets_outdated: true }, []],
    [{ secrets_outdated: false }, [a, b, c]],
    [{ health: 'unknown' }, [a, b, c]],
    [{ health: ['ok', 'expiring', 'needs_reauth'] }, []],
    [{ status: 'archived' }, [gone]],
    [{ status: ['archived', 'active'] }, [a, b, c, gone]],
    [{ search: 'amber' }, [a, c]],
    [{ created_at: { gt: at(1), lt: at(4) } }, [b, c]],
    [{ updated_at: { gt: at(3) } }, [b]],
    [{ updated_at: { lt: at(3) } }, [a]],
  ]);
  await expectPaging(list, [a, b, c]);
});
