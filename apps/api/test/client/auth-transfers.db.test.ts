import { expect, test } from 'vitest';
import { wire } from '../support/official-client.ts';
import { expectFilters, expectPaging } from './lists.ts';
import { at, registerProvider, startClientHarness } from './setup.ts';

const { atHour, newCustomer } = await startClientHarness();

const value = { access_token: 'parcel-access-0000' };
const oauth = { auth_methods: [{ key: 'oauth', type: 'oauth', name: 'OAuth', scopes: ['parcels:read'] }] };

async function start() {
  const customer = await newCustomer();
  const { official, plain } = customer;
  const parcels = await registerProvider(plain, oauth);
  const letters = await registerProvider(plain, oauth);
  const depot = await official.deployments.create({ providerId: parcels.id });
  const app = await official.authCredentials.create({
    providerId: letters.id,
    config: { clientId: 'client', clientSecret: 'client-secret', scopes: [] },
  });
  const methodOf = async (providerVersionId: string) =>
    (await official.authMethods.list({ providerVersionId })).items[0]?.id ?? '';
  const config = await plain.create('provider-auth-configs', {
    provider_auth_method_id: await methodOf(letters.versionId),
    provider_auth_credentials_id: app.id,
    value,
  });
  return { ...customer, parcels, letters, depot, app, config, method: await methodOf(parcels.versionId) };
}

test('values are imported with every member, read, and their schema asked for', async () => {
  const { official, parcels, depot, method } = await start();
  const made = await atHour(1, () =>
    official.authImports.create({
      providerId: parcels.id,
      providerDeploymentId: depot.id,
      providerAuthMethodId: method,
      note: 'Moved by the night shift.',
      metadata: { ownerTeam: 'night' },
      value,
    }),
  );
  expect(made).toMatchObject({
    object: 'provider.auth_import',
    id: expect.stringMatching(/^paci_/),
    note: 'Moved by the night shift.',
    metadata: { ownerTeam: 'night' },
    authConfig: { object: 'provider.auth_config', type: 'oauth_manual', isDefault: true },
    providerId: parcels.id,
    providerDeploymentId: depot.id,
    authMethodId: method,
    credentialsId: null,
    createdAt: at(1),
    expiresAt: null,
  });
  expect(JSON.stringify(made)).not.toContain(value.access_token);
  expect(await official.authImports.get(made.id)).toEqual(made);
  const replaced = await official.authImports.create({
    providerAuthConfigId: made.authConfig.id,
    note: 'Once more.',
    value: { access_token: 'parcel-access-1111' },
  });
  expect(wire(replaced.authConfig)).toMatchObject({ id: made.authConfig.id, revision: 2 });
  const schema = await official.authImports.getSchema({ providerAuthMethodId: method });
  expect(schema).toMatchObject({
    object: 'provider.capabilities.auth_config.schema',
    schema: null,
    visibility: 'encrypted',
    specificationId: parcels.specificationId,
    providerId: parcels.id,
  });
});

test('values are exported with every member, and read without them afterwards', async () => {
  const { official, letters, app, config } = await start();
  const made = await atHour(1, () =>
    official.authExports.create({
      providerAuthConfigId: config.id,
      note: 'Moves to the harbour.',
      metadata: { ownerTeam: 'night' },
    }),
  );
  expect(made).toMatchObject({
    object: 'provider.auth_export',
    id: expect.stringMatching(/^pace_/),
    note: 'Moves to the harbour.',
    metadata: { ownerTeam: 'night' },
    authConfig: { id: config.id },
    providerId: letters.id,
    credentialsId: app.id,
    value,
    createdAt: at(1),
    expiresAt: null,
  });
  expect(await official.authExports.get(made.id)).toEqual({ ...made, value: null });
});

test('imports and exports are listed by every filter and paged both ways', async () => {
  const { official, parcels, letters, depot, app, config, method } = await start();
  const imported = (hour: number, names: object) =>
    atHour(hour, () => official.authImports.create({ ...names, note: 'Moved', value }));
  const exported = (hour: number, providerAuthConfigId: string) =>
    atHour(hour, () => official.authExports.create({ providerAuthConfigId, note: 'Moved' }));
  const a = await imported(1, { providerAuthMethodId: method, providerDeploymentId: depot.id });
  const b = await imported(2, { providerAuthConfigId: config.id });
  const c = await imported(3, { providerId: parcels.id });
  const common = (one: typeof a, two: typeof b, three: typeof c) => [
    [{}, [one, two, three]] as const,
    [{ id: two.id }, [two]] as const,
    [{ id: [two.id, one.id, 'nothing'] }, [one, two]] as const,
    [{ providerId: letters.id }, [two]] as const,
    [{ providerId: [letters.id, parcels.id] }, [one, two, three]] as const,
    [{ providerAuthCredentialsId: app.id }, [two]] as const,
    [{ providerAuthCredentialsId: ['nothing', app.id] }, [two]] as const,
    [{ providerAuthConfigId: one.authConfig.id }, [one]] as const,
    [{ providerAuthConfigId: [one.authConfig.id, three.authConfig.id] }, [one, three]] as const,
    [{ created_at: { gt: at(1), lt: at(4) } }, [two, three]] as const,
    [{ updated_at: { lt: at(3) } }, [one, two]] as const,
  ];
  const imports = (query: object) => official.authImports.list(query);
  await expectFilters('provider-auth-config-imports', imports, [
    ...common(a, b, c),
    [{ providerDeploymentId: depot.id }, [a]],
    [{ providerDeploymentId: [depot.id, 'nothing'] }, [a]],
  ]);
  await expectPaging(imports, [a, b, c]);
  const [x, y, z] = [
    await exported(1, a.authConfig.id),
    await exported(2, config.id),
    await exported(3, c.authConfig.id),
  ];
  const exports = (query: object) => official.authExports.list(query);
  await expectFilters('provider-auth-config-exports', exports, common(x as never, y as never, z as never));
  await expectPaging(exports, [x, y, z]);
});
