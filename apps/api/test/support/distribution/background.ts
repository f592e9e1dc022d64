import { setTimeout } from 'node:timers/promises';
import { createMetrics } from '../../../src/metrics/index.ts';
import { startKeyUse } from '../../../src/server/key-use.ts';
import { startBackground } from '../../../src/server/runner.ts';
import type { Harness } from '../harness.ts';

const PAUSE_MS = 100;
const MOST_LOOKS = 50;

/** Does the background work that is due and is scraped once, as a server does beside its requests. */
export async function runBackground({ database, secrets, settings, logged }: Harness): Promise<void> {
  const line = (fields: object, message: string) => logged.push(JSON.stringify({ ...fields, message }));
  const log = { info: line, warn: line, error: line };
  const runner = startBackground({ database, secrets, settings, pollMs: PAUSE_MS, log });
  const keyUse = startKeyUse({ database, secrets, clock: () => new Date(), log });
  const due = `/* by the test */ select count(*)::int as n from jobs where status in ('queued', 'running') and due_at <= now()`;
  for (let look = 0; look < MOST_LOOKS; look++) {
    await setTimeout(PAUSE_MS);
    if ((await database.query(due))[0]?.n === 0) break;
  }
  await createMetrics(database, 'test').expose();
  await Promise.all([runner.stop(), keyUse.stop()]);
}
