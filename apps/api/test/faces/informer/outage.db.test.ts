import { testDriver } from '@berth/db/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { expectAway, type Gate, outages, startBehindGate } from '../../support/outage-kit.ts';
import { type InformerClient, informerClient, OPENAI } from './kit.ts';

describe.runIf(testDriver() === 'postgres')('the Informer face, when the database', () => {
  let gate: Gate;
  let informer: InformerClient;

  beforeAll(async () => {
    const started = await startBehindGate();
    gate = started.gate;
    informer = informerClient(started.harness, await started.harness.newInstance());
  });

  test.each(outages)('%s, answers 503 in its own format, and recovers', async (_how, away) => {
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
