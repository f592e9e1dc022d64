import { jobHandlers, lookAfter, workOnNext } from '@berth/domain';
import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { never, runnerSource } from '../support/jobs-kit.ts';
import { network, startOAuthProvider } from '../support/oauth-kit.ts';
import { CONFIGS, tokensKit } from '../support/tokens-kit.ts';

const harness = await startHarness({ network });
const { connected, refreshLater, eventsOf } = tokensKit(harness, await startOAuthProvider());

describe('the job that refreshes', () => {
  /** Works on every job that is due at a time from now, as the server does. */
  async function work(ms: number): Promise<void> {
    let passed = 0;
    const clock = () => new Date(Date.now() + ms + passed);
    const source = runnerSource(harness, jobHandlers, { clock, network });
    await lookAfter(source);
    // A job whose step failed waits a moment
    for (let step = 0; step < 20; step++) {
      if (!(await workOnNext(source, 'test', never))) passed += 1_000;
    }
  }
  const dueAt = async (id: string) => {
    const [row] = await harness.database.query(
      `select refresh_due_at, refresh_failures from provider_auth_configs where id = '${id}'`,
    );
    return { at: Date.parse(String(row?.refresh_due_at)), failures: Number(row?.refresh_failures) };
  };

  test('goes on with the others when it fails for one row each time, and lets that wait longer', async () => {
    const broken = await connected();
    const made = await connected();
    // A revision that nobody can open makes each attempt throw
    await harness.database.query(
      `update value_revisions set ciphertext = decode('00', 'hex') where owner_id = '${broken.id}'`,
    );
    const start = 55 * 60_000;
    await work(start);
    expect((await made.shown()).revision).toBe(2);
    const first = await dueAt(broken.id);
    expect(first.failures).toBe(1);
    await work(start + 10 * 60_000);
    const second = await dueAt(broken.id);
    expect(second.failures).toBe(2);
    expect(second.at - (Date.now() + start + 10 * 60_000)).toBeGreaterThan(first.at - (Date.now() + start));
  });

  test('writes the revision that holds the tokens to the trail', async () => {
    const { client, id } = await connected();
    await refreshLater(client, id);
    const [event] = (await eventsOf(client, id)).filter(({ action }) => action === `${CONFIGS}.refresh`);
    expect(event).toMatchObject({ before: { revision: 1 }, after: { revision: 2 } });
  });
});
