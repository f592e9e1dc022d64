import { AsyncLocalStorage } from 'node:async_hooks';
import { createTransit, type KeyProvider } from '@berth/secrets';
import { startTransitServer } from '@berth/secrets/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { type Client, startHarness } from '../support/harness.ts';

/**
 * The master key is in a Transit server. Every process starts without an open data key, and no transaction waits for
 * the server.
 */

const server = await startTransitServer();
afterAll(() => server.close());

const inTransaction = new AsyncLocalStorage<boolean>();
const remoteInTransaction: string[] = [];

/** The provider, with a record of each call that an open transaction waits for. */
function watched(provider: KeyProvider): KeyProvider {
  const noted = <T extends unknown[], R>(name: string, call: (...args: T) => R) => {
    return (...args: T): R => {
      if (inTransaction.getStore()) remoteInTransaction.push(name);
      return call(...args);
    };
  };
  return {
    opens: provider.opens,
    activeKeyId: noted('activeKeyId', provider.activeKeyId),
    wrap: noted('wrap', provider.wrap),
    unwrap: noted('unwrap', provider.unwrap),
  };
}

const harness = await startHarness({
  provider: watched(createTransit(server.settings, { backOffMs: 1 })),
  around: (database) => ({
    ...database,
    transaction: (run) => database.transaction((tx) => inTransaction.run(true, () => run(tx))),
  }),
});
const { bootstrap } = harness;

/** Runs the work as a process that has just started, and returns its calls to the server, without the names of keys. */
async function cold<T>(work: () => Promise<T>): Promise<{ answer: T; asked: string[] }> {
  harness.forgetKeys();
  const before = server.requests.length;
  const answer = await work();
  expect(remoteInTransaction).toEqual([]);
  return { answer, asked: server.requests.slice(before).map(({ path }) => path.split('/')[0] ?? '') };
}

const REASON = { reason: 'a start' };
const value = { api_key: 'the-secret' };

test('every kind of request works on a cold process, and asks the server before or between transactions', async () => {
  const made = await cold(() => bootstrap.create('instances', { name: 'Tenant' }));
  expect(made.asked).toEqual(['encrypt', 'decrypt']);
  const tenant = harness.as((made.answer.secret_key as unknown as { secret: string }).secret);

  const key = await cold(() => tenant.create('api-keys', { name: 'Worker', scopes: ['resolver'] }));
  expect(key.asked).toEqual(['decrypt']);
  const vault = await cold(() =>
    tenant.create('provider-config-vaults', { provider_id: 'openai', name: 'V', value }),
  );
  const config = await cold(() =>
    tenant.create('provider-configs', {
      provider_id: 'openai',
      name: 'C',
      provider_config_vault_id: vault.answer.id,
    }),
  );
  const path = `provider-configs/${config.answer.id}`;
  const works = async (work: () => Promise<{ status: number; body: unknown }>) => {
    const { answer, asked } = await cold(work);
    expect(answer).toMatchObject({ status: 200 });
    expect(asked).toEqual(['decrypt']);
    return answer.body;
  };
  await works(() => tenant.patch(path, { value: { api_key: 'another-secret' } }));
  await works(() => tenant.patch(path, { name: 'Renamed' }));
  await works(() =>
    tenant.patch(`provider-config-vaults/${vault.answer.id}`, { value: { api_key: 'third' } }),
  );
  await works(() => tenant.post(`${path}/resolve`, {}));
  expect(await works(() => tenant.post(`${path}/resolve`, REASON))).toMatchObject({
    value: { api_key: 'another-secret' },
    revealed: true,
  });
  await works(() => tenant.post(`${path}/revisions/1/restore`, {}));
  await works(() => tenant.get(path));
  await works(() => tenant.get('audit-events'));
  const checkpoint = await works(() => tenant.get('audit-events/head'));
  expect(await works(() => tenant.post('audit-events/verify', { checkpoint }))).toMatchObject({
    valid: true,
  });
  await works(() => tenant.delete(path));
});

test('simultaneous requests to a cold process ask the server once, and all are answered', async () => {
  const { instanceId: _, ...tenant } = await harness.newInstance();
  const config = await tenant.create('provider-configs', { provider_id: 'openai', name: 'C', value });
  const { answer, asked } = await cold(() =>
    Promise.all(
      Array.from({ length: 12 }, (_unused, n) =>
        n % 2 === 0
          ? tenant.post(`provider-configs/${config.id}/resolve`, REASON)
          : tenant.patch(`provider-configs/${config.id}`, { value: { api_key: `secret-${n}` } }),
      ),
    ),
  );
  expect(answer.map(({ status }) => status)).toEqual(answer.map(() => 200));
  expect(asked).toEqual(['decrypt']);
});

describe('while the server is unreachable', () => {
  const troubles = () => server.trouble(...Array.from({ length: 3 }, () => ({ status: 503 })));
  const refused = async (work: () => Promise<{ status: number; body: unknown }>) => {
    const { answer } = await cold(() => {
      troubles();
      return work();
    });
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(JSON.stringify(answer.body)).not.toContain(server.settings.url);
  };
  let tenant: Client;

  test('a request that needs a key is 503 and writes nothing; only the log says where and why', async () => {
    tenant = await harness.newInstance();
    const config = await tenant.create('provider-configs', { provider_id: 'openai', name: 'C', value });
    await refused(() => tenant.post(`provider-configs/${config.id}/resolve`, {}));
    await refused(() => tenant.post(`provider-configs/${config.id}/resolve`, REASON));
    await refused(() => tenant.post('provider-configs', { provider_id: 'openai', name: 'Not made', value }));
    await refused(() => tenant.get('audit-events/head'));
    await refused(() => bootstrap.post('instances', { name: 'Not made' }));
    const failures = harness.logged.filter((line) => line.includes('key_service'));
    expect(failures).toHaveLength(5);
    expect(failures[0]).toContain(`The Transit server at ${server.settings.url} answers 503`);
    expect(harness.logged.join()).not.toContain(server.settings.token);
    for (const path of ['instances', 'provider-configs?search=Not made']) {
      const { body } = await bootstrap.get(path);
      expect(JSON.stringify(body)).not.toContain('Not made');
    }
  });

  test('the next request works when it is back', async () => {
    await cold(() => tenant.create('provider-configs', { provider_id: 'openai', name: 'Made', value }));
  });
});
