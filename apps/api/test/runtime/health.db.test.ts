import { randomBytes } from 'node:crypto';
import type { Database } from '@berth/db';
import { createKeyRing, createSecrets } from '@berth/secrets';
import { describe, expect, test } from 'vitest';
import { type AppDeps, createApp } from '../../src/app.ts';
import { readinessOf } from '../../src/server/readiness.ts';
import { startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';

const harness = await startHarness();
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** The application with another database, or while it takes no work. */
const appWith = (changes: Partial<Pick<AppDeps, 'database' | 'ready' | 'readiness'>>) =>
  createApp({
    database: harness.database,
    secrets: {} as never,
    settings: harness.settings,
    log: quiet,
    version: '0.0.0-test',
    trustProxy: false,
    ready: () => true,
    ...changes,
  });

async function ask(app: { request: typeof harness.app.request }, path: string) {
  const response = await app.request(path);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** A database that is unavailable. */
const away = {
  ...harness.database,
  read: { execute: () => Promise.reject(new Error('connection refused at 10.0.0.1')) },
} as unknown as Database;

const ready = (checks: object, status = 'healthy') => ({
  status,
  checks,
  version: '0.0.0-test',
  deployment_mode: 'self-hosted',
});

describe('without a key', () => {
  test('/health reports the state of the database', async () => {
    const healthy = await ask(harness.app, '/health');
    expect(healthy).toEqual({
      status: 200,
      body: {
        status: 'healthy',
        version: '0.0.0-test',
        uptime: expect.stringMatching(/^(\d+h)?(\d+m)?\d+s$/),
        timestamp: expect.stringMatching(/Z$/),
        checks: { database: { status: 'healthy', message: 'connected' } },
      },
    });
    const sick = await ask(appWith({ database: away }), '/health');
    expect([sick.status, sick.body.status, sick.body.checks.database]).toEqual([
      503,
      'unhealthy',
      { status: 'unhealthy', message: expect.stringContaining('The database cannot be reached') },
    ]);
  });

  test('/health/live reports the state of the process alone', async () => {
    for (const app of [harness.app, appWith({ database: away, ready: () => false })]) {
      for (const path of ['/healthz', '/health/live']) expect((await ask(app, path)).status).toBe(200);
    }
  });

  test('/readyz and /health/ready report whether the process takes work', async () => {
    for (const path of ['/readyz', '/health/ready']) {
      const up = { postgresql: { status: 'up' } };
      expect(await ask(harness.app, path)).toEqual({ status: 200, body: ready(up) });
      const down = { postgresql: { status: 'down' } };
      const sick = await ask(appWith({ database: away }), path);
      expect(sick).toEqual({ status: 503, body: ready(down, 'unhealthy') });
      const draining = await ask(appWith({ ready: () => false }), path);
      expect(draining).toEqual({ status: 503, body: ready({}, 'unhealthy') });
    }
  });

  test('/readyz is 503 without a migration of this version, or with a master key that is wrong', async () => {
    const [yes, no] = [async () => true, async () => false];
    const up = { status: 'up' };
    const down = { status: 'down' };
    for (const [readiness, status, checks] of [
      [{ migrations: yes, keys: yes }, 200, { migrations: up, keys: up }],
      [{ migrations: no, keys: yes }, 503, { migrations: down, keys: up }],
      [{ migrations: yes, keys: no }, 503, { migrations: up, keys: down }],
      [
        { migrations: () => Promise.reject(new Error('away')), keys: yes },
        503,
        { migrations: down, keys: up },
      ],
    ] as const) {
      const answer = await ask(appWith({ readiness }), '/readyz');
      expect([answer.status, answer.body.checks]).toEqual([status, { postgresql: up, ...checks }]);
    }
  });

  test('a process is ready with its keys and migrations, a newer schema included, and not without them', async () => {
    const checks = readinessOf(harness.database, harness.secrets);
    expect([await checks.migrations(), await checks.keys()]).toEqual([true, true]);
    const others = createSecrets(createKeyRing([{ key: randomBytes(32) }]));
    expect(await readinessOf(harness.database, others).keys()).toBe(false);
    const insert = 'insert into drizzle.__drizzle_migrations (hash, created_at) values';
    await harness.database.query(`${insert} ('newer', ${Date.now()})`);
    expect(await checks.migrations()).toBe(true);
    await harness.database.query('delete from drizzle.__drizzle_migrations where id > 3');
    expect(await checks.migrations()).toBe(false);
  });

  test('/version reports the version and the time', async () => {
    expect((await ask(harness.app, '/version')).body).toEqual({
      name: 'berth',
      version: '0.0.0-test',
      requestDate: expect.stringMatching(/Z$/),
    });
  });

  test("the uptime is written in Go's format", async () => {
    const start = Date.now();
    for (const [seconds, uptime] of [
      [7, '7s'],
      [61, '1m1s'],
      [3_600, '1h0m0s'],
      [90_061, '25h1m1s'],
    ] as const) {
      let now = start;
      const app = createApp({
        database: harness.database,
        secrets: {} as never,
        settings: harness.settings,
        log: quiet,
        version: '0',
        trustProxy: false,
        ready: () => true,
        clock: () => new Date(now),
      });
      now += seconds * 1000;
      expect((await ask(app, '/health')).body.uptime).toBe(uptime);
    }
  });
});
