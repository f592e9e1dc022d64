import { expect, test } from 'vitest';
import { isLongRun } from '../../../../../scripts/testing/long.mjs';
import { startHarness } from '../../support/harness.ts';
import { CONFIGS, flowkerClient, TRACER } from './kit.ts';

const CROWD = isLongRun ? 200 : 40;

test('one of very many that want a name has it, and each of the others is told that it is taken', {
  timeout: 120_000,
}, async () => {
  const harness = await startHarness({ directly: true });
  const flowker = flowkerClient(harness, await harness.newInstance());
  const body = { name: 'wanted', providerId: 'tracer', config: TRACER };
  const creates = Array.from({ length: CROWD }, () => flowker.post(CONFIGS, body));
  const [made, ...refused] = (await Promise.all(creates)).toSorted((a, b) => a.status - b.status);
  expect(made?.status).toBe(201);
  for (const { status, body } of refused) expect([status, body.code]).toEqual([409, 'FLK-0291']);
});
