import type { ExampleObject } from '../../packages/resource/src/index.ts';

/** Sends a request with the bootstrap key. @throws Error when it fails. */
export type Ask = (
  method: string,
  path: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<ExampleObject>;

/**
 * Makes rows that no example makes: rows of tables without a resource, and rows that were changed after they were made.
 * `examples` maps the path of each resource to the id of its example.
 */
export async function makeFurtherRows(ask: Ask, examples: ReadonlyMap<string, string>): Promise<void> {
  await makeKeys(ask, examples.get('api-keys') ?? '');
  await makeModels(ask, examples.get('models') ?? '');
  await makeConfigs(ask, examples.get('provider-configs') ?? '');
  await makeDecision(ask, examples.get('version-approvals') ?? '');
  await ask('POST', 'encryption/rotate', { keys: 'master' }); // stays in the queue
}

/** Approves a version. */
async function makeDecision(ask: Ask, example: string): Promise<void> {
  const path = `version-approvals/${example}`;
  const { specification_hash } = await ask('GET', path);
  await ask('POST', `${path}/approve`, { specification_hash, reason: 'Read the diff.' });
}

/**
 * Makes a key whose former secret still works, one made with an idempotency key, and one bound to addresses and
 * revoked.
 */
async function makeKeys(ask: Ask, example: string): Promise<void> {
  const name = { name: 'Deploy robot', scopes: ['reader'] };
  await ask('POST', `api-keys/${example}/rotate`, { overlap_seconds: 86_400 });
  await ask('POST', 'api-keys', name, { 'idempotency-key': 'made-once' });
  const limits = { expires_at: '2100-01-01T00:00:00Z', allowed_ips: ['10.0.0.0/8'] };
  const { id } = await ask('POST', 'api-keys', { ...name, ...limits });
  await ask('DELETE', `api-keys/${id}`);
}

/** Makes a model in use, and an archived alias of it. */
async function makeModels(ask: Ask, example: string): Promise<void> {
  await ask('POST', `models/${example}/references`, { holder: 'support-assistant' });
  const alias = { name: 'Large', slug: 'large', references_id: example, instructions: 'Be short.' };
  const { id } = await ask('POST', 'models', alias);
  await ask('DELETE', `models/${id}`);
}

/** Makes a config with a handle, pinned to a vault's first revision; an archived config; and a destroyed revision. */
async function makeConfigs(ask: Ask, example: string): Promise<void> {
  const { provider_id } = await ask('GET', `provider-configs/${example}`);
  const value = { host: 'api.acme.test', token: 'acme-token-333' };
  const vault = await ask('POST', 'provider-config-vaults', { provider_id, name: 'Followed', value });
  await ask('PATCH', `provider-config-vaults/${vault.id}`, { value: { token: 'acme-token-444' } });
  const pinned = await ask('POST', 'provider-configs', {
    provider_id,
    handle: 'pinned',
    metadata: { team: 'parcels' },
    provider_config_vault_id: vault.id,
  });
  await ask('PATCH', `provider-configs/${pinned.id}`, { vault_revision: 1 });
  const archived = await ask('POST', 'provider-configs', { provider_id, value });
  await ask('DELETE', `provider-configs/${archived.id}`);
  await ask('POST', `provider-configs/${example}/revisions/1/destroy`, {});
}
