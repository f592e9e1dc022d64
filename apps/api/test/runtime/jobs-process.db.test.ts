import { randomBytes, randomInt } from 'node:crypto';
import { testDriver } from '@berth/db/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { bundleScript } from '../../../../scripts/toolchain/bundle.mjs';
import { startHarness } from '../support/harness.ts';
import { ask, countingJob, jobOf, makeNumbers, numbersOf } from '../support/jobs-kit.ts';
import type { Answer } from '../support/json-http.ts';
import {
  buildServer,
  endOf,
  launchScript,
  makeFolder,
  onMigratedDatabase,
  spoken,
  startProcess,
} from '../support/server-process.ts';

/** Background work in real processes that end at any time. */

const embedded = testDriver() === 'pglite';
const folder = makeFolder();
const NUMBERS = 500;
const KILLS = isLongRun ? 10 : 4;
/** The steps of a process before it waits for its end, so that none gets to the last one. */
const STEPS = Math.floor(NUMBERS / (KILLS + 1));

beforeAll(buildServer, 60_000);
afterAll(() => folder.remove());

/** A process with only a runner, whose steps take a moment before and inside their transactions. */
const runnerProcess = `
  import { setTimeout } from 'node:timers/promises';
  import { randomBytes } from 'node:crypto';
  import { openPostgres } from '@berth/db';
  import { auditTrail, registry, startRunner } from '@berth/domain';
  import { createKeyRing, createSecrets } from '@berth/secrets';
  let left = Number(process.env.STEPS);
  const slow = {
    kind: 'slow',
    unique: true,
    begin: async (_ctx, { to }) => ({ state: { next: 1 , to }, total: to }),
    step: async (_ctx, { next, to }) => {
      if (next > to) return null;
      if (left-- <= 0) await new Promise(() => {});
      await setTimeout(Math.random() * 3);
      const write = async (ctx) => {
        await ctx.db.execute(\`insert into test_numbers values ('\${ctx.requestId}', \${next}, '\${process.pid}')\`);
        await setTimeout(Math.random() * 3);
      };
      return { state: { next: next + 1, to }, advanced: 1, write };
    },
  };
  const quiet = () => {};
  startRunner({
    database: openPostgres(process.env.DATABASE_URL),
    secrets: createSecrets(createKeyRing([{ key: randomBytes(32) }])),
    settings: { keptRevisions: null, revealsPerMinute: 1 },
    audit: auditTrail, registry, handlers: [slow], log: { info: quiet, failed: (_fields, message, error) => console.log(message, error) },
    clock: () => new Date(), pollMs: 10, leaseMs: 150,
  });
  console.log('running');
`;

describe.runIf(!embedded)('a process with a job', () => {
  test('may be killed at any moment: no step is done twice or left out', {
    timeout: 400_000,
  }, async ({ annotate }) => {
    const harness = await startHarness();
    await makeNumbers(harness);
    const client = await harness.newInstance();
    const id = await ask(client, countingJob('slow'), NUMBERS);
    const env = { DATABASE_URL: harness.database.url ?? '' };
    const runner = await bundleScript(runnerProcess);
    const seen: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const launched = launchScript(runner, { ...env, STEPS: String(STEPS) });
      const { child, output } = launched;
      await spoken(launched);
      await new Promise((resolve) => setTimeout(resolve, randomInt(160, 400)));
      child.kill('SIGKILL');
      expect(await endOf(child), output()).toBe('SIGKILL');
      expect(output()).toBe('running\n');
      const job = await jobOf(client, id);
      const written = await numbersOf(harness, id);
      expect(written.map(({ n }) => n)).toEqual(Array.from({ length: job.progress.done }, (_, n) => n + 1));
      seen.push(job.progress.done);
    }
    expect(seen.at(-1), 'every process was killed in the middle').toBeLessThan(NUMBERS);
    const { child } = launchScript(runner, { ...env, STEPS: 'Infinity' });
    await vi.waitFor(async () => expect((await jobOf(client, id)).status).toBe('done'), 120_000);
    child.kill('SIGKILL');
    await endOf(child);
    const written = await numbersOf(harness, id);
    expect(written.map(({ n }) => n)).toEqual(Array.from({ length: NUMBERS }, (_, n) => n + 1));
    expect((await jobOf(client, id)).progress).toEqual({ done: NUMBERS, total: NUMBERS });
    const processes = new Set(written.map(({ who }) => who)).size;
    expect(processes).toBeGreaterThan(1);
    await annotate(`${processes} processes wrote; after each kill: ${seen.join(', ')}`);
  });
});

describe('a server', () => {
  test('that starts with fewer revisions to keep destroys the others by itself, and stops cleanly', {
    timeout: 90_000,
  }, async () => {
    const key = randomBytes(24).toString('hex');
    const env = { ...(await onMigratedDatabase(folder.path)), BERTH_BOOTSTRAP_KEY: key };
    const fetched = async (url: string, method = 'GET', body?: object): Promise<Answer['body']> => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const answer = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
      return answer.json();
    };
    const first = await startProcess(env);
    const config = await fetched(`${first.url}/provider-configs`, 'POST', {
      provider_id: 'anthropic',
      value: { api_key: 'key-1' },
    });
    for (const api_key of ['key-2', 'key-3']) {
      await fetched(`${first.url}/provider-configs/${config.id}`, 'PATCH', { value: { api_key } });
    }
    expect(await first.stop()).toBe(0);

    const second = await startProcess({ ...env, BERTH_KEEP_REVISIONS: '1', BERTH_JOBS_POLL_MS: '50' });
    await vi.waitFor(async () => {
      const { items } = await fetched(`${second.url}/jobs`);
      expect(items).toMatchObject([{ kind: 'value-revisions.purge', status: 'done', progress: { done: 1 } }]);
    }, 30_000);
    const { items } = await fetched(`${second.url}/provider-configs/${config.id}/revisions`);
    expect(items.map((item: { destroyed_at: string | null }) => item.destroyed_at !== null)).toEqual([
      true,
      true,
      false,
    ]);
    expect(await second.stop()).toBe(0);
    expect(second.output()).not.toContain('"level":50');
  });
});
