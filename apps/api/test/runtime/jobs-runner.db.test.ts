import { enqueue, lookAfter, SYSTEM_KEY, startRunner, workOnNext } from '@berth/domain';
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

/** The loop of a process that works on jobs: polling, pausing and stopping. */

const harness = await startHarness();
await makeNumbers(harness);
const SECRET = 'sk-live-5c0ffee5c0ffee';

describe('a runner', () => {
  test('works at once on jobs that its own process has enqueued', async () => {
    const client = await harness.newInstance();
    const handler = countingJob(newKind());
    const runner = startRunner(runnerSource(harness, [handler], { pollMs: 600_000 }));
    for (const _ of upTo(3)) {
      const id = await ask(client, handler, 2);
      await vi.waitFor(async () => expect((await jobOf(client, id)).status).toBe('done'), 10_000);
    }
    await runner.stop();
    const id = await ask(client, handler, 1);
    expect(await workOnNext(runnerSource(harness, [handler]), 'another', never)).toBe(true);
    expect((await jobOf(client, id)).status).toBe('done');
  });

  test('misses no job that is enqueued while it looks and finds nothing', async () => {
    const client = await harness.newInstance();
    const handler = countingJob(newKind());
    const { database } = harness;
    let id = '';
    const watched: typeof database = {
      ...database,
      transaction: async (run) => {
        const found = await database.transaction(run);
        if (found === null && id === '') {
          id = await client.run((ctx) => enqueue({ ...ctx, database: watched }, handler, { to: 1 }));
        }
        return found;
      },
    };
    const runner = startRunner(runnerSource(harness, [handler], { database: watched, pollMs: 600_000 }));
    await vi.waitFor(async () => expect((await jobOf(client, id)).status).toBe('done'), 10_000);
    await runner.stop();
  });

  test('finds in time jobs that another process has enqueued', async () => {
    const client = await harness.newInstance();
    const handler = countingJob(newKind());
    const clock = clockFrom();
    const runner = startRunner(runnerSource(harness, [handler], { pollMs: 20, clock: clock.now }));
    const id = await ask(client, countingJob('never'), 2);
    await harness.database.query(`update jobs set kind = '${handler.kind}' where id = '${id}'`);
    await vi.waitFor(async () => expect((await jobOf(client, id)).status).toBe('done'), 10_000);
    await runner.stop();
  });

  test('that is stopped finishes its step and releases the job, for others to continue at once', async () => {
    const client = await harness.newInstance();
    const kind = newKind();
    const [reached, released] = [gate(), gate()];
    const handler = countingJob(kind, 'first', async (n) => {
      if (n < 2) return;
      reached.open();
      await released.opened;
    });
    const id = await ask(client, handler, 4);
    const runner = startRunner(runnerSource(harness, [handler]));
    await reached.opened;
    const stopped = runner.stop();
    released.open();
    await stopped;
    expect(await jobOf(client, id)).toMatchObject({ status: 'queued', progress: { done: 2 }, attempts: 0 });
    expect(await workOnNext(runnerSource(harness, [countingJob(kind, 'second')]), 'second', never)).toBe(
      true,
    );
    expect((await numbersOf(harness, id)).map(({ who }) => who)).toEqual([
      'first',
      'first',
      'second',
      'second',
    ]);
  });

  test('alternates between jobs', async () => {
    const client = await harness.newInstance();
    const clock = clockFrom();
    const order: string[] = [];
    const taking = (kind: string) =>
      countingJob(kind, 'runner', () => {
        order.push(kind);
        clock.pass(6_000);
      });
    const [long, short] = [taking(newKind()), taking(newKind())];
    await ask(client, long, 4);
    await ask(client, short, 1);
    const source = runnerSource(harness, [long, short], { clock: clock.now });
    while (await workOnNext(source, 'one', never));
    expect(order).toEqual([long, long, short, long, long].map(({ kind }) => kind));
  });

  test('continues after an error of the database', async () => {
    const client = await harness.newInstance();
    const handler = countingJob(newKind());
    const { database } = harness;
    let failing = 2;
    const flaky: typeof database = {
      ...database,
      transaction: (run) => (failing-- > 0 ? Promise.reject(new Error(SECRET)) : database.transaction(run)),
    };
    const id = await ask(client, handler, 2);
    const runner = startRunner(runnerSource(harness, [handler], { database: flaky, pollMs: 5 }));
    await vi.waitFor(async () => expect((await jobOf(client, id)).status).toBe('done'), 10_000);
    await runner.stop();
    expect(harness.logged.join()).not.toContain(SECRET);
  });
});

describe('maintenance', () => {
  test('removes jobs that ended more than 30 days ago, and no others', async () => {
    const client = await harness.newInstance();
    const handler = countingJob(newKind());
    const done = await ask(client, handler, 1);
    const clock = clockFrom();
    const source = runnerSource(harness, [handler], { clock: clock.now });
    await workOnNext(source, 'one', never);
    const waiting = await ask(client, countingJob(newKind()), 1);
    const ids = async () => (await client.get('jobs')).body.items.map(({ id }: { id: string }) => id);
    clock.pass(30 * 86_400_000 - 1);
    await lookAfter(source);
    expect(await ids()).toEqual([done, waiting]);
    clock.pass(2);
    await lookAfter(source);
    expect(await ids()).toEqual([waiting]);
  });

  test('enqueues a due kind once, in the instances where it is due', async () => {
    const [client, other] = [await harness.newInstance(), await harness.newInstance()];
    const handler = { ...countingJob(newKind()), unique: true, due: async () => [client.instanceId] };
    const source = runnerSource(harness, [handler]);
    await Promise.all([lookAfter(source), lookAfter(source)]);
    await lookAfter(source);
    expect((await client.get('jobs')).body.items).toMatchObject([
      { kind: handler.kind, created_by: SYSTEM_KEY },
    ]);
    expect((await other.get('jobs')).body.items).toEqual([]);
  });

  test('looks after the other kinds when one cannot be looked after, and after that one a minute later', async () => {
    const client = await harness.newInstance();
    let failing = 1;
    const broken = {
      ...countingJob(newKind()),
      due: async () => {
        if (failing-- > 0) throw new Error(SECRET);
        return [client.instanceId];
      },
    };
    const sound = { ...countingJob(newKind()), due: async () => [client.instanceId] };
    const clock = clockFrom();
    const runner = startRunner(runnerSource(harness, [broken, sound], { clock: clock.now, pollMs: 5 }));
    const kinds = async () => (await client.get('jobs')).body.items.map(({ kind }: { kind: string }) => kind);
    await vi.waitFor(async () => expect(await kinds()).toEqual([sound.kind]), 10_000);
    clock.pass(60_000);
    await vi.waitFor(async () => expect(await kinds()).toEqual([sound.kind, broken.kind]), 10_000);
    await runner.stop();
    expect(harness.logged.join()).not.toContain(SECRET);
  });
});
