import { randomBytes } from 'node:crypto';
import { testDriver } from '@berth/db/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { readSettings } from '../../src/env.ts';
import { startServer } from '../../src/server/start.ts';
import type { Client, Harness } from '../support/harness.ts';
import type { Answer } from '../support/json-http.ts';
import { caughtUp, pauseReplay, type Served, startOn, startPair } from '../support/replica-kit.ts';
import { makeProvider } from '../support/rules-kit.ts';

/** Reads of a streaming standby. Its replay is paused, so that an answer of it is older than one of the primary. */

const LIST = 'provider-deployments';

describe.runIf(testDriver() === 'postgres')('reads of a replica', () => {
  let pair: { primary: Served; standby: Served };
  let harness: Harness;
  let states: string[];
  let statements: string[];
  let client: Client;

  beforeAll(async () => {
    pair = await startPair();
    ({ harness, states, statements } = await startOn(pair.primary.server.url, [pair.standby.server.url]));
    await harness.database.replicas?.start();
    client = await harness.newInstance();
  });

  const make = (name: string): Promise<Answer> => client.post(LIST, { provider_id: 'openai', name });
  const positionOf = ({ headers }: Answer): string => headers.get('berth-position') ?? '';
  const read = (path: string, headers: Record<string, string> = {}) =>
    client.request('GET', path, undefined, headers);
  const namesOf = ({ body }: Answer): string[] => body.items.map(({ name }: { name: string }) => name);
  const served = () => harness.database.replicas?.reports()[0]?.requests ?? 0;

  /** Runs while the standby holds what there is now, and shows nothing newer. */
  const whilePaused = async (run: () => Promise<void>): Promise<void> => {
    await caughtUp(pair);
    const resume = await pauseReplay(pair.standby);
    await run().finally(resume);
  };

  test('a write answers a position, and a read with it is never older than the write, on every face', async () => {
    await whilePaused(async () => {
      const { slug } = await makeProvider(client);
      const made = await make('Newer');
      const position = positionOf(made);
      expect(position).toMatch(/^[0-9A-F]{8}-[0-9A-F]{16}$/);
      const { id } = made.body;
      const before = served();
      expect(namesOf(await read(LIST))).toEqual([]);
      expect((await read(`${LIST}/${id}`)).status).toBe(404);
      expect(served()).toBe(before + 2);
      const asked = { 'berth-position': position };
      expect(namesOf(await read(LIST, asked))).toEqual(['Newer']);
      expect((await read(`${LIST}/${id}`, asked)).status).toBe(200);
      const informer = async (headers = {}) => (await read('api/providers', headers)).body.total;
      expect([await informer(), await informer(asked)]).toEqual([0, 1]);
      expect(served()).toBe(before + 3);
      const flowker = async (headers = {}) => {
        const { body } = await read('v1/catalog/providers', { 'x-api-key': client.key, ...headers });
        return body.some((provider: { id: string }) => provider.id === slug);
      };
      expect([await flowker(), await flowker(asked)]).toEqual([false, true]);
      expect(served()).toBe(before + 4);
      expect((await client.patch(`${LIST}/${id}`, { name: 'Newest' })).status).toBe(200);
    });
  });

  test('a replica that has replayed a position answers it, with as many statements as without one', async () => {
    const position = positionOf(await make('Shared'));
    await caughtUp(pair);
    /** The fewest statements of some reads, because a check of the replicas may come in between. */
    const counted = async (headers: Record<string, string>) => {
      const counts: number[] = [];
      for (let times = 0; times < 5; times++) {
        const [before, from] = [served(), statements.length];
        expect(namesOf(await read(LIST, headers))).toContain('Shared');
        expect(served()).toBe(before + 1);
        counts.push(statements.length - from);
      }
      return Math.min(...counts);
    };
    await counted({});
    const plain = await counted({});
    expect(await counted({ 'berth-position': position })).toEqual(plain);
  });

  test('no answer is 304 against data that is newer than the position, and none mixes two servers', async () => {
    await whilePaused(async () => {
      const old = (await read(LIST)).headers.get('etag') ?? '';
      const again = (tag: string, headers = {}) => read(LIST, { 'if-none-match': tag, ...headers });
      for (const _ of [1, 2]) expect((await again(old)).status).toBe(304);
      const asked = { 'berth-position': positionOf(await make('After the tag')) };
      const fresh = await again(old, asked);
      expect([fresh.status, namesOf(fresh).includes('After the tag')]).toEqual([200, true]);
      const tag = fresh.headers.get('etag') ?? '';
      for (const _ of [1, 2]) expect((await again(tag, asked)).status).toBe(304);
      expect((await again(old)).status).toBe(304);
      expect((await again(tag)).headers.get('etag')).toBe(old);
      expect((await again(old, asked)).status).toBe(200);
    });
  });

  test('a list that notes who reads it is read where the note is written', async () => {
    await whilePaused(async () => {
      await make('Noted');
      const { body } = await read('audit-events?order=desc&limit=100');
      const actions = body.items.map(({ action }: { action: string }) => action);
      expect(actions).toContain('provider-deployments.create');
    });
  });

  test.each([
    ['the root face', LIST, { code: 'invalid_data', errors: [{ path: ['Berth-Position'] }] }],
    ['the Flowker face', 'v1/catalog/providers', { code: 'FLK-0304' }],
    ['the Informer face', 'api/providers', { statusCode: 400, error: 'Bad Request' }],
  ] as const)('a malformed position is 400 in the shape of %s', async (_face, path, shape) => {
    const key = { 'x-api-key': client.key, authorization: `Bearer ${client.key}` };
    for (const position of ['x', '00000001-0000', `${'0'.repeat(8)}-${'g'.repeat(16)}`]) {
      const headers = { ...key, 'berth-position': position };
      const answer = await harness.app.request(`/${path}`, { headers });
      const body = await answer.json();
      expect(answer.status).toBe(400);
      expect(body).toMatchObject(shape);
      expect(JSON.stringify(body)).toContain('Berth-Position');
    }
  });

  test('a malformed position is refused by a write, which then does nothing', async () => {
    const body = { provider_id: 'openai', name: 'Refused' };
    const answer = await client.request('POST', LIST, body, { 'berth-position': 'x' });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await pair.primary.sql('select name from provider_deployments'))).not.toContain(
      'Refused',
    );
  });

  test('readyz tells the state and the lag of a replica', async () => {
    await whilePaused(async () => {
      await make('Lagging');
      await vi.waitFor(async () => {
        const { replicas } = (await (await harness.app.request('/readyz')).json()) as { replicas: object[] };
        expect(replicas).toEqual([{ status: 'up', lag_seconds: expect.any(Number) }]);
        const [report] = harness.database.replicas?.reports() ?? [];
        expect(report?.lag?.bytes).toBeGreaterThan(0);
        expect(report?.lag?.seconds).toBeGreaterThan(0);
      }, 5_000);
    });
  });

  test('a server with DATABASE_READ_URLS shows the replica in its metrics, and logs its state once', {
    timeout: 60_000,
  }, async () => {
    await pair.primary.sql('create database served');
    await caughtUp(pair);
    const at = ({ server }: Served): string => server.url.replace(/[^/]*$/, 'served');
    const lines: object[] = [];
    const note = (fields: object) => void lines.push(fields);
    const settings = readSettings({
      PORT: '0',
      METRICS_PORT: '0',
      DATABASE_URL: at(pair.primary),
      DATABASE_READ_URLS: at(pair.standby),
      BERTH_MASTER_KEY: randomBytes(32).toString('base64'),
    });
    const server = await startServer(settings, { info: note, warn: note, error: note });
    const { host } = new URL(at(pair.standby));
    await vi.waitFor(async () => {
      const metrics = await (await fetch(server.metricsUrl ?? '')).text();
      expect(metrics).toContain(`berth_replica_up{replica="${host}"} 1`);
      expect(metrics).toContain(`berth_replica_lag_bytes{replica="${host}"} 0`);
    }, 5_000);
    const headers = { authorization: `Bearer ${server.createdKey}` };
    expect((await fetch(`${server.url}/providers`, { headers })).status).toBe(200);
    const metrics = await (await fetch(server.metricsUrl ?? '')).text();
    expect(metrics).toContain(`berth_replica_requests_total{replica="${host}"} 1`);
    expect(lines.filter((fields) => 'replica' in fields)).toEqual([{ replica: host, state: 'up' }]);
    await server.stop();
  });

  test('a connection that the replica ends costs no answer', async () => {
    await pair.standby.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'berth' and pid <> pg_backend_pid()",
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => read(LIST)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  test('a replica that is promoted takes no reads, with one line; nor does one that is gone', async () => {
    await vi.waitFor(() => expect(states.at(-1)).toBe('up'), 5_000);
    states.length = 0;
    await pair.standby.sql('select pg_promote()');
    await vi.waitFor(() => expect(states).toEqual(['promoted']), 10_000);
    await make('On the primary alone');
    expect(namesOf(await read(LIST))).toContain('On the primary alone');
    await pair.standby.server.kill();
    await vi.waitFor(() => expect(states).toEqual(['promoted', 'unreachable']), 10_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => read(LIST)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const ready = await harness.app.request('/readyz');
    expect([ready.status, await ready.json()]).toEqual([
      200,
      expect.objectContaining({ replicas: [{ status: 'down', lag_seconds: null }] }),
    ]);
  });
});
