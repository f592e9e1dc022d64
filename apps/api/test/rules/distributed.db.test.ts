import { sentStatements, testDriver } from '@berth/db/testing';
import { jobHandlers, lookAfter } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { checkStatements } from '../support/distribution/check.ts';
import { startHarness } from '../support/harness.ts';
import { runnerSource } from '../support/jobs-kit.ts';
import { makeConfig, makeDeployment, makeProvider, publish, VALUE } from '../support/rules-kit.ts';

/* The statements that differ where tables are distributed, on a database that has all rows in one place. */

const harness = await startHarness({
  directly: true,
  around: async (database) => ({ ...database, isDistributed: true }),
});
const { url } = harness.database;

/** The lists of the Informer face that are read by offset. */
const LISTS = ['providers', 'models'];

describe.runIf(testDriver() === 'postgres')('a server on distributed tables', () => {
  test('finds work that falls due by itself in the instances that have some, one by one', async () => {
    const [client, other] = [await harness.newInstance(), await harness.newInstance()];
    for (const one of [client, other]) {
      const provider = await makeProvider(one);
      await makeDeployment(one, provider, { follow: one === client ? 'safe' : null });
      const config = await makeConfig(one, provider, { value: VALUE });
      if (one === other)
        await one.patch(`provider-configs/${config.id}`, { value: { token: 'another-token' } });
      await publish(one, provider, '2');
    }
    harness.settings.keptRevisions = 1;
    await lookAfter(runnerSource(harness, jobHandlers));
    harness.settings.keptRevisions = null;
    const kinds = async ({ get }: typeof client) =>
      (await get('jobs')).body.items.map(({ kind }: { kind: string }) => kind);
    expect(await kinds(client)).toEqual(['provider-deployments.follow']);
    expect(await kinds(other)).toEqual(['value-revisions.purge']);
  });

  test('asks one node for a list by offset, and for every statement with a subquery', async () => {
    const client = await harness.newInstance();
    for (const path of LISTS) {
      expect((await client.request('GET', `api/${path}`)).status).toBe(200);
    }
    const found = await checkStatements(url ?? '', sentStatements());
    expect(
      found.map(({ text }) => text).filter((text) => /"instance_id" >= |\(\s*select |exists/.test(text)),
    ).toEqual([]);
    expect(found.flatMap(({ functions }) => functions)).toEqual([]);
  });
});
