import { testDriver } from '@berth/db/testing';
import { transact } from '@berth/resource';
import { describe, expect, test } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { startHarness } from '../support/harness.ts';
import { makeConfig, makeProvider, VALUE } from '../support/rules-kit.ts';

/* Very many writers at once, and transactions that the database ends because of the others. */

const harness = await startHarness({ directly: true });
const CROWD = isLongRun ? 200 : 40;

test('one of very many that want a handle has it, and each of the others is told that it is taken', {
  timeout: 120_000,
}, async () => {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  const config = { provider_id: provider.id, value: VALUE, handle: 'wanted' };
  const creates = Array.from({ length: CROWD }, () => client.post('provider-configs', config));
  const [made, ...refused] = (await Promise.all(creates)).toSorted((a, b) => a.status - b.status);
  expect(made?.status).toBe(200);
  for (const { status, body } of refused) expect([status, body.reason]).toEqual([409, 'taken']);
  const { items } = (await client.get('provider-configs?handle=wanted')).body;
  expect(items).toHaveLength(1);
});

describe.runIf(testDriver() === 'postgres')('a transaction that meets a deadlock', () => {
  test('starts again, and its caller does not notice', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const rows = await Promise.all([makeConfig(client, provider), makeConfig(client, provider)]);
    let meeting = 0;
    let meet = (): void => {};
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const tries = [0, 0];
    const lockBoth = (first: number) =>
      transact(harness, async (db) => {
        tries[first] = (tries[first] ?? 0) + 1;
        const lock = (n: number) =>
          db.execute(`select from provider_configs where id = '${rows[n]?.id}' for update`);
        await lock(first);
        if (++meeting === 2) meet();
        await met;
        await lock(1 - first);
        return 'done';
      });
    expect(await Promise.all([lockBoth(0), lockBoth(1)])).toEqual(['done', 'done']);
    expect(tries.toSorted()).toEqual([1, 2]);
  });

  test.each(['40P01', '40001'])(
    'gives up with a conflict, not a failure, after a number of tries: %s',
    async (state) => {
      let tries = 0;
      const failing = transact(harness, async (db) => {
        tries++;
        await db.execute(`do $$ begin raise exception 'again' using errcode = '${state}'; end $$`);
      });
      await expect(failing).rejects.toMatchObject({ code: 'conflict', message: 'Too many writers at once.' });
      expect(tries).toBe(8);
    },
  );
});
