import type { Database } from '@berth/db';
import { describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { startHarness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';

const harness = await startHarness();
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** The application with another database, or while it takes no work. */
const appWith = (changes: { database?: Database; ready?: () => boolean }) =>
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
      expect((await ask(app, '/health/live')).status).toBe(200);
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
