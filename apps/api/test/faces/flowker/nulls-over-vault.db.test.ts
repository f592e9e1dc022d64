import { expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { bothFaces, CONFIGS, expectError } from './kit.ts';

const harness = await startHarness();

test('a null that a configuration over a vault cannot hold is refused at its place', async () => {
  const { root, flowker } = await bothFaces(harness);
  const orNull = (type: string) => ({ type: [type, 'null'] });
  const text = orNull('string');
  const properties = {
    plain: text,
    none: text,
    key: { ...text, secret: true },
    list: { type: 'array' },
    inner: { type: 'object', properties: { a: text, b: text } },
  };
  const version = { version: '1', config_schema: { type: 'object', properties } };
  const { id: provider_id } = await root.create('providers', { slug: 'nulls', name: 'Nulls', version });
  const value = { plain: 'fromvault', none: null, key: 'a-secret-of-the-vault', inner: { a: 'x' } };
  const vault = await root.create('provider-config-vaults', { provider_id, name: 'V', value });
  const over = { provider_id, handle: 'over', provider_config_vault_id: vault.id };
  await root.create('provider-configs', over);
  const [{ id, config }] = (await flowker.get(CONFIGS)).body.items;
  const url = `${CONFIGS}/${id}`;
  expect((await flowker.patch(url, { config })).body.config).toEqual(config);
  const nulls = {
    ...config,
    plain: null,
    key: null,
    list: [null],
    inner: { a: null, b: null },
    own: { c: null },
  };
  const refused = await flowker.patch(url, { config: nulls });
  expectError(refused, 422, 'FLK-0293');
  const places = ['/config/plain', '/config/key', '/config/inner/a', '/config/inner/b', '/config/own/c'];
  expect(Object.keys(refused.body.fields).sort()).toEqual(places.sort());
  expect((await flowker.get(url)).body.config).toEqual(config);
  const listed = await flowker.patch(url, { config: { ...config, list: [null] } });
  expect([listed.status, listed.body.config]).toEqual([200, { ...config, list: [null] }]);
});
