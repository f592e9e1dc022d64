import { testDriver } from '@berth/db/testing';
import { registry } from '@berth/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readReleased } from '../../../../scripts/migrations/released.ts';
import { readRelease } from '../../../../scripts/release/files.ts';
import { makeReleaseTree, type ReleaseTree } from '../../../../scripts/release/tree.ts';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { MIGRATIONS } from '../../src/server/package-files.ts';
import { type BerthProcess, buildServer, onEmptyPostgres, startProcess } from '../support/server-process.ts';

/**
 * An upgrade that stops no process: the server of the previous release, with its own files and packages, goes on
 * beside one of this version that has migrated their database. In the long run only, as both are processes.
 */

interface Body {
  id: string;
  name: string;
  value: unknown;
  items: { id: string }[];
}

const KEY = 'the-first-key-of-this-test-0123456789';
const version = Object.keys(readReleased(MIGRATIONS)).at(-1) ?? '';
const tree = isLongRun && testDriver() === 'postgres' ? makeReleaseTree(version) : null;
afterAll(() => tree?.remove());

const VALUE = { api_key: 'a-key-of-this-test', default_model: 'gpt-4.1' };

const send = (server: BerthProcess, method: string, path: string, body?: object) =>
  fetch(`${server.url}/${path}`, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

/** Makes the requests of a client of a server, which all must be 200. */
const clientOf = (server: BerthProcess) => async (method: string, path: string, body?: object) => {
  const response = await send(server, method, path, body);
  const text = await response.text();
  expect([method, path, response.status, text]).toEqual([method, path, 200, expect.any(String)]);
  return JSON.parse(text) as Body;
};
type Ask = ReturnType<typeof clientOf>;

/** Lists every resource of the release. */
async function listAll(ask: Ask): Promise<void> {
  const [made] = (await ask('GET', 'provider-versions?limit=1')).items;
  for (const path of Object.keys(readRelease(version).facts.examples)) {
    const resource = registry.resources.find(({ wire }) => wire.path === path);
    const query = resource?.read.filters.provider_version_id?.required
      ? `provider_version_id=${made?.id}`
      : '';
    for (const order of ['asc', 'desc']) await ask('GET', `${path}?order=${order}&${query}`);
  }
}

/** Makes rows, changes them and reads them, as programs do all day. Returns the config. */
async function work(ask: Ask, name: string): Promise<string> {
  const { id: placed } = await ask('POST', 'provider-deployments', { provider_id: 'openai', name });
  const vault = await ask('POST', 'provider-config-vaults', { provider_id: 'openai', name, value: VALUE });
  const body = { provider_id: 'openai', provider_deployment_id: placed, name, value: VALUE };
  const { id } = await ask('POST', 'provider-configs', body);
  const path = `provider-configs/${id}`;
  expect((await ask('PATCH', path, { name: `${name} changed` })).name).toBe(`${name} changed`);
  await ask('PATCH', path, { value: { default_model: 'gpt-5' } });
  await ask('PATCH', `provider-config-vaults/${vault.id}`, { value: { default_model: 'gpt-5' } });
  expect(await resolved(ask, id)).toMatchObject({ ...VALUE, default_model: 'gpt-5' });
  const { items } = await ask('GET', `provider-configs?provider_deployment_id=${placed}`);
  expect(items.map((item) => item.id)).toEqual([id]);
  const gone = await ask('POST', 'provider-configs', { provider_id: 'openai', name, value: VALUE });
  await ask('DELETE', `provider-configs/${gone.id}`);
  return id;
}

const resolved = async (ask: Ask, id: string) =>
  (await ask('POST', `provider-configs/${id}/resolve`, { reason: 'a test' })).value;

describe.runIf(tree)(`the server of ${version}, which runs during an upgrade`, { timeout: 60_000 }, () => {
  let env: Record<string, string>;
  let previous: BerthProcess;
  let ask: Ask;
  let before: string;

  beforeAll(async () => {
    await buildServer();
    env = { ...(await onEmptyPostgres()), BERTH_BOOTSTRAP_KEY: KEY };
    previous = await startProcess(env, (tree as ReleaseTree).server);
    ask = clientOf(previous);
    await listAll(ask); // before the migrations too: its connections keep the plans of its statements
    before = await work(ask, 'Before');
  }, 120_000);
  afterAll(() => previous?.stop());

  test('goes on listing, making, changing and resolving on the tables of this version, whose server shares them', async () => {
    const next = await startProcess(env);
    const later = clientOf(next);
    try {
      await listAll(ask);
      const beside = await work(ask, 'Beside');
      const after = await work(later, 'After');
      for (const id of [before, beside]) {
        expect([id, await resolved(later, id)]).toEqual([id, await resolved(ask, id)]);
      }
      const read = await send(previous, 'POST', `provider-configs/${after}/resolve`, { reason: 'a test' });
      const answer = [read.status, ((await read.json()) as { code?: string }).code];
      // 0.2.0 knows no destinations by name: it takes the secrets for those of another address
      expect(answer).toEqual(version === '0.2.0' ? [409, 'secrets_stale'] : [200, undefined]);
      for (const each of [ask, later]) {
        expect(await each('POST', 'audit-events/verify', {})).toMatchObject({ valid: true });
      }
    } finally {
      await next.stop();
    }
    await listAll(ask);
  });
});
