import { expect, test } from 'vitest';
import { connect, newer, refusalOf, wire } from '../support/official-client.ts';
import { registerProvider, startClientHarness, parcelValue as value } from './setup.ts';

const { newCustomer, apiHost } = await startClientHarness();

/** Makes a customer with two providers and a deployment of each. */
async function start() {
  const customer = await newCustomer();
  const parcels = await registerProvider(customer.plain);
  const letters = await registerProvider(customer.plain);
  const depot = await customer.official.deployments.create({ providerId: parcels.id });
  const office = await customer.official.deployments.create({ providerId: letters.id });
  return { ...customer, parcels, letters, depot, office };
}

test('400: a value that does not fit is refused with every place and without the received texts', async () => {
  const { official, parcels } = await start();
  const refusal = await refusalOf(
    official.configs.create({ providerId: parcels.id, value: { token: 900_913, colour: 'sunset-orange' } }),
  );
  expect(refusal).toMatchObject({
    code: 'invalid_data',
    entity: 'body',
    message: '[METORIAL ERROR]: invalid_data - The body has 3 problems.',
    hint: undefined,
    response: { object: 'error', ok: false, status: 400 },
  });
  expect(refusal.validationErrors?.map(({ code, path }) => ({ code, path }))).toEqual([
    { code: 'required', path: ['value', 'host'] },
    { code: 'type', path: ['value', 'token'] },
    { code: 'additionalProperties', path: ['value', 'colour'] },
  ]);
  expect(JSON.stringify(refusal.response)).not.toMatch(/900913|sunset-orange|received/);
});

test('400: a body that is wrong in several members is refused with all of them', async () => {
  const { official } = await newCustomer();
  const body = newer({ name: 7, metadata: 'none', value: [] }) as { providerId: string; value: object };
  const refusal = await refusalOf(official.configs.create(body));
  expect(refusal.response).toMatchObject({ status: 400, code: 'invalid_data', entity: 'body' });
  const paths = refusal.validationErrors?.map((error) => error.path?.join('.')).sort();
  expect(paths).toEqual(['metadata', 'name', 'provider_id', 'value']);
});

test('400: a query that is wrong in several parameters is refused with all of them', async () => {
  const { official } = await newCustomer();
  const query = newer({
    status: ['active', 'lost'],
    limit: 0,
    order: 'sideways',
    created_at: { gt: 'soon' },
  });
  const refusal = await refusalOf(official.configs.list(query));
  expect(refusal.response).toMatchObject({ status: 400, code: 'invalid_data', entity: 'query' });
  const paths = refusal.validationErrors?.map((error) => error.path?.join('.')).sort();
  expect(paths).toEqual(['created_at.gt', 'limit', 'order', 'status']);
});

test('400: a config takes exactly one of a value and a vault', async () => {
  const { official, parcels } = await start();
  const vault = await official.vaults.create({ providerId: parcels.id, name: 'Keys', value });
  const neither = () => official.configs.create(newer({ providerId: parcels.id }) as never);
  const both = () =>
    official.configs.create({ providerId: parcels.id, value, providerConfigVaultId: vault.id });
  for (const call of [neither, both]) {
    const refusal = await refusalOf(call());
    expect(refusal.response).toMatchObject({ status: 400, code: 'invalid_data' });
    expect(refusal.validationErrors).toMatchObject([{ code: 'exactly_one', path: ['value'] }]);
  }
});

test('400: a malformed cursor and a config schema without a selector are bad requests', async () => {
  const { official } = await newCustomer();
  for (const call of [
    () => official.configs.list({ cursor: 'cur_abc' }),
    () => official.configs.getConfigSchema(),
  ]) {
    expect((await refusalOf(call())).response).toMatchObject({ status: 400, code: 'bad_request' });
  }
});

test('400: an archived row is not used for anything new', async () => {
  const { official, parcels, depot } = await start();
  const vault = await official.vaults.create({ providerId: parcels.id, name: 'Keys', value });
  await official.vaults.delete(vault.id);
  await official.deployments.delete(depot.id);
  const providerId = parcels.id;
  const calls: [call: () => Promise<unknown>, entityId: string][] = [
    [() => official.configs.create({ providerId, providerConfigVaultId: vault.id }), vault.id],
    [() => official.configs.create({ providerId, providerDeploymentId: depot.id, value }), depot.id],
    [
      () => official.vaults.create({ providerId, providerDeploymentId: depot.id, name: 'More keys', value }),
      depot.id,
    ],
  ];
  for (const [call, entityId] of calls) {
    const { response } = await refusalOf(call());
    expect(response).toMatchObject({ status: 400, code: 'use_after_delete', entityId });
  }
});

test('400: a config, its deployment and its vault must belong to one provider', async () => {
  const { official, parcels, letters, office } = await start();
  const vault = await official.vaults.create({ providerId: letters.id, name: 'Stamps', value });
  const config = await official.configs.create({ providerId: letters.id, value });
  const providerId = parcels.id;
  for (const call of [
    () => official.configs.create({ providerId, providerConfigVaultId: vault.id }),
    () => official.configs.create({ providerId, providerDeploymentId: office.id, value }),
    () => official.vaults.create({ providerId, providerDeploymentId: office.id, name: 'Keys', value }),
    () => official.deployments.create({ providerId, providerConfigId: config.id }),
    () => official.deployments.create({ providerId, lockedProviderVersionId: letters.versionId }),
  ]) {
    expect((await refusalOf(call())).response).toMatchObject({ status: 400, code: 'provider_mismatch' });
  }
});

test('401: a missing key and an unknown key are refused', async () => {
  for (const client of [connect({ apiHost }), connect({ apiHost, apiKey: 'berth_sk_wrong' })]) {
    const refusal = await refusalOf(client.configs.list());
    expect(refusal).toMatchObject({
      code: 'unauthorized',
      message: '[METORIAL ERROR]: unauthorized - This server has no key with this token.',
      response: { object: 'error', status: 401 },
    });
  }
});

test('403: a publishable key reads the catalogue and nothing else', async () => {
  const { plain } = await newCustomer();
  const { secret } = (await plain.post('api-keys', { name: 'Shop window', type: 'publishable' })).body;
  const window = connect({ apiHost, apiKey: secret });
  expect((await window.providers.list({ limit: 1 })).items).toHaveLength(1);
  const providerId = (await window.providers.list()).items[0]?.id ?? '';
  for (const call of [
    () => window.configs.list(),
    () => window.vaults.create({ providerId, name: 'Keys', value: {} }),
  ]) {
    const refusal = await refusalOf(call());
    expect(refusal.response).toMatchObject({ status: 403, code: 'forbidden' });
    expect(refusal.message).toMatch(/The key "[^"]+" lacks the scope provider-config/);
  }
});

test('404: a missing row, a row of another instance and a malformed id get the same answer', async () => {
  const { official } = await newCustomer();
  const other = await start();
  const config = await other.official.configs.create({ providerId: other.parcels.id, value });
  const quoted = [config.id, config.id.replace(/.$/, '0'), 'pde_x'];
  for (const id of [...quoted, 'no id at all ☂', "'; drop table x", `${config.id}${config.id}`]) {
    const refusal = await refusalOf(official.configs.get(id));
    expect(refusal).toMatchObject({
      code: 'not_found',
      entity: 'provider.config',
      message: expect.stringMatching(
        quoted.includes(id)
          ? new RegExp(`^\\[METORIAL ERROR\\]: not_found - No config "${id}" in instance "[^"]+"\\.$`)
          : /^\[METORIAL ERROR\]: not_found - No such config in instance "[^"]+"\.$/,
      ),
      response: { status: 404 },
    });
    expect((refusal.response as { id?: string }).id).toBe(quoted.includes(id) ? id : undefined);
  }
});

test('404: every get, update and delete names the missing entity', async () => {
  const { official } = await newCustomer();
  const calls: [string, () => Promise<unknown>][] = [
    ['provider', () => official.providers.get('none')],
    ['provider.version', () => official.versions.get('none')],
    ['provider.specification', () => official.specifications.get('none')],
    ['provider.tool', () => official.tools.get('none')],
    ['provider.capabilities.auth_method', () => official.authMethods.get('none')],
    ['provider.publisher', () => official.publishers.get('none')],
    ['provider.deployment', () => official.deployments.get('none')],
    ['provider.deployment', () => official.deployments.update('none', { name: 'New' })],
    ['provider.deployment', () => official.deployments.delete('none')],
    ['provider.config_vault', () => official.vaults.get('none')],
    ['provider.config_vault', () => official.vaults.update('none', { name: 'New' })],
    ['provider.config_vault', () => official.vaults.delete('none')],
    ['provider.config', () => official.configs.get('none')],
    ['provider.config', () => official.configs.update('none', { name: 'New' })],
    ['provider.config', () => official.configs.delete('none')],
    ['provider', () => official.configs.create({ providerId: 'none', value: {} })],
    ['provider', () => official.deployments.create({ providerId: 'none' })],
    ['provider.config', () => official.configs.getConfigSchema({ providerConfigId: 'none' })],
  ];
  for (const [entity, call] of calls) {
    const refusal = await refusalOf(call());
    expect({ entity, ...refusal.response }).toMatchObject({
      status: 404,
      code: 'not_found',
      entity,
      id: 'none',
    });
  }
});

test('409: a deployment in use is not archived, and a config is the default of only one deployment', async () => {
  const { official, parcels, depot } = await start();
  const config = await official.configs.create({
    providerId: parcels.id,
    providerDeploymentId: depot.id,
    name: 'Night run',
    value,
  });
  const inUse = await refusalOf(official.deployments.delete(depot.id));
  expect(inUse.response).toMatchObject({
    status: 409,
    code: 'conflict',
    dependents: [{ object: 'provider.config', id: config.id, name: 'Night run' }],
  });
  await official.deployments.create({ providerId: parcels.id, providerConfigId: config.id });
  const taken = await refusalOf(
    official.deployments.create({ providerId: parcels.id, providerConfigId: config.id }),
  );
  expect(taken.response).toMatchObject({ status: 409, code: 'conflict', entity: 'provider.config' });
});

test('410: an archived row is neither updated nor archived again', async () => {
  const { official, parcels, depot } = await start();
  const vault = await official.vaults.create({ providerId: parcels.id, name: 'Keys', value });
  const config = await official.configs.create({ providerId: parcels.id, value });
  for (const { id, of } of [
    { id: depot.id, of: official.deployments },
    { id: vault.id, of: official.vaults },
    { id: config.id, of: official.configs },
  ]) {
    await of.delete(id);
    for (const call of [() => of.update(id, { name: 'New' }), () => of.delete(id)]) {
      expect((await refusalOf(call())).response).toMatchObject({ status: 410, code: 'gone', id });
    }
    expect(wire(await of.get(id)).status).toBe('archived');
  }
});

test('412: a vault that is locked to a deployment makes no config for another one', async () => {
  const { official, parcels, depot } = await start();
  const annex = await official.deployments.create({ providerId: parcels.id });
  const vault = await official.vaults.create({
    providerId: parcels.id,
    providerDeploymentId: depot.id,
    name: 'Keys',
    value,
  });
  const refusal = await refusalOf(
    official.configs.create({
      providerId: parcels.id,
      providerDeploymentId: annex.id,
      providerConfigVaultId: vault.id,
    }),
  );
  expect(refusal.response).toMatchObject({
    status: 412,
    code: 'deployment_lock_mismatch',
    message: 'This vault is locked to another deployment.',
    id: vault.id,
  });
});
