import { expect, test } from 'vitest';
import { newer, refusalOf, wire } from '../support/official-client.ts';
import { idsOf, walk } from './lists.ts';
import { startClientHarness } from './setup.ts';

const { newCustomer } = await startClientHarness();

const value = { api_key: 'example-anthropic-key-0000' };

test('the client lists the catalogue, deploys, saves, configures, pages through 45 configs and archives', async () => {
  const { official } = await newCustomer();
  const catalog = await official.providers.list({ limit: 100 });
  const provider = catalog.items.find((item) => item.slug === 'anthropic');
  if (!provider) throw new Error('Anthropic is a shipped provider');
  const providerId = provider.id;

  const asked = await official.configs.getConfigSchema({ providerId });
  expect(asked.schema).toMatchObject({ type: 'json_schema', schema: { required: ['api_key'] } });
  const deployment = await official.deployments.create({
    providerId,
    name: 'Support desk',
    lockedProviderVersionId: provider.currentVersion?.id,
  } as { providerId: string });
  expect(deployment.lockedVersion?.specificationId).toBe(asked.specificationId);
  const vault = await official.vaults.create({
    providerId,
    providerDeploymentId: deployment.id,
    name: 'Production key',
    value,
  });

  const made = [];
  for (let number = 1; number <= 45; number += 1) {
    made.push(
      await official.configs.create({
        providerId,
        providerConfigVaultId: vault.id,
        name: `Agent ${number}`,
        metadata: { seat: number },
      }),
    );
  }
  expect(made.every((config) => config.deployment?.id === deployment.id)).toBe(true);
  expect(made.every((config) => config.specificationId === asked.specificationId)).toBe(true);

  const list = (query: object) => official.configs.list({ providerConfigVaultId: vault.id, ...query });
  const ids = idsOf(made);
  const pages = [await list({})];
  for (let page = pages[0]; page?.pagination.hasMoreAfter; page = pages.at(-1)) {
    pages.push(await list({ after: page.items.at(-1)?.id }));
  }
  expect(pages.map((page) => page.items.length)).toEqual([20, 20, 5]);
  expect(idsOf(pages.flatMap((page) => page.items))).toEqual(ids);
  expect(await walk(list, { limit: 7, order: 'desc' }, 'before')).toEqual(ids.toReversed());

  for (const id of ids.slice(0, 44)) expect(wire(await official.configs.delete(id)).status).toBe('archived');
  const inUse = await refusalOf(official.deployments.delete(deployment.id));
  expect(inUse.response).toMatchObject({ status: 409, code: 'conflict' });
  expect(idsOf(inUse.response.dependents)).toContain(ids[44]);
  await official.configs.delete(ids[44] ?? '');
  await official.vaults.delete(vault.id);
  await official.deployments.delete(deployment.id);
  expect((await list({})).items).toEqual([]);
  expect(idsOf((await list({ status: ['archived'], limit: 100 })).items)).toEqual(ids);
});

test('a filter takes 120 ids in each form of a list, and finds the existing ones', async () => {
  const { official, plain } = await newCustomer();
  const made = [];
  for (let number = 1; number <= 12; number += 1) {
    made.push(await official.configs.create({ providerId: 'anthropic', value }));
  }
  const ids = idsOf(made);
  const last = ids.at(-1) ?? '';
  const unknown = Array.from({ length: 120 }, (_, index) => `${last.slice(0, -3)}${100 + index}`)
    .filter((id) => !ids.includes(id))
    .slice(0, 108);
  const asked = [...unknown.slice(0, 60), ...ids.toReversed(), ...unknown.slice(60)];
  expect(new Set(asked)).toHaveLength(120);
  const found = await official.configs.list({ id: asked, limit: 100 });
  expect(idsOf(found.items).filter((id) => ids.includes(id))).toEqual(ids);
  expect(found.items).toHaveLength(12);
  expect(found.pagination).toEqual({ hasMoreBefore: false, hasMoreAfter: false });
  expect(idsOf((await official.configs.list({ id: asked, limit: 5, after: ids[1] ?? '' })).items)).toEqual(
    ids.slice(2, 7),
  );
  for (const name of ['id', 'id[]', 'id%5B%5D']) {
    const query = asked.map((id) => `${name}=${id}`).join('&');
    expect(idsOf((await plain.get(`provider-configs?limit=100&${query}`)).body.items)).toEqual(ids);
  }
});

test("parameters under this generation's own names are refused with Berth's name", async () => {
  const { official } = await newCustomer();
  await official.configs.create({ providerId: 'anthropic', value });
  const future = new Date(Date.UTC(2099, 0));
  const refusal = await refusalOf(official.configs.list(newer({ createdAt: { gt: future } })));
  expect(refusal.validationErrors).toMatchObject([
    { code: 'unknown_parameter', message: expect.stringContaining('created_at') },
  ]);
  expect((await official.configs.list(newer({ created_at: { gt: future } }))).items).toEqual([]);
});
