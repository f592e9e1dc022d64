import { expect, test } from 'vitest';
import { newer, wire } from '../support/official-client.ts';
import { expectFilters, expectPaging } from './lists.ts';
import { at, startClientHarness, parcelValue as value } from './setup.ts';

const { atHour, withTwoProviders: start } = await startClientHarness();

test('vaults are created with every member, read, updated and archived by delete', async () => {
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

test('vaults are listed by every filter and paged both ways', async () => {
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
    [{ secrets_outdated: true }, []],
    [{ secrets_outdated: false }, [a, b, c]],
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
