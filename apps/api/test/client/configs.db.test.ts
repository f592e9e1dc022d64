import { encodeCursor } from '@berth/kernel';
import { expect, test } from 'vitest';
import { newer, wire } from '../support/official-client.ts';
import { expectFilters, expectPaging, idsOf, usedByNobody } from './lists.ts';
import {
  at,
  parcelSchema,
  publish,
  registerProvider,
  startClientHarness,
  parcelValue as value,
} from './setup.ts';

const { atHour, withTwoProviders: start } = await startClientHarness();

test('configs are created with every member, read, updated and archived by delete', async () => {
  const { official, parcels } = await start();
  const deployment = await official.deployments.create({ providerId: parcels.id });
  const config = await atHour(1, () =>
    official.configs.create({
      providerId: parcels.id,
      providerDeploymentId: deployment.id,
      name: ' Night run ',
      description: 'After ten.',
      metadata: { routeIds: [1, 2], snake_case: true },
      value,
    }),
  );
  expect(config).toMatchObject({
    object: 'provider.config',
    id: expect.stringMatching(/^pcf_/),
    isDefault: false,
    name: 'Night run',
    description: 'After ten.',
    metadata: { routeIds: [1, 2], snake_case: true },
    providerId: parcels.id,
    specificationId: parcels.specificationId,
    deployment: { object: 'provider.deployment#preview', id: deployment.id, createdAt: expect.any(Date) },
    fromVault: null,
    createdAt: at(1),
    updatedAt: at(1),
  });
  expect(Object.keys(config)).not.toContain('value');
  expect(await official.configs.get(config.id)).toEqual(config);
  const updated = await atHour(2, () =>
    official.configs.update(config.id, {
      description: 'After eleven.',
      metadata: { routeIds: [] },
      ...newer({ name: null, tool_filters: { type: 'prompt_keys', keys: ['greeting'] } }),
    }),
  );
  expect(updated).toEqual({
    ...config,
    name: null,
    description: 'After eleven.',
    metadata: { routeIds: [] },
    updatedAt: at(2),
    ...newer({
      row_version: Number(wire(config).row_version) + 1,
      tool_filter: {
        type: 'filter',
        filters: [{ type: 'prompt_keys', keys: ['greeting'] }],
        ignore_parent_filters: false,
      },
    }),
  });
  const archived = await official.configs.delete(config.id);
  expect(wire(archived)).toMatchObject({ id: config.id, status: 'archived' });
  expect(await official.configs.get(config.id)).toEqual(archived);
});

test('configs made from a vault show the vault and the deployment that it is locked to', async () => {
  const { official, parcels } = await start();
  const { id } = await official.deployments.create({ providerId: parcels.id, name: 'Depot' });
  const vault = await official.vaults.create({
    providerId: parcels.id,
    providerDeploymentId: id,
    name: 'Keys',
    value,
  });
  const config = await official.configs.create({ providerId: parcels.id, providerConfigVaultId: vault.id });
  expect(config.deployment).toMatchObject({ id, name: 'Depot' });
  const { value_state: _, ...shown } = vault as typeof vault & { value_state?: unknown };
  expect(config.fromVault).toEqual(shown);
});

test('configs are listed by every filter and paged both ways', async () => {
  const { official, parcels, letters } = await start();
  const depot = await official.deployments.create({ providerId: parcels.id });
  const office = await official.deployments.create({ providerId: letters.id });
  const keys = await official.vaults.create({ providerId: parcels.id, name: 'Keys', value });
  const stamps = await official.vaults.create({ providerId: letters.id, name: 'Stamps', value });
  const make = (hour: number, body: object) =>
    atHour(hour, () => official.configs.create(newer(body) as { providerId: string; value: object }));
  const a = await make(1, { providerId: parcels.id, value, name: 'Amber', handle: 'amber-run' });
  const b = await make(2, {
    providerId: parcels.id,
    providerDeploymentId: depot.id,
    providerConfigVaultId: keys.id,
    enabled: false,
  });
  const c = await make(3, {
    providerId: letters.id,
    providerDeploymentId: office.id,
    providerConfigVaultId: stamps.id,
    description: 'Less amber',
    handle: 'letters',
  });
  const gone = await make(4, { providerId: letters.id, value });
  await atHour(5, () => official.configs.delete(gone.id));
  await atHour(6, () => official.configs.update(a.id, { metadata: { seen: true } }));
  const list = (query: object) => official.configs.list(query);
  await expectFilters('provider-configs', list, [
    [{}, [a, b, c]],
    [{ status: 'active' }, [a, b, c]],
    [{ invalid: false }, [a, b, c]],
    [{ behind: false }, [a, b, c]],
    [{ behind: true }, []],
    [{ upgrade: ['safe', 'breaking'] }, []],
    [{ test_status: ['passed', 'failed'] }, []],
    [{ secrets_outdated: true }, []],
    [{ secrets_outdated: false }, [a, b, c]],
    [{ status: ['archived'] }, [gone]],
    [{ status: ['active', 'archived'] }, [a, b, c, gone]],
    [{ id: b.id }, [b]],
    [{ id: [c.id, 'not an id', a.id] }, [a, c]],
    [{ providerId: parcels.id }, [a, b]],
    [{ providerId: [parcels.id, letters.id] }, [a, b, c]],
    [{ providerSpecificationId: letters.specificationId }, [c]],
    [{ providerSpecificationId: [letters.specificationId, parcels.specificationId] }, [a, b, c]],
    [{ providerDeploymentId: depot.id }, [b]],
    [{ providerDeploymentId: [depot.id, office.id] }, [b, c]],
    [{ providerConfigVaultId: keys.id }, [b]],
    [{ providerConfigVaultId: [stamps.id, keys.id] }, [b, c]],
    [{ providerId: parcels.id, providerConfigVaultId: [stamps.id, keys.id] }, [b]],
    [{ available_for_use: true }, [a, c]],
    [{ available_for_use: false }, [b]],
    [{ available_for_provider_deployment_id: depot.id }, [a]],
    [{ available_for_provider_deployment_id: office.id }, [c]],
    [{ search: 'amber' }, [a, c]],
    [{ handle: 'letters' }, [c]],
    [{ handle: ['letters', 'amber-run'] }, [a, c]],
    [{ has_handle: true }, [a, c]],
    [{ enabled: false }, [b]],
    [{ created_at: { gt: at(1) } }, [b, c]],
    [{ created_at: { lt: at(3) } }, [a, b]],
    [{ created_at: { gt: at(1), lt: at(3) } }, [b]],
    [{ updated_at: { gt: at(3) } }, [a]],
    [{ updated_at: { gt: at(1), lt: at(3) } }, [b]],
    ...usedByNobody,
  ]);
  await expectPaging(list, [a, b, c]);
  expect(idsOf((await list({ cursor: encodeCursor({ side: 'after', id: a.id }) })).items)).toEqual(
    idsOf([b, c]),
  );
});

test('configs answer with the schema of the provider, the version, the deployment or their own', async () => {
  const { official, plain, parcels } = await start();
  const deployment = await official.deployments.create({
    providerId: parcels.id,
    lockedProviderVersionId: parcels.versionId,
  });
  const config = await official.configs.create({ providerId: parcels.id, value });
  const nextSchema = { type: 'object', properties: { depotName: { type: 'string' } } };
  const next = await publish(plain, parcels.id, { version: '2.0.0', config_schema: nextSchema });
  const [first, second] = [parcels, next].map((version) => ({
    object: 'provider.capabilities.config.schema',
    schema: { type: 'json_schema', schema: version === next ? nextSchema : parcelSchema },
    visibility: 'plain',
    specificationId: version.specificationId,
    provider_version: { id: version.versionId, version: version === next ? '2.0.0' : expect.any(String) },
    providerId: parcels.id,
    createdAt: expect.any(Date),
    updatedAt: expect.any(Date),
  }));
  const ask: typeof official.configs.getConfigSchema = (query) => official.configs.getConfigSchema(query);
  expect(await ask({ providerId: parcels.id })).toEqual(second);
  expect(await ask({ providerVersionId: parcels.versionId })).toEqual(first);
  expect(await ask({ providerDeploymentId: deployment.id })).toEqual(first);
  expect(await ask({ providerConfigId: config.id })).toEqual(first);
  const all = { providerId: parcels.id, providerDeploymentId: deployment.id, providerConfigId: config.id };
  expect(await ask({ ...all, providerVersionId: next.versionId })).toEqual(first);
  expect(await ask({ providerDeploymentId: deployment.id, providerVersionId: next.versionId })).toEqual(
    second,
  );
  const nothing = await registerProvider(plain, { config_schema: { type: 'object' } });
  expect(await ask({ providerId: nothing.id })).toMatchObject({ schema: null });
});
