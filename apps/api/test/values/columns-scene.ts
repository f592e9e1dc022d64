import { expect } from 'vitest';
import type { Client, Harness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { makeProvider } from '../support/rules-kit.ts';
import { canary } from '../support/secrecy-canaries.ts';

/** A schema with secrets in every kind of place: a leaf, a branch, an array, an undescribed member. */
const SCHEMA = {
  type: 'object',
  required: ['host', 'token'],
  properties: {
    host: { type: 'string', format: 'hostname' },
    port: { type: 'integer' },
    socket: { type: 'string' },
    token: { type: 'string', writeOnly: true, minLength: 3 },
    keys: { type: 'array', items: { type: 'object', properties: { key: { type: 'string', secret: true } } } },
    auth: {
      type: 'object',
      oneOf: [
        { required: ['password'], properties: { password: { type: 'string', format: 'password' } } },
        { required: ['apiKey'], properties: { apiKey: { type: 'string', airbyte_secret: true } } },
      ],
    },
  },
  not: { required: ['port', 'socket'] },
};

export interface Scene {
  /** Every text that was sent as a secret. */
  secrets: string[];
  /** Secrets that were sent as ids: the answer names an id that does not exist. */
  asIds: string[];
  /** Counts the answers by status. */
  statuses: Map<number, number>;
}

/**
 * Sends secrets in every way: as values that are stored, as dry runs, in refused requests, and in members that hold no
 * secret.
 */
export async function storeSecrets(harness: Harness, client: Client): Promise<Scene> {
  const secrets: string[] = [];
  const asIds: string[] = [];
  const statuses = new Map<number, number>();
  const secret = () => {
    const made = canary();
    secrets.push(made);
    return made;
  };
  const asId = () => {
    const made = secret();
    asIds.push(made);
    return made;
  };
  const value = () => ({
    host: 'api.test',
    token: secret(),
    keys: [{ key: secret() }, { key: secret() }],
    auth: { password: secret() },
    unknown: { deep: [secret()] },
  });
  const send = async (expected: number, method: string, path: string, body?: unknown): Promise<Answer> => {
    const dry = { method, path: `${path}${path.includes('?') ? '&' : '?'}dry_run=true`, body };
    const writes = !path.endsWith('/resolve') && method !== 'GET';
    const requests = writes ? [dry, { method, path, body }] : [{ method, path, body }];
    let last: Answer | undefined;
    for (const request of requests) {
      last = await client.request(request.method, request.path, request.body);
      statuses.set(last.status, (statuses.get(last.status) ?? 0) + 1);
      expect(last.status, `${method} ${request.path}: ${JSON.stringify(last.body)}`).toBe(expected);
    }
    if (!last) throw new Error('nothing was sent');
    return last;
  };

  const provider_id = (await makeProvider(client, { config_schema: SCHEMA })).id;
  const idOf = async (path: string, body: object): Promise<string> =>
    (await send(200, 'POST', path, { provider_id, ...body })).body.id;
  const vault = await idOf('provider-config-vaults', { name: 'Vault', value: value() });
  const config = await idOf('provider-configs', { value: value() });
  const linked = await idOf('provider-configs', { provider_config_vault_id: vault });
  const deployment = await idOf('provider-deployments', { provider_config: { value: value() } });
  const byDefault = (await client.get(`provider-deployments/${deployment}`)).body.default_config.id as string;

  const owners = [
    ...[config, linked, byDefault].map((id) => `provider-configs/${id}`),
    `provider-config-vaults/${vault}`,
  ];
  for (const at of owners) {
    await send(200, 'PATCH', at, { value: { token: secret(), other: secret() } });
    await send(200, 'PATCH', at, { value_replace: value() });
    // Null in an override removes its own password; the vault's password remains.
    const expected = at.endsWith(linked) ? 400 : 200;
    await send(expected, 'PATCH', at, { value: { auth: { password: null, apiKey: secret() } } });
    await send(200, 'PATCH', at, { value: { host: 'elsewhere.test' } });
    await send(200, 'POST', `${at}/confirm-secrets`, {});
    await send(200, 'POST', `${at}/revisions/1/restore`, {});
    await send(200, 'POST', `${at}/revisions/2/destroy`, {});
    await send(200, 'GET', at);
    await send(200, 'GET', `${at}/revisions`);
    await refuse(at);
  }
  await send(200, 'PATCH', `provider-configs/${linked}`, { value: { socket: secret() } });
  await send(409, 'PATCH', `provider-config-vaults/${vault}`, { value: { port: 1, token: secret() } });
  await send(200, 'PATCH', `provider-config-vaults/${vault}?force=true`, {
    value: { port: 1, token: secret() },
  });
  await send(200, 'PATCH', `provider-configs/${linked}`, { value: { socket: null }, vault_revision: 1 });
  for (const id of [config, byDefault]) {
    await send(200, 'POST', `provider-configs/${id}/resolve`, { reason: 'a test' });
    await send(200, 'POST', `provider-configs/${id}/resolve`, {});
  }
  await send(400, 'POST', 'provider-configs', {
    provider_id,
    value: { ...value(), host: secret(), token: [secret()] },
  });
  await send(400, 'POST', 'provider-configs', {
    provider_id,
    value: value(),
    provider_config_vault_id: secret(),
  });
  await send(404, 'POST', 'provider-configs', { provider_id, provider_config_vault_id: asId() });
  await send(404, 'POST', 'provider-configs', { provider_id: asId(), value: value() });
  await send(400, 'POST', 'provider-config-vaults', { provider_id, value: value() });
  await send(400, 'POST', 'provider-deployments', { provider_id, provider_config: { value: secret() } });
  await send(404, 'GET', `provider-configs/${asId()}`);
  await send(400, 'GET', `provider-configs?status=${secret()}&limit=${secret()}`);
  await send(400, 'POST', `provider-configs/${config}/resolve`, {
    reason: `${secret()}${'x'.repeat(2_000)}`,
  });
  const strange = await harness.as(secret()).post('provider-configs', { provider_id, value: value() });
  expect(strange.status).toBe(401);
  return { secrets, asIds, statuses };

  /** Sends bodies with an invalid secret, or with a secret in a wrong place. */
  async function refuse(at: string): Promise<void> {
    const digest = (await client.get(at)).body.value_state.find(
      (state: { secret: boolean }) => state.secret,
    ).digest;
    await send(400, 'PATCH', at, { value: { token: 7, note: secret(), host: `not a host ${secret()}` } });
    await send(400, 'PATCH', at, { value: { token: digest, unknown: secret() } });
    await send(400, 'PATCH', at, { value: { token: `****${secret()}` } });
    await send(400, 'PATCH', at, { value: value(), value_replace: value() });
    await send(400, 'PATCH', at, { value: secret() });
    await send(400, 'PATCH', at, { value: { token: secret() }, if_revision: secret() });
    await send(409, 'PATCH', at, { value: { token: secret() }, if_revision: 10_000 });
    await send(400, 'PATCH', at, { name: [secret()], metadata: secret() });
    await send(400, 'PATCH', at, `{"value":{"token":"${secret()}"`);
    await send(400, 'POST', `${at}/revisions/${asId()}/restore`, { value: secret() });
    await send(400, 'POST', `${at}/revisions/9999/restore`, { token: secret() });
  }
}
