import { testDriver } from '@berth/db/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { expectAway, type Gate, outages, startBehindGate } from '../../support/outage-kit.ts';
import { type InformerClient, informerClient, OPENAI } from './kit.ts';

describe.runIf(testDriver() === 'postgres')('while the database is away, on the Informer face', () => {
  let gate: Gate;
  let informer: InformerClient;

  beforeAll(async () => {
    const started = await startBehindGate();
    gate = started.gate;
    informer = informerClient(started.harness, await started.harness.newInstance());
  });

  test.each(outages)('which %s, everything is 503 in its shape; then all goes on', async (_how, away) => {
    const works = async () => expect((await informer.get('/providers')).status).toBe(200);
    await works();
    await away(gate);
    for (const answer of [await informer.get('/providers'), await informer.post('/providers', OPENAI)]) {
      expectAway(answer);
      expect(answer.body).toEqual({
        statusCode: 503,
        error: 'Service Unavailable',
        message: expect.stringContaining('cannot be reached'),
      });
    }
    await gate.open();
    await vi.waitFor(works, 5_000);
    expect((await informer.get('/providers')).body.total ?? 0).toBe(0);
  });
});
