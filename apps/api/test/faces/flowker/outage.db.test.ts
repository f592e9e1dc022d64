import { testDriver } from '@berth/db/testing';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { expectAway, type Gate, outages, startBehindGate } from '../../support/outage-kit.ts';
import { CONFIGS, type FlowkerClient, flowkerClient, TRACER } from './kit.ts';

describe.runIf(testDriver() === 'postgres')('the Flowker face, when the database', () => {
  let gate: Gate;
  let flowker: FlowkerClient;
  let logged: string[];

  beforeAll(async () => {
    const started = await startBehindGate();
    gate = started.gate;
    logged = started.harness.logged;
    flowker = flowkerClient(started.harness, await started.harness.newInstance());
  });

  test.each(outages)('%s, answers 503 in its own format, and recovers', async (_how, away) => {
    const works = async () => expect((await flowker.get(CONFIGS)).status).toBe(200);
    await works();
    await away(gate);
    logged.length = 0;
    const answers = [
      await flowker.get(CONFIGS),
      await flowker.post(CONFIGS, { name: 'Lost', providerId: 'tracer', config: TRACER }),
    ];
    for (const answer of answers) {
      expectAway(answer);
      expect(answer.body).toEqual({
        code: 503,
        title: 'request_failed',
        message: 'The database cannot be reached, and nothing was changed.',
      });
    }
    expect(logged.filter((line) => line.includes('"unreachable"'))).toHaveLength(2);
    await gate.open();
    await vi.waitFor(works, 5_000);
    expect(JSON.stringify((await flowker.get(CONFIGS)).body)).not.toContain('Lost');
  });
});
