import { randomBytes } from 'node:crypto';
import { openPostgres, unreachableCode } from '@berth/db';
import { createServerDatabase, testDriver } from '@berth/db/testing';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Client, Harness } from '../support/harness.ts';
import {
  expectAway,
  expectAwayOrBusy,
  type Gate,
  openGate,
  outages,
  startBehindGate,
} from '../support/outage-kit.ts';
import { buildServer, startProcess } from '../support/server-process.ts';

/** A database that becomes unavailable while Berth serves. The embedded one is part of the process and cannot. */

const DEPLOYMENT = { provider_id: 'openai', name: 'D' };

describe.runIf(testDriver() === 'postgres')('an outage of the database', () => {
  let harness: Harness;
  let gate: Gate;
  let client: Client;

  beforeAll(async () => {
    ({ harness, gate } = await startBehindGate());
    client = await harness.newInstance();
  });
  afterEach(() => gate.open());

  const named = async (name: string) => {
    const [row] = await harness.database.query(
      `select count(*)::int as rows from provider_deployments where name = '${name}'`,
    );
    return row?.rows;
  };
  /** Renews the connections, so that none has sent COMMIT yet: the driver sends that text only once on each. */
  const onNewConnections = async () => {
    gate.reset();
    const stop = new Error('Enough');
    const rolledBack = () => harness.database.transaction(() => Promise.reject(stop));
    await vi.waitFor(() => expect(rolledBack()).rejects.toBe(stop), 5_000);
  };
  const works = async () => {
    expect((await client.get('provider-deployments')).status).toBe(200);
    expect((await client.post('provider-deployments', DEPLOYMENT)).status).toBe(200);
  };

  test.each(outages)(
    'when it %s, every answer is 503, /health too, and service resumes afterwards',
    async (_how, away) => {
      await works();
      await away(gate);
      harness.logged.length = 0;
      const headers = { authorization: `Bearer ${client.key}`, accept: 'application/problem+json' };
      const [problem, ...answers] = await Promise.all([
        harness.app.request('/instance', { headers }),
        client.get('provider-deployments'),
        client.post('provider-deployments', DEPLOYMENT),
        client.get('audit-events/export'),
        harness.as(randomBytes(20).toString('hex')).get('instance'),
      ]);
      expect(await problem.json()).toMatchObject({ status: 503, type: '/docs/errors#unavailable' });
      for (const answer of answers) expectAway(answer);
      const failures = harness.logged.filter((line) => line.includes('"unreachable"'));
      expect(failures).toHaveLength(5);
      // The driver's own message quotes the statement and its parameters.
      expect(failures.join()).not.toContain('params:');
      const healths = await Promise.all(['/health', '/readyz'].map((path) => harness.app.request(path)));
      expect(healths.map(({ status }) => status)).toEqual([503, 503]);
      expect((await harness.app.request('/health/live')).status).toBe(200);
      await gate.open();
      await vi.waitFor(works, 5_000);
      expect((await harness.app.request('/health')).status).toBe(200);
    },
  );

  test.each(outages)('when it %s, many simultaneous requests wait no longer than one', async (_how, away) => {
    await away(gate);
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        n % 2 ? client.get('provider-deployments') : client.post('provider-deployments', DEPLOYMENT),
      ),
    );
    for (const answer of answers) expectAwayOrBusy(answer);
    await gate.open();
    await vi.waitFor(works, 5_000);
  });

  test('a request gets new connections when the old ones have ended', async () => {
    await works();
    await harness.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await vi.waitFor(works, 5_000);
  });

  test('the error of an ended connection goes to the statement in progress, and not to the next one', async () => {
    const database = openPostgres(gate.url, { readConnections: 1 });
    const long = database.read.execute('select pg_sleep(60)').then(
      () => null,
      (error: unknown) => unreachableCode(error),
    );
    await vi.waitFor(async () => {
      const ended = await harness.database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query = 'select pg_sleep(60)'`,
      );
      expect(ended).toHaveLength(1);
    }, 5_000);
    expect(await long).not.toBeNull();
    expect(await database.read.execute('select 1 as one')).toEqual([{ one: 1 }]);
    await database.close();
  });

  test.each(['before', 'after'] as const)(
    'a write whose connection is lost %s it runs is undone and answered with 503',
    async (when) => {
      await onNewConnections();
      const name = `Lost ${when}`;
      gate.cutAt('insert into "provider_deployments"', when);
      expectAway(await client.post('provider-deployments', { ...DEPLOYMENT, name }));
      expect(await named(name)).toBe(0);
      await works();
    },
  );

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)(
    'a connection lost %s the commit is 503 that tells of an unknown outcome; the same key reveals it',
    async (when, rows) => {
      await onNewConnections();
      const name = `Unknown ${when}`;
      const again = () =>
        client.request('POST', 'provider-deployments', { ...DEPLOYMENT, name }, { 'idempotency-key': name });
      gate.cutAt('commit', when);
      expect(await again()).toMatchObject({
        status: 503,
        body: { code: 'unavailable', reason: 'outcome_unknown' },
      });
      expect(await named(name)).toBe(rows);
      expect(harness.logged.join()).toContain('"OutcomeUnknown"');
      const known = await again();
      expect([known.status, known.headers.get('idempotency-replayed')]).toEqual([200, rows ? 'true' : null]);
      expect(await named(name)).toBe(1);
    },
  );

  test('a transaction that continues without its connection writes nothing, and the process survives', async () => {
    await harness.database.query('create table test_lost (n integer)');
    let release = () => {};
    const recovered = new Promise<void>((resolve) => {
      release = resolve;
    });
    let second: Promise<string> | undefined;
    const lost = harness.database.transaction(async (tx) => {
      await tx.execute('insert into test_lost values (1)');
      gate.reset();
      await recovered;
      second = tx.execute('insert into test_lost values (2)').then(
        () => 'written',
        () => 'refused',
      );
      await second;
    });
    await expect(lost).rejects.toThrow();
    await vi.waitFor(works, 5_000);
    release();
    await vi.waitFor(async () => expect(await second).toBe('refused'), 5_000);
    expect(await harness.database.query('select n from test_lost')).toEqual([]);
  });
});

describe.runIf(testDriver() === 'postgres')('a process that lost its database', () => {
  beforeAll(buildServer, 60_000);

  test('serves again without a restart, with its background work and the key changes of others', {
    timeout: 60_000,
  }, async () => {
    const { url, drop } = await createServerDatabase('migrated');
    const gate = await openGate(url);
    const env = {
      BERTH_MASTER_KEY: randomBytes(32).toString('base64'),
      BERTH_JOBS_POLL_MS: '50',
      LOG_LEVEL: 'error',
    };
    const server = await startProcess({ ...env, DATABASE_URL: gate.url });
    const other = await startProcess({ ...env, DATABASE_URL: url });
    const ask = async (at: { url: string }, path: string, key = server.key, body?: object) => {
      const response = await fetch(`${at.url}${path}`, {
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: (await response.json()) as Record<string, string> };
    };
    for (const away of [gate.drop, gate.close]) {
      const { body: key } = await ask(other, '/api-keys', server.key, { name: 'K', scopes: ['reader'] });
      expect((await ask(server, '/instance', key.secret)).status).toBe(200);
      await away();
      await vi.waitFor(async () => expect((await ask(server, '/instance')).status).toBe(503), 5_000);
      await vi.waitFor(() => expect(server.output()).toContain('working on a job failed'), 5_000);
      expect((await ask(server, '/health')).status).toBe(503);
      const revoked = await fetch(`${other.url}/api-keys/${key.id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${server.key}` },
      });
      expect(revoked.status).toBe(200);
      await gate.open();
      await vi.waitFor(async () => expect((await ask(server, '/instance')).status).toBe(200), 5_000);
      await vi.waitFor(
        async () => expect((await ask(server, '/instance', key.secret)).status).toBe(401),
        5_000,
      );
      const { body: job } = await ask(server, '/encryption/rotate', server.key, {});
      await vi.waitFor(
        async () => expect((await ask(server, `/jobs/${job.id}`)).body.status).toBe('done'),
        10_000,
      );
    }
    expect(server.output()).not.toMatch(/[Uu]nhandled|uncaught/);
    expect(await Promise.all([server.stop(), other.stop()])).toEqual([0, 0]);
    await gate.close();
    await drop();
  });
});
