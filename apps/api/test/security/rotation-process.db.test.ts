import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { testDriver } from '@berth/db/testing';
import { composeProviders, createKeyRing } from '@berth/secrets';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { bundleScript } from '../../../../scripts/toolchain/bundle.mjs';
import { type Client, startHarness } from '../support/harness.ts';
import { jobOf } from '../support/jobs-kit.ts';
import { makeProvider } from '../support/rules-kit.ts';
import { buildServer, endOf, launchScript, spoken } from '../support/server-process.ts';

/** Rotation in real processes that are killed. PGlite allows one process: runtime/crash.db.test.ts kills it. */

const [KILLS, CONFIGS, EDITS] = isLongRun ? [10, 60, 24] : [4, 20, 12];

/** The keys that a process wraps before it waits for its end: more than one step, and never the last ones. */
const WRAPPED = 30;
const INSTANCES = KILLS * WRAPPED;

const [old, next] = [randomBytes(32), randomBytes(32)];

/**
 * A process with only a runner. Its master keys answer as slowly as a remote server, and wrap as many keys as the
 * environment says.
 */
const runnerProcess = `
  import { setTimeout } from 'node:timers/promises';
  import { openPostgres } from '@berth/db';
  import { auditTrail, jobHandlers, registry, startRunner } from '@berth/domain';
  import { createKeyRing, createSecrets } from '@berth/secrets';
  const key = (id) => ({ id, key: Buffer.from(process.env[id], 'base64') });
  const ring = createKeyRing([key('NEXT'), key('OLD')]);
  const slow = (call) => async (...args) => {
    await setTimeout(Math.random() * 20);
    return call(...args);
  };
  let left = Number(process.env.WRAPPED);
  const wrap = async (...args) => (left-- > 0 ? ring.wrap(...args) : new Promise(() => {}));
  const quiet = () => {};
  startRunner({
    database: openPostgres(process.env.DATABASE_URL),
    secrets: createSecrets({ ...ring, wrap: slow(wrap), unwrap: slow(ring.unwrap) }),
    settings: { keptRevisions: null, revealsPerMinute: 1 },
    audit: auditTrail, registry, handlers: jobHandlers,
    log: { info: quiet, failed: (_fields, message, error) => console.log(message, error) },
    clock: () => new Date(), pollMs: 10, leaseMs: 150,
  });
  console.log('running');
`;

describe.runIf(testDriver() === 'postgres')('a rotation', () => {
  beforeAll(buildServer, 60_000);

  test('continues after each of several kills, and every value stays readable', { timeout: 400_000 }, async ({
    annotate,
  }) => {
    // The harness opens with either key, like a server beside the killed one.
    const keys = [
      { id: 'OLD', key: old },
      { id: 'NEXT', key: next },
    ] as const;
    const harness = await startHarness({
      provider: composeProviders(createKeyRing([keys[0]]), createKeyRing([keys[1]])),
    });
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const ids = await atOnce(CONFIGS, async (n) => {
      const value = { host: 'abc', token: `token-${n}-0` };
      const { id } = await client.create('provider-configs', { provider_id: provider.id, value });
      for (let edit = 1; edit <= EDITS; edit++) {
        await client.patch(`provider-configs/${id}`, { value: { token: `token-${n}-${edit}` } });
      }
      return id;
    });
    await atOnce(INSTANCES, (n) => harness.bootstrap.create('instances', { name: `Tenant ${n}` }));
    const jobs = [
      await client.create('encryption/rotate', { keys: 'data' }),
      await client.create('encryption/rotate', { keys: 'master' }),
    ];
    const readable = async () => {
      harness.forgetKeys();
      for (const [n, id] of ids.entries()) expect(await tokenOf(client, id)).toBe(`token-${n}-${EDITS}`);
    };
    const env = {
      DATABASE_URL: harness.database.url ?? '',
      OLD: old.toString('base64'),
      NEXT: next.toString('base64'),
    };
    const runner = await bundleScript(runnerProcess);
    const seen: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const launched = launchScript(runner, { ...env, WRAPPED: String(WRAPPED) });
      const { child, output } = launched;
      await spoken(launched);
      await setTimeout(randomInt(170, 330));
      child.kill('SIGKILL');
      expect([await endOf(child), output()]).toEqual(['SIGKILL', 'running\n']);
      await readable();
      const progress = await Promise.all(jobs.map(async ({ id }) => (await jobOf(client, id)).progress.done));
      seen.push(progress.join('+'));
    }
    const statuses = await Promise.all(jobs.map(async ({ id }) => (await jobOf(client, id)).status));
    expect(statuses, 'every process was killed in the middle').not.toEqual(['done', 'done']);
    const { child } = launchScript(runner, { ...env, WRAPPED: 'Infinity' });
    for (const { id } of jobs) {
      await vi.waitFor(async () => expect((await jobOf(client, id)).status).toBe('done'), 120_000);
    }
    child.kill('SIGKILL');
    await endOf(child);

    await readable();
    const left = await harness.database.query(
      `select (select count(*)::int from data_keys where master_key_id <> 'NEXT') as wrapped,
        (select count(*)::int from value_revisions r join data_keys k on k.id = r.data_key_id
         where r.instance_id = '${client.instanceId}' and k.version <> 2) as sealed`,
    );
    expect(left).toEqual([{ wrapped: 0, sealed: 0 }]);
    for (const id of ids.slice(0, 5)) {
      const past = randomInt(1, EDITS);
      await client.post(`provider-configs/${id}/revisions/${past}/restore`, {});
      expect(await tokenOf(client, id)).toMatch(new RegExp(`-${past - 1}$`));
    }
    await annotate(`values and keys done after each kill: ${seen.join(', ')}`);
  });
});

const tokenOf = async (client: Client, id: string): Promise<string> =>
  (await client.post(`provider-configs/${id}/resolve`, { reason: 'a test' })).body.value.token;

/** Runs the work for 0 to count - 1, a few at once. */
async function atOnce<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  const pending = Array.from({ length: count }, (_, n) => n);
  const worker = async () => {
    for (let n = pending.shift(); n !== undefined; n = pending.shift()) results[n] = await work(n);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  return results;
}
