import { openPostgres } from '@berth/db';
import { enqueue, type JobHandler, MOST_ATTEMPTS, workOnNext } from '@berth/domain';
import { DomainError } from '@berth/kernel';
import { describe, expect, test, vi } from 'vitest';
import { startHarness } from '../support/harness.ts';
import {
  ask,
  clockFrom,
  countingJob,
  gate,
  jobOf,
  makeNumbers,
  never,
  newKind,
  numbersOf,
  runnerSource,
  upTo,
} from '../support/jobs-kit.ts';
import { dump } from '../support/rules-kit.ts';

/** Background jobs: claimed in the database, cut into steps, resumed from the last commit. */

const harness = await startHarness();
await makeNumbers(harness);
const SECRET = 'sk-live-5c0ffee5c0ffee';

async function numbers(job: string): Promise<number[]> {
  return (await numbersOf(harness, job)).map(({ n }) => n);
}

describe('a job', () => {
  test('is shown from its creation to its end, without the state of its handler', async () => {
    const client = await harness.newInstance();
    const handler = countingJob(newKind());
    const id = await ask(client, handler, 3);
    const queued = await jobOf(client, id);
    expect(queued).toMatchObject({
      object: 'job',
      kind: handler.kind,
      status: 'queued',
      progress: { done: 0, total: null },
      error: null,
      attempts: 0,
      started_at: null,
      finished_at: null,
    });
    expect(queued.run_at).toBe(queued.created_at);
    const [key] = (await client.get('api-keys')).body.items;
    expect(queued.created_by).toBe(key.id);
    expect(await workOnNext(runnerSource(harness, [handler]), 'one', never)).toBe(true);
    const done = await jobOf(client, id);
    expect(done).toMatchObject({
      status: 'done',
      progress: { done: 3, total: 3 },
      error: null,
      run_at: null,
    });
    expect([done.started_at, done.finished_at]).toEqual([expect.any(String), expect.any(String)]);
    expect(Object.keys(done)).not.toEqual(expect.arrayContaining(['state']));
    expect(Object.keys(done)).not.toEqual(expect.arrayContaining(['input']));
    expect(await numbers(id)).toEqual([1, 2, 3]);
  });

  test('is found by its status and kind', async () => {
    const client = await harness.newInstance();
    const [one, two] = [countingJob(newKind()), countingJob(newKind())];
    const first = await ask(client, one, 1);
    await workOnNext(runnerSource(harness, [one]), 'one', never);
    const second = await ask(client, two, 1);
    const found = async (query: string) =>
      (await client.get(`jobs?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await found('')).toEqual([first, second]);
    expect(await found('status=done')).toEqual([first]);
    expect(await found('status=queued&status=running')).toEqual([second]);
    expect(await found(`kind=${one.kind}`)).toEqual([first]);
    expect(await found('status=failed')).toEqual([]);
  });

  test('is read-only, for every role that reads the instance', async () => {
    const client = await harness.newInstance();
    const id = await ask(client, countingJob(newKind()), 1);
    for (const role of ['reader', 'operator', 'resolver', 'auditor']) {
      const key = await client.create('api-keys', { name: role, scopes: [role] });
      expect((await harness.as(String(key.secret)).get(`jobs/${id}`)).status, role).toBe(200);
    }
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      const path = method === 'POST' ? 'jobs' : `jobs/${id}`;
      expect((await client.request(method, path, {})).status, method).toBe(405);
    }
  });

  test('of an uncommitted write does not exist', async () => {
    const client = await harness.newInstance();
    const handler = countingJob(newKind());
    const refused = client.run(async (ctx) => {
      await enqueue(ctx, handler, { to: 1 });
      throw new DomainError('conflict', 'No.');
    });
    await expect(refused).rejects.toThrow('No.');
    expect((await client.get('jobs')).body.items).toEqual([]);
    expect(await workOnNext(runnerSource(harness, [handler]), 'one', never)).toBe(false);
  });

  test('of a kind that the process does not know is left to those that do', async () => {
    const client = await harness.newInstance();
    const id = await ask(client, countingJob(newKind()), 1);
    expect(await workOnNext(runnerSource(harness, [countingJob(newKind())]), 'one', never)).toBe(false);
    expect((await jobOf(client, id)).status).toBe('queued');
  });
});

describe('a unique kind', () => {
  test('has one unfinished job in an instance, however many requests ask at once', async () => {
    const [client, other] = [await harness.newInstance(), await harness.newInstance()];
    const handler = { ...countingJob(newKind()), unique: true };
    const asked = await Promise.all(upTo(6).map(() => ask(client, handler, 1)));
    expect(new Set(asked).size).toBe(1);
    expect(await ask(other, handler, 1)).not.toBe(asked[0]);
    expect((await client.get('jobs')).body.items).toHaveLength(1);
    const source = runnerSource(harness, [handler]);
    while (await workOnNext(source, 'one', never));
    expect(await ask(client, handler, 1)).not.toBe(asked[0]);
    expect((await client.get('jobs?status=queued')).body.items).toHaveLength(1);
    while (await workOnNext(source, 'one', never));
  });
});

describe('several runners', () => {
  test('work on each job once', { timeout: 60_000 }, async () => {
    const client = await harness.newInstance();
    const kind = newKind();
    const { url } = harness.database;
    const others = url ? upTo(4).map(() => openPostgres(url)) : [];
    const databases = [harness.database, ...others];
    const jobs: string[] = [];
    for (const _ of upTo(12)) jobs.push(await ask(client, countingJob(kind), 4));
    const handlers = databases.map((_, index) => countingJob(kind, `runner ${index}`));
    await Promise.all(
      databases.map(async (database, index) => {
        const source = runnerSource(harness, [handlers[index] as JobHandler], { database });
        while (await workOnNext(source, `runner ${index}`, never));
      }),
    );
    for (const id of jobs) {
      expect(await jobOf(client, id)).toMatchObject({ status: 'done', progress: { done: 4 }, attempts: 1 });
      const written = await numbersOf(harness, id);
      expect(written.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
      expect(new Set(written.map(({ who }) => who)).size, 'one runner did it all').toBe(1);
    }
    expect(handlers.reduce((sum, { begun }) => sum + begun, 0)).toBe(jobs.length);
    await Promise.all(others.map((database) => database.close()));
  });

  test('take over a job that one of them left, from its last commit, and that one writes nothing any more', async () => {
    const client = await harness.newInstance();
    const kind = newKind();
    const clock = clockFrom();
    const [reached, hung] = [gate(), gate()];
    const slow = countingJob(kind, 'slow', async (n) => {
      if (n < 3) return;
      reached.open();
      await hung.opened;
    });
    const id = await ask(client, slow, 5);
    const first = workOnNext(runnerSource(harness, [slow], { clock: clock.now }), 'slow', never);
    await reached.opened;
    const other = countingJob(kind, 'other');
    const source = runnerSource(harness, [other], { clock: clock.now });
    clock.pass(29_000);
    expect(await workOnNext(source, 'other', never), 'while the lease holds').toBe(false);
    clock.pass(2_000);
    expect(await workOnNext(source, 'other', never)).toBe(true);
    hung.open();
    await first;
    expect(await numbersOf(harness, id)).toEqual([
      ...[1, 2].map((n) => ({ n, who: 'slow' })),
      ...[3, 4, 5].map((n) => ({ n, who: 'other' })),
    ]);
    expect(await jobOf(client, id)).toMatchObject({ status: 'done', progress: { done: 5, total: 5 } });
    expect([slow.begun, other.begun]).toEqual([1, 0]);
    expect(harness.logged.some((line) => line.includes(id) && line.includes('taken over'))).toBe(true);
  });

  test('do not repeat a step whose job they lost during its write', async () => {
    const client = await harness.newInstance();
    const handler = countingJob(newKind());
    const thief = vi.fn(async (n: number) => {
      if (n === 2) {
        await harness.database.query(`update jobs set claimed_by = 'thief' where kind = '${handler.kind}'`);
      }
    });
    const robbed = countingJob(handler.kind, 'robbed', thief);
    const id = await ask(client, robbed, 3);
    await workOnNext(runnerSource(harness, [robbed]), 'robbed', never);
    expect(thief).toHaveBeenCalledTimes(2);
    expect(await numbers(id)).toEqual([1]);
    expect(await jobOf(client, id)).toMatchObject({ status: 'running', progress: { done: 1 } });
  });
});

describe('a step that fails', () => {
  test('is tried again from the stored state, later each time, until the job has failed', async () => {
    const client = await harness.newInstance();
    const clock = clockFrom();
    const handler = countingJob(newKind(), 'runner', (n) => {
      if (n === 3) throw new Error(`connect to ${SECRET} failed`, { cause: new Error(SECRET) });
    });
    const id = await ask(client, handler, 5);
    const source = runnerSource(harness, [handler], { clock: clock.now });
    const pauses: number[] = [];
    for (const attempt of upTo(MOST_ATTEMPTS)) {
      clock.pass(1);
      expect(await workOnNext(source, 'one', never), `attempt ${attempt}`).toBe(true);
      const job = await jobOf(client, id);
      expect(job).toMatchObject({ attempts: attempt, progress: { done: 2, total: 5 } });
      expect(job.error).toEqual({ code: 'internal_error', message: expect.stringContaining('The log') });
      if (attempt === MOST_ATTEMPTS) break;
      expect(job.status).toBe('queued');
      pauses.push(new Date(job.run_at).getTime() - clock.now().getTime());
      clock.pass((pauses.at(-1) ?? 0) - 2);
      expect(await workOnNext(source, 'one', never), 'before its time').toBe(false);
      clock.pass(1);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256].map((seconds) => seconds * 1_000));
    expect(await jobOf(client, id)).toMatchObject({ status: 'failed', run_at: null });
    clock.pass(86_400_000);
    expect(await workOnNext(source, 'one', never)).toBe(false);
    expect(handler.begun).toBe(1);
    expect(await numbers(id)).toEqual([1, 2]);
    const told = [JSON.stringify((await client.get('jobs')).body), ...harness.logged, await dump(harness)];
    expect(told.filter((text) => text.includes(SECRET))).toEqual([]);
    expect(harness.logged.some((line) => line.includes(id) && line.includes('frames'))).toBe(true);
  });

  test('reports its error in words of the domain until the job proceeds', async () => {
    const client = await harness.newInstance();
    const clock = clockFrom();
    let broken = true;
    const handler = countingJob(newKind(), 'runner', (n) => {
      const cause = new Error(SECRET);
      if (n === 2 && broken) throw new DomainError('unavailable', 'It does not answer.', {}, { cause });
    });
    const id = await ask(client, handler, 3);
    const source = runnerSource(harness, [handler], { clock: clock.now });
    await workOnNext(source, 'one', never);
    expect((await jobOf(client, id)).error).toEqual({ code: 'unavailable', message: 'It does not answer.' });
    broken = false;
    clock.pass(1_000);
    await workOnNext(source, 'one', never);
    expect(await jobOf(client, id)).toMatchObject({ status: 'done', error: null, attempts: 1 });
    expect(await numbers(id)).toEqual([1, 2, 3]);
  });

  test('rolls back its writes', async () => {
    const client = await harness.newInstance();
    const handler = countingJob(newKind());
    const id = await ask(client, handler, 3);
    await harness.database.query(`insert into test_numbers values ('${id}', 2, 'somebody else')`);
    await workOnNext(runnerSource(harness, [handler]), 'one', never);
    expect(await jobOf(client, id)).toMatchObject({
      status: 'queued',
      progress: { done: 1 },
      error: { code: 'conflict' },
    });
    expect(await numbers(id)).toEqual([1, 2]);
  });

  test('by ending its process is not restarted for ever', async () => {
    const client = await harness.newInstance();
    const clock = clockFrom();
    const begun = vi.fn();
    const handler = countingJob(newKind(), 'runner', async () => {
      begun();
      await new Promise(() => {}); // leaves the job as a killed process does
    });
    const id = await ask(client, handler, 1);
    const source = runnerSource(harness, [handler], { clock: clock.now });
    for (const attempt of upTo(MOST_ATTEMPTS)) {
      void workOnNext(source, `process ${attempt}`, never);
      await vi.waitFor(() => expect(begun).toHaveBeenCalledTimes(attempt), 10_000);
      clock.pass(31_000);
    }
    expect(await workOnNext(source, 'the last', never)).toBe(true);
    expect(begun).toHaveBeenCalledTimes(MOST_ATTEMPTS);
    expect(await jobOf(client, id)).toMatchObject({ status: 'failed', error: { code: 'unavailable' } });
  });
});
