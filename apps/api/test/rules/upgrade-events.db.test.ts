import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { impactOf } from '../support/impact-kit.ts';
import {
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  publish,
  SCHEMA,
  VALUE,
} from '../support/rules-kit.ts';

const harness = await startHarness();

const STRICT = { ...SCHEMA, required: ['host', 'port'] };

test('each step of an upgrade leaves one event that says what it did, and no value', {
  timeout: 60_000,
}, async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const { id } = await makeDeployment(client, provider);
  const config = await makeConfig(client, provider, {
    provider_deployment_id: id,
    value: { ...VALUE, port: 1 },
  });
  const other = await makeConfig(client, provider, { value: { ...VALUE, port: 2 } });
  const vault = await makeVault(client, provider, { value: { ...VALUE, port: 3 } });
  const last = (await client.get('audit-events?limit=1&order=desc')).body.items[0].id;
  const move = (path: string, version: string) =>
    client.post(`${path}/upgrade`, { provider_version_id: version });

  const next = await publish(client, provider, '2', { config_schema: STRICT });
  await impactOf(client, next.id);
  await client.patch(`provider-versions/${provider.version}`, { is_current: true });
  await client.patch(`provider-deployments/${id}`, { locked_provider_version_id: next.id });
  await move(`provider-deployments/${id}`, next.id);
  await move(`provider-configs/${other.id}`, next.id);
  await move(`provider-config-vaults/${vault.id}`, next.id);
  await client.post(`provider-configs/${config.id}/revisions/1/restore`, {});
  const spare = await publish(client, provider, '3');
  await client.patch(`provider-versions/${next.id}`, { is_current: true });
  await client.delete(`provider-versions/${spare.id}`);

  const { body } = await client.get(`audit-events?limit=50&after=${last}`);
  const on = ({ action, resource_id }: { action: string; resource_id: string }) => `${action} ${resource_id}`;
  expect(body.items.map(on)).toEqual([
    `provider-versions.create ${next.id}`,
    `provider-versions.impact ${next.id}`,
    `provider-versions.update ${provider.version}`,
    `provider-deployments.update ${id}`,
    `provider-deployments.upgrade ${id}`,
    `provider-configs.upgrade ${other.id}`,
    `provider-config-vaults.upgrade ${vault.id}`,
    `provider-configs.restore ${config.id}`,
    `provider-versions.create ${spare.id}`,
    `provider-versions.update ${next.id}`,
    `provider-versions.archive ${spare.id}`,
  ]);
  const [, report, current, lock, moved, one, other_, back] = body.items;
  expect(report.after.counts).toMatchObject({ checked: 3, passes: 3 });
  expect([current.before, current.after]).toMatchObject([{ is_current: false }, { is_current: true }]);
  expect([lock.before, lock.after]).toMatchObject([
    { locked_version: null },
    { locked_version: { id: next.id } },
  ]);
  expect(moved.after).toMatchObject({
    provider_version_id: next.id,
    dependents: [{ object: 'provider.config', id: config.id }],
  });
  const [old, now] = [provider.specification, next.specification_id];
  for (const event of [one, other_]) {
    expect([event.before, event.after]).toMatchObject([{ specification_id: old }, { specification_id: now }]);
  }
  expect([back.before, back.after]).toMatchObject([{ specification_id: now }, { specification_id: old }]);
  const members = body.items.flatMap(({ before, after }: { before: object | null; after: object | null }) =>
    Object.keys({ ...before, ...after }),
  );
  expect(members).not.toContain('upgrade');
  expect(JSON.stringify(body)).not.toMatch(/token-000|api\.test/);
});
