import { expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { connect, listen } from '../support/official-client.ts';
import { at } from './setup.ts';

const harness = await startHarness({ rateLimit: { requests: 2, seconds: 1, exemptsBootstrap: true } });
const apiHost = await listen(harness);

test('the official client waits for the next window and then continues', async () => {
  harness.setClock(at(9));
  const { key, instanceId } = await harness.newInstance();
  const statuses: number[] = [];
  /** Moves the clock while the client waits. */
  const clocked: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    statuses.push(response.status);
    if (response.status === 429) harness.setClock(new Date(at(9).getTime() + 1_000));
    return response;
  };
  const official = connect({ apiKey: key, apiHost, fetch: clocked });
  for (let n = 0; n < 3; n++) expect((await official.instance.get()).id).toBe(instanceId);
  expect(statuses).toEqual([200, 200, 429, 200]);
});
