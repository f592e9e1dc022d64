import { encodeCursor } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import { expectFilters, expectPaging, idsOf } from './client-lists.ts';
import { newer, wire } from './client-official.ts';
import {
  at,
  parcelSchema,
  publish,
  registerProvider,
  startClientHarness,
  parcelValue as value,
} from './client-setup.ts';

const { newCustomer, setClock } = await startClientHarness();

/** Runs a call as if it were that o'clock. */
async function atHour<T>(hour: number, call: () => Promise<T>): Promise<T> {
  setClock(at(hour));
  try {
    return await call();
  } finally {
    setClock(null);
  }
}

/** A new customer with two providers of its own. */
async function start() {
  const customer = await newCustomer();
  const parcels = await registerProvider(customer.plain);
  const letters = await registerProvider(customer.plain);
  return { ...customer, parcels, letters };
}

/** Filters of the contract whose resources do not exist yet: they match nothing. */
const identities = ['actor_id', 'consumer_id', 'identity_id', 'identity_credential_id'].flatMap(
  (name) =>
    [
      [{ [name]: 'any' }, []],
      [{ [name]: ['any', 'other'] }, []],
    ] as const,
);

describe('provider deployments', () => {
  test('are created with every member, read and updated', async () => {
    const { official, parcels } = await start();
    const deployment = await atHour(1, () =>
      official.deployments.create({
        providerId: parcels.id,
        name: '  Warehouse  ',
        description: 'The one by the harbour.',
        metadata: { teamName: 'logistics', nested_keys: { stayAs: ['they', 'are'] } },
        lockedProviderVersionId: parcels.versionId,
        providerConfig: { name: 'Harbour config', value },
        ...newer({ tool_filters: { type: 'tool_keys', keys: ['send_parcel'] } }),
      }),
    );
    expect(deployment).toMatchObject({
      object: 'provider.deployment',
      id: expect.stringMatching(/^pde_/),
      isDefault: false,
      name: 'Warehouse',
      description: 'The one by the harbour.',
      metadata: { teamName: 'logistics', nested_keys: { stayAs: ['they', 'are'] } },
      providerId: parcels.id,
      lockedVersion: {
        object: 'provider.version',
        id: parcels.versionId,
        specificationId: parcels.specificationId,
      },
      defaultConfig: {
        object: 'provider.config#preview',
        isDefault: true,
        name: 'Harbour config',
        metadata: { teamName: 'logistics' },
        createdAt: at(1),
      },
      createdAt: at(1),
      updatedAt: at(1),
    });
    expect(wire(deployment)).toMatchObject({
      status: 'active',
      tool_filter: {
        type: 'filter',
        filters: [{ type: 'tool_keys', keys: ['send_parcel'] }],
        ignore_parent_filters: false,
      },
    });
    expect(await official.deployments.get(deployment.id)).toEqual(deployment);
    const updated = await atHour(2, () =>
      official.deployments.update(deployment.id, {
        name: 'Depot',
        metadata: { only: 'this' },
        ...newer({ description: null, tool_filters: null }),
      }),
    );
    expect(updated).toMatchObject({
      name: 'Depot',
      description: null,
      metadata: { only: 'this' },
      createdAt: at(1),
      updatedAt: at(2),
    });
    expect(wire(updated).tool_filter).toEqual({ type: 'allow_all', ignore_parent_filters: false });
  });

  test('take an existing config, or a vault, as their default', async () => {
    const { official, parcels } = await start();
    const config = await official.configs.create({ providerId: parcels.id, value });
    const adopting = await official.deployments.create({
      providerId: parcels.id,
      providerConfigId: config.id,
    });
    expect(adopting.defaultConfig?.id).toBe(config.id);
    const vault = await official.vaults.create({ providerId: parcels.id, name: 'Keys', value });
    const deployment = await official.deployments.create({
      providerId: parcels.id,
      name: 'Depot',
      providerConfig: { providerConfigVaultId: vault.id },
    });
    expect(deployment.defaultConfig?.name).toBe('Default Config for Depot');
    const made = await official.configs.get(deployment.defaultConfig?.id ?? '');
    expect(made).toMatchObject({
      isDefault: true,
      deployment: { id: deployment.id },
      fromVault: { id: vault.id },
    });
  });

  test('are archived by delete, with their default config, and stay readable', async () => {
    const { official, parcels } = await start();
    const { id, defaultConfig } = await official.deployments.create({
      providerId: parcels.id,
      providerConfig: { value },
    });
    const archived = await official.deployments.delete(id);
    expect(wire(archived)).toMatchObject({
      id,
      status: 'archived',
      defaultConfig: { id: defaultConfig?.id },
    });
    expect(await official.deployments.get(id)).toEqual(archived);
    expect(wire(await official.configs.get(defaultConfig?.id ?? '')).status).toBe('archived');
    expect((await official.deployments.list()).items).toEqual([]);
  });

  test('are listed by every filter and paged both ways', async () => {
    const { official, plain, parcels, letters } = await start();
    const slug = (await official.providers.get(parcels.id)).slug;
    const next = await publish(plain, parcels.id, { version: '2.0.0' });
    const make = (hour: number, body: object) =>
      atHour(hour, () => official.deployments.create(newer(body) as { providerId: string }));
    const a = await make(1, {
      providerId: parcels.id,
      name: 'Amber',
      lockedProviderVersionId: next.versionId,
    });
    const b = await make(2, {
      providerId: parcels.id,
      name: 'Blue',
      lockedProviderVersionId: parcels.versionId,
    });
    const c = await make(3, { providerId: letters.id, description: '100% amber_' });
    const gone = await make(4, { providerId: letters.id });
    await atHour(5, () => official.deployments.delete(gone.id));
    await atHour(6, () => official.deployments.update(a.id, { name: 'AMBER' }));
    const list = (query: object) => official.deployments.list(query);
    await expectFilters('provider-deployments', list, [
      [{}, [a, b, c]],
      [{ id: b.id }, [b]],
      [{ id: [c.id, a.id] }, [a, c]],
      [{ providerId: parcels.id }, [a, b]],
      [{ providerId: slug }, [a, b]],
      [{ providerId: [letters.id, slug] }, [a, b, c]],
      [{ providerVersionId: next.versionId }, [a]],
      [{ providerVersionId: [next.versionId, parcels.versionId] }, [a, b]],
      [{ status: 'archived' }, [gone]],
      [{ status: ['active', 'archived'] }, [a, b, c, gone]],
      [{ search: 'amber' }, [a, c]],
      [{ search: '100% amber_' }, [c]],
      [{ search: '%' }, [c]],
      [{ search: '' }, [a, b, c]],
      [{ created_at: { gt: at(1) } }, [b, c]],
      [{ created_at: { lt: at(2) } }, [a]],
      [{ created_at: { gt: at(1), lt: at(3) }, providerId: parcels.id }, [b]],
      [{ updated_at: { gt: at(3) } }, [a]],
      [{ updated_at: { gt: at(1), lt: at(3) } }, [b]],
      ...identities,
    ]);
    await expectPaging(list, [a, b, c]);
  });
});

describe('provider config vaults', () => {
  test('are created with every member, read, updated and archived by delete', async () => {
    const { official, parcels } = await start();
    const deployment = await official.deployments.create({ providerId: parcels.id, name: 'Depot' });
    const vault = await atHour(1, () =>
      official.vaults.create({
        providerId: parcels.id,
        providerDeploymentId: deployment.id,
        name: ' Harbour keys ',
        description: 'Kept by the night shift.',
        metadata: { ownerTeam: 'night', shift_no: 3 },
        value,
      }),
    );
    expect(vault).toMatchObject({
      object: 'provider.config_vault',
      id: expect.stringMatching(/^pcvt_/),
      name: 'Harbour keys',
      description: 'Kept by the night shift.',
      metadata: { ownerTeam: 'night', shift_no: 3 },
      providerId: parcels.id,
      deployment: {
        object: 'provider.deployment#preview',
        id: deployment.id,
        isDefault: false,
        name: 'Depot',
        providerId: parcels.id,
        createdAt: expect.any(Date),
      },
      createdAt: at(1),
      updatedAt: at(1),
    });
    expect(Object.keys(vault)).not.toContain('value');
    expect(await official.vaults.get(vault.id)).toEqual(vault);
    const updated = await atHour(2, () =>
      official.vaults.update(vault.id, {
        name: 'Day keys',
        description: 'Kept by the day shift.',
        ...newer({ metadata: null }),
      }),
    );
    expect(updated).toMatchObject({
      name: 'Day keys',
      description: 'Kept by the day shift.',
      metadata: null,
      updatedAt: at(2),
    });
    const archived = await official.vaults.delete(vault.id);
    expect(wire(archived)).toMatchObject({ id: vault.id, status: 'archived' });
    expect(await official.vaults.get(vault.id)).toEqual(archived);
  });

  test('are listed by every filter and paged both ways', async () => {
    const { official, parcels, letters } = await start();
    const depot = await official.deployments.create({ providerId: parcels.id });
    const office = await official.deployments.create({ providerId: letters.id });
    const make = (hour: number, name: string, body: { providerId: string }) =>
      atHour(hour, () => official.vaults.create({ name, value, ...body }));
    const a = await make(1, 'Amber', { providerId: parcels.id });
    const b = await make(2, 'Blue', { providerId: parcels.id, ...newer({ providerDeploymentId: depot.id }) });
    const c = await make(3, 'Cyan', {
      providerId: letters.id,
      ...newer({ providerDeploymentId: office.id, description: 'Not amber' }),
    });
    const gone = await make(4, 'Grey', { providerId: letters.id });
    await atHour(5, () => official.vaults.delete(gone.id));
    await atHour(6, () => official.vaults.update(b.id, { name: 'BLUE' }));
    const fromA = await official.configs.create({ providerId: parcels.id, providerConfigVaultId: a.id });
    const fromC = await official.configs.create({ providerId: letters.id, providerConfigVaultId: c.id });
    const list = (query: object) => official.vaults.list(query);
    await expectFilters('provider-config-vaults', list, [
      [{}, [a, b, c]],
      [{ id: b.id }, [b]],
      [{ id: [b.id, a.id, 'pcvt_nothing'] }, [a, b]],
      [{ providerConfigVaultId: c.id }, [c]],
      [{ providerConfigVaultId: [c.id, b.id] }, [b, c]],
      [{ providerId: letters.id }, [c]],
      [{ providerId: [letters.id, parcels.id] }, [a, b, c]],
      [{ providerDeploymentId: depot.id }, [b]],
      [{ providerDeploymentId: [depot.id, office.id] }, [b, c]],
      [{ providerConfigId: fromA.id }, [a]],
      [{ providerConfigId: [fromA.id, fromC.id] }, [a, c]],
      [{ status: 'archived' }, [gone]],
      [{ status: ['archived', 'active'] }, [a, b, c, gone]],
      [{ search: 'amber' }, [a, c]],
      [{ created_at: { gt: at(1), lt: at(4) } }, [b, c]],
      [{ created_at: { lt: at(2) } }, [a]],
      [{ updated_at: { gt: at(3) } }, [b]],
      [{ updated_at: { lt: at(3) } }, [a]],
    ]);
    await expectPaging(list, [a, b, c]);
  });
});

describe('provider configs', () => {
  test('are created with every member, read, updated and archived by delete', async () => {
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
      official.configs.update(config.id, { description: 'After eleven.', ...newer({ name: null }) }),
    );
    expect(updated).toEqual({
      ...config,
      name: null,
      description: 'After eleven.',
      updatedAt: at(2),
      ...newer({ row_version: Number(wire(config).row_version) + 1 }),
    });
    const archived = await official.configs.delete(config.id);
    expect(wire(archived)).toMatchObject({ id: config.id, status: 'archived' });
    expect(await official.configs.get(config.id)).toEqual(archived);
  });

  test('made from a vault show the vault and the deployment that it is locked to', async () => {
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
    expect(config.fromVault).toEqual(vault);
  });

  test('are listed by every filter and paged both ways', async () => {
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
      [{ enabled: false }, [b]],
      [{ created_at: { gt: at(1) } }, [b, c]],
      [{ created_at: { lt: at(3) } }, [a, b]],
      [{ created_at: { gt: at(1), lt: at(3) } }, [b]],
      [{ updated_at: { gt: at(3) } }, [a]],
      [{ updated_at: { gt: at(1), lt: at(3) } }, [b]],
      ...identities,
    ]);
    await expectPaging(list, [a, b, c]);
    expect(idsOf((await list({ cursor: encodeCursor({ side: 'after', id: a.id }) })).items)).toEqual(
      idsOf([b, c]),
    );
  });

  test('answer with the schema of the provider, the version, the deployment or their own', async () => {
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
});
