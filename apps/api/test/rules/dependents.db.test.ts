import { registry } from '@berth/domain';
import { isReferredTo } from '@berth/resource';
import { describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';
import {
  archive,
  expectRefusal,
  makeConfig,
  makeDeployment,
  makeProvider,
  makeVault,
  NOTHING,
} from '../support/rules-kit.ts';

/** Tests the dependents of a row, and archiving a row in use. */

const harness = await startHarness();

interface Used {
  object: string;
  id: string;
  reference: string;
}

const usesOf = async (client: Client, path: string): Promise<[string, string][]> =>
  (await client.get(`${path}/dependents`)).body.items.map((item: Used) => [item.id, item.reference]);

async function scene() {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const deployment = await makeDeployment(client, provider, { locked_provider_version_id: provider.version });
  const bound = { provider_deployment_id: deployment.id };
  const vault = await makeVault(client, provider, bound);
  const own = await makeConfig(client, provider, bound);
  const following = await client.create('provider-configs', {
    provider_id: provider.id,
    provider_config_vault_id: vault.id,
  });
  const ids = {
    deployment: deployment.id as string,
    vault: vault.id as string,
    own: own.id as string,
    following: following.id as string,
  };
  return { client, provider, ...ids };
}

describe('dependents', { timeout: 60_000 }, () => {
  test('are listed with the member that refers to the row, for every kind', async () => {
    const { client, provider, deployment, vault, own, following } = await scene();
    expect(await usesOf(client, `providers/${provider.id}`)).toEqual(
      expect.arrayContaining([
        [own, 'provider_id'],
        [following, 'provider_id'],
        [vault, 'provider_id'],
        [deployment, 'provider_id'],
      ]),
    );
    expect(await usesOf(client, `provider-versions/${provider.version}`)).toEqual(
      [
        ...[own, following, vault].map((id) => [id, 'specification_id']),
        [deployment, 'locked_version_id'],
      ].sort(),
    );
    const bound = await usesOf(client, `provider-deployments/${deployment}`);
    expect(bound).toEqual([own, following, vault].sort().map((id) => [id, 'provider_deployment_id']));
    expect(await usesOf(client, `provider-config-vaults/${vault}`)).toEqual([
      [following, 'provider_config_vault_id'],
    ]);
  });

  test('are no route of a resource to which none refers', async () => {
    const client = await harness.newInstance();
    const alone = registry.resources.filter((resource) => !isReferredTo(registry, resource));
    expect(alone.length).toBeGreaterThan(2);
    for (const { wire } of alone) {
      const { status, body } = await client.get(`${wire.path}/some/dependents`);
      expect([status, body.entity], wire.path).toEqual([404, 'endpoint']);
    }
  });

  test('come in pages, each once', async () => {
    const { client, provider } = await scene();
    const all = (await usesOf(client, `providers/${provider.id}`)).map(([id]) => id);
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const { body } = await client.get(
        `providers/${provider.id}/dependents?limit=2${after ? `&after=${after}` : ''}`,
      );
      expect(body.pagination.has_more_before).toBe(after !== '');
      seen.push(...body.items.map((item: Used) => item.id));
      after = seen.at(-1) ?? '';
      if (!body.pagination.has_more_after) break;
    }
    expect(seen).toEqual(all);
  });

  test('start after an id of a row that may refer to this one, and after no other text', async () => {
    const { client, provider, own } = await scene();
    const path = `providers/${provider.id}/dependents?after=`;
    for (const after of ['zzz', provider.id.replace('pro_', 'apk_'), `${own}x`, own.toUpperCase()]) {
      const { status, body } = await client.get(path + after);
      expect([status, body.code, body.errors?.[0]?.path], after).toEqual([400, 'invalid_data', ['after']]);
    }
    expect((await client.get(path + own)).status).toBe(200);
  });

  test('are only live rows of kinds that the key may read', async () => {
    const { client, provider, own, vault } = await scene();
    await archive(client, `provider-configs/${own}`);
    expect((await usesOf(client, `providers/${provider.id}`)).map(([id]) => id)).not.toContain(own);
    const { body } = await client.post('api-keys', {
      name: 'Vaults',
      scopes: ['providers:read', 'provider-config-vaults:read'],
    });
    expect(await usesOf(harness.as(body.secret), `providers/${provider.id}`)).toEqual([
      [vault, 'provider_id'],
    ]);
  });

  test('of a public provider are only those of the caller’s instance', async () => {
    const { client } = await scene();
    const [stranger, path] = [await harness.newInstance(), 'providers/openai'];
    const { body } = await client.post('provider-deployments', { provider_id: 'openai' });
    expect((await usesOf(client, path)).map(([id]) => id)).toContain(body.id);
    expect((await usesOf(stranger, path)).map(([id]) => id)).not.toContain(body.id);
  });
});

describe('archiving a row in use', { timeout: 60_000 }, () => {
  test('is refused with 409 and the list', async () => {
    const { client, provider, deployment, own, vault, following } = await scene();
    const refused = await client.delete(`provider-deployments/${deployment}`);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents.map((it: Used) => it.id).sort()).toEqual([own, vault, following].sort());
    expectRefusal(await client.delete(`providers/${provider.id}`), [409, 'conflict']);
  });

  test('is refused, and tried, without a name of a kind that the key may not read', async () => {
    const { client, vault } = await scene();
    const { body } = await client.post('api-keys', {
      name: 'Vaults',
      scopes: ['provider-config-vaults:read', 'provider-config-vaults:write'],
    });
    const limited = harness.as(body.secret);
    const path = `provider-config-vaults/${vault}`;
    for (const refused of [await limited.delete(path), await limited.delete(`${path}?dry_run=true`)]) {
      expectRefusal(refused, [409, 'conflict']);
      expect(refused.body.dependents).toEqual([]);
    }
    const tried = await limited.delete(`${path}?dry_run=true&force=true`);
    expect([tried.status, tried.body.dependents]).toEqual([200, []]);
    expect((await client.delete(`${path}?dry_run=true&force=true`)).body.dependents).toHaveLength(1);
  });

  test('by force detaches a deployment’s configs and vaults, which stay live', async () => {
    const { client, deployment, own, vault } = await scene();
    const before = (await client.get(`provider-configs/${own}`)).body;
    const { status, body } = await client.delete(`provider-deployments/${deployment}?force=true`);
    expect([status, body.status]).toEqual([200, 'archived']);
    const after = (await client.get(`provider-configs/${own}`)).body;
    expect([after.status, after.deployment]).toEqual(['active', null]);
    expect(after.row_version).toBe(before.row_version + 1);
    expect((await client.get(`provider-config-vaults/${vault}`)).body.deployment).toBe(null);
    expect(await usesOf(client, `provider-deployments/${deployment}`)).toEqual([]);
  });

  test('by force leaves a provider’s configs working', async () => {
    const { client, provider, own } = await scene();
    const { body } = await client.delete(`providers/${provider.id}?force=true`);
    expect(body.status).toBe('archived');
    const { status } = await client.post(`provider-configs/${own}/resolve`, { reason: 'test' });
    expect(status).toBe(200);
  });

  test('as a dry run lists the rows that would be detached, and detaches nothing', async () => {
    const { client, deployment, own, vault, following } = await scene();
    const { body } = await client.delete(`provider-deployments/${deployment}?force=true&dry_run=true`);
    expect([body.status, body.dry_run]).toEqual(['archived', true]);
    expect(body.dependents.map((it: Used) => it.id).sort()).toEqual([own, vault, following].sort());
    expect((await client.get(`provider-deployments/${deployment}`)).body.status).toBe('active');
    expect((await client.get(`provider-configs/${own}`)).body.deployment.id).toBe(deployment);
  });

  test('is not prevented by a deployment’s own default config', async () => {
    const client = await harness.newInstance();
    const nothing = await makeProvider(client, { config_schema: NOTHING });
    const deployment = await makeDeployment(client, nothing);
    await archive(client, `provider-deployments/${deployment.id}`);
  });
});
