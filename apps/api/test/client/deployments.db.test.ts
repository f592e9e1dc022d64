import { expect, test } from 'vitest';
import { newer, wire } from '../support/official-client.ts';
import { expectFilters, expectPaging, usedByNobody } from './lists.ts';
import { at, publish, startClientHarness, parcelValue as value } from './setup.ts';

const { atHour, withTwoProviders: start } = await startClientHarness();

test('deployments are created with every member, read and updated', async () => {
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

test('deployments take an existing config, or a vault, as their default', async () => {
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

test('deployments are archived by delete, with their default config, and stay readable', async () => {
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

test('deployments are listed by every filter and paged both ways', async () => {
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
    [{ managed: true }, []],
    [{ internal: true }, []],
    [{ behind: true }, [b]],
    [{ behind: false }, [a, c]],
    [{ invalid: true }, []],
    [{ upgrade: 'breaking' }, []],
    ...usedByNobody,
  ]);
  await expectPaging(list, [a, b, c]);
});
