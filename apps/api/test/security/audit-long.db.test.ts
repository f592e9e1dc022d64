import { auditTrail } from '@berth/domain';
import type { AuditTrail } from '@berth/resource';
import { afterAll, expect, test } from 'vitest';
import { berth, makeHome } from '../../../cli/test/terminal.ts';
import { serve } from '../../src/server/serve.ts';
import { startHarness } from '../support/harness.ts';
import { makeProvider } from '../support/rules-kit.ts';

/** An audit trail that is too long to be held in memory. */

const EVENTS = 10_000;
const BATCH = 500;

let times = 1;
/** The real audit trail, which can record one write many times. */
const repeating: AuditTrail = {
  append: async (ctx, event) => {
    for (let n = 0; n < times; n++)
      await auditTrail.append(ctx, { ...event, resource_id: n === 0 ? event.resource_id : `copy-${n}` });
  },
};

const harness = await startHarness({ audit: repeating });
const listener = await serve({ fetch: harness.app.fetch, host: '127.0.0.1', port: 0 });
afterAll(() => listener.stop(1_000));
const client = await harness.newInstance();
const provider = await makeProvider(client);
times = EVENTS;
await client.patch(`providers/${provider.id}`, { name: 'Changed' });
times = 1;

const home = makeHome();
const verify = (key: string) =>
  berth(home, 'audit verify --json', { env: { BERTH_URL: listener.url, BERTH_KEY: key } });

test('ten thousand events are verified a batch at a time, and each batch is reported', {
  timeout: 120_000,
}, async ({ annotate }) => {
  const lines: { object: string; checked: number; total: number; valid?: boolean }[] = [];
  let heap = 0;
  const answer = await fetch(`${listener.url}/audit-events/verify`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${client.key}`, 'Content-Type': 'application/json' },
    body: '{"progress":true}',
  });
  let rest = '';
  for await (const chunk of answer.body ?? []) {
    const parts = (rest + Buffer.from(chunk).toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.map((line) => JSON.parse(line)));
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }
  const last = lines.pop();
  expect(last).toMatchObject({ object: 'audit_verification', valid: true });
  expect(last?.checked).toBeGreaterThan(EVENTS);
  const steps = lines.map(({ checked }, n) => checked - (lines[n - 1]?.checked ?? 0));
  expect(Math.max(...steps)).toBeLessThanOrEqual(BATCH);
  expect(new Set(lines.map(({ total }) => total))).toEqual(new Set([last?.checked]));
  await annotate(
    `${last?.checked} events in ${lines.length} batches, heap up to ${Math.round(heap / 2 ** 20)} MiB`,
  );
});

test('berth audit verify says whether the audit trail is intact, by its exit code too', {
  timeout: 120_000,
}, async () => {
  const whole = await verify(client.key);
  expect([whole.code, JSON.parse(whole.stdout)]).toEqual([0, expect.objectContaining({ valid: true })]);
  const { query } = harness.database;
  await query('alter table audit_events disable trigger all');
  await query("update audit_events set reason = 'other' where resource_id = 'copy-7000'");
  const changed = await verify(client.key);
  expect(changed.code).toBe(1);
  expect(JSON.parse(changed.stdout)).toMatchObject({ valid: false, first_invalid: { fault: 'changed' } });
});
