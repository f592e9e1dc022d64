import { openPostgres } from '@berth/db';
import { testDriver } from '@berth/db/testing';
import { describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../support/harness.ts';
import { gate } from '../support/jobs-kit.ts';
import type { Answer } from '../support/json-http.ts';

/** A server with more to do than its database answers refuses the rest instead of letting it wait for ever. */

/** The reads that one connection takes before the first answer, with and without a pooler in front. */
const PLACES = [
  { isPooled: false, places: 8 },
  { isPooled: true, places: 1 },
];

const DEPLOYMENT = { provider_id: 'openai', name: 'D' };

describe.runIf(testDriver() === 'postgres')('a busy database', () => {
  const busyHarness = (isPooled = false): Promise<Harness> =>
    startHarness({
      directly: true,
      around: (opened) => {
        const small = openPostgres(opened.url ?? '', {
          readConnections: 1,
          writeConnections: 1,
          waitSeconds: 0.3,
          isPooled,
        });
        const close = async () => {
          await small.close();
          await opened.close();
        };
        return { ...opened, ...small, close };
      },
    });

  test('refuses a write that finds no free connection, and changes nothing', async () => {
    const harness = await busyHarness();
    const client = await harness.newInstance();
    const held = gate();
    const holding = harness.database.transaction(() => held.opened);
    const answer = await client.post('provider-deployments', DEPLOYMENT);
    held.open();
    await holding;
    expectBusy(answer);
    expect((await client.get('provider-deployments')).body.items).toEqual([]);
    expect((await client.post('provider-deployments', DEPLOYMENT)).status).toBe(200);
  });

  test('refuses a write of each other face in its own format', async () => {
    const harness = await busyHarness();
    const { key } = await harness.newInstance();
    const post = async (path: string, body: object) => {
      const headers = {
        authorization: `Bearer ${key}`,
        'x-api-key': key,
        'content-type': 'application/json',
      };
      const response = await harness.app.request(path, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      return {
        status: response.status,
        wait: response.headers.get('retry-after'),
        body: await response.json(),
      };
    };
    const held = gate();
    const holding = harness.database.transaction(() => held.opened);
    const config = { base_url: 'https://tracer.example.com', api_key: 'k'.repeat(20) };
    const [flowker, informer] = await Promise.all([
      post('/v1/provider-configurations', { name: 'f', providerId: 'tracer', config }),
      post('/api/providers', { name: 'I', type: 'openai', credential: { type: 'api_key', apiKey: 'k' } }),
    ]);
    held.open();
    await holding;
    expect(flowker).toMatchObject({ status: 503, wait: '2', body: { code: 503, title: 'request_failed' } });
    expect(informer).toMatchObject({
      status: 503,
      wait: '2',
      body: { statusCode: 503, error: 'Service Unavailable' },
    });
  });

  const answersOthers =
    'refuses reads beyond those that wait in its connections, and answers the others (pooler: $isPooled)';
  test.each(PLACES)(answersOthers, async ({ isPooled, places }) => {
    const harness = await busyHarness(isPooled);
    const client = await harness.newInstance();
    await client.get('provider-deployments');
    const [locked, held] = [gate(), gate()];
    const holding = harness.database.transaction(async (db) => {
      await db.execute('lock table provider_deployments in access exclusive mode');
      locked.open();
      await held.opened;
    });
    await locked.opened;
    const within = Array.from({ length: places }, () => client.get('provider-deployments'));
    const beyond = await Promise.all([1, 2, 3].map(() => client.get('provider-deployments')));
    held.open();
    await holding;
    for (const answer of beyond) expectBusy(answer);
    expect(new Set((await Promise.all(within)).map(({ status }) => status))).toEqual(new Set([200]));
    expect((await client.get('provider-deployments')).status).toBe(200);
  });
});

function expectBusy({ status, body, headers }: Answer): void {
  expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '2']);
  expect(body.message).toContain('more to do than the database answers');
}
