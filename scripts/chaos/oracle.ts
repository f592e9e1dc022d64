import type { BerthProcess } from '../../apps/api/test/support/server-process.ts';
import { ask, isBreach } from './ask.ts';
import { until } from './case.ts';
import type { Kept, Ledger } from './ledger.ts';
import type { Place } from './place.ts';
import { creation, positionOf } from './writers.ts';

/** Counts of rows that an incomplete write would leave. Each must be 0. */
const HALVES: Record<string, string> = {
  'configs without their value': `provider_configs c where c.revision is not null and not exists (
    select from value_revisions r where r.instance_id = c.instance_id and r.owner_id = c.id and r.revision = c.revision)`,
  'values without their config': `value_revisions r where not exists (
    select from provider_configs c where c.instance_id = r.instance_id and c.id = r.owner_id)`,
  'configs without an audit event': `provider_configs c where not exists (
    select from audit_events e where e.instance_id = c.instance_id and e.resource_id = c.id)`,
  'audit events without their config': `audit_events e where e.resource_type = 'provider.config' and not exists (
    select from provider_configs c where c.instance_id = e.instance_id and c.id = e.resource_id)`,
  'rows changed before they were made': 'provider_configs where updated_at < created_at',
};

/**
 * Checks everything that the writers were told against the server and its database, and stops the server.
 * @throws Error that lists the broken promises.
 */
export async function check(ledger: Ledger, server: BerthProcess, place: Place): Promise<void> {
  const breaches = [...ledger.breaches];
  const get = async (method: string, path: string, body?: object, more?: Record<string, string>) => {
    const headers = { ...positionOf(ledger), ...more };
    return until(`an answer to ${method} ${path}`, async () => {
      const answer = await ask(server.url, method, path, body, headers);
      if (answer === null) breaches.push(`${method} ${path} has no answer`);
      else if (isBreach(answer)) breaches.push(`${method} ${path}: ${JSON.stringify(answer)}`);
      return answer !== null && answer.status < 500 && answer;
    });
  };

  await inParallel(ledger.open, async (label) => {
    const headers = { 'idempotency-key': label };
    const [first, second] = [
      await get('POST', '/provider-configs', creation(label), headers),
      await get('POST', '/provider-configs', creation(label), headers),
    ];
    // 422 where the metadata of the first request is not known here: that one was done
    if (first.status === 422 || first.status === 409) return;
    if (first.status !== 200 || first.body.id !== second.body.id) {
      breaches.push(
        `${label} sent again is ${first.status} ${String(first.body.id)}, then ${String(second.body.id)}`,
      );
    }
  });
  await inParallel(ledger.kept, async (config) => {
    const problem = await problemOf(config, get);
    if (problem) breaches.push(`${config.label} (${config.id}): ${problem}`);
  });
  const verified = await get('POST', '/audit-events/verify', {});
  if (verified.body.valid !== true)
    breaches.push(`The audit trail is broken: ${JSON.stringify(verified.body)}`);
  const code = await server.stop();
  if (code !== 0) breaches.push(`The server stops with ${code}:\n${server.output().slice(-2_000)}`);
  breaches.push(...(await stored(ledger, place)));
  if (breaches.length > 0) {
    throw new Error(`${breaches.length} broken promises:\n${breaches.slice(0, 20).join('\n')}`);
  }
}

type Get = (
  method: string,
  path: string,
  body?: object,
) => Promise<{ status: number; body: Record<string, unknown> }>;

/** Compares a config with the acknowledged writes to it. */
async function problemOf({ id, label, steps, archived }: Kept, get: Get): Promise<string | null> {
  const { status, body } = await get('GET', `/provider-configs/${id}`);
  if (status !== 200) return `is ${status}`;
  const step = steps.find((each) => body.name === `${label} v${each}`);
  if (step === undefined) return `has the name ${String(body.name)}, not one of the steps ${steps.join()}`;
  const isArchived = body.status === 'archived';
  if (archived !== 'unknown' && isArchived !== (archived === 'yes')) return `is ${String(body.status)}`;
  if (isArchived) return null;
  const resolved = await get('POST', `/provider-configs/${id}/resolve`, { reason: 'chaos' });
  const { api_key } = (resolved.body.value ?? {}) as { api_key?: unknown };
  return api_key === `${label}-v${step}` ? null : `has name v${step} and another value (${resolved.status})`;
}

/** Looks into the database itself. */
async function stored({ kept, open, refused }: Ledger, { query }: Place): Promise<string[]> {
  const breaches: string[] = [];
  for (const [what, from] of Object.entries(HALVES)) {
    const [row] = await query(`select count(*)::int as n from ${from}`);
    if (row?.n !== 0) breaches.push(`${row?.n} ${what}`);
  }
  const rows = await query('select name from provider_configs');
  const counts = new Map<string, number>();
  for (const { name } of rows) {
    const label = String(name).split(' ')[0] ?? '';
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  for (const label of [...kept.map((each) => each.label), ...open]) {
    if (counts.get(label) !== 1) breaches.push(`${label} is there ${counts.get(label) ?? 0} times`);
  }
  for (const label of refused) if (counts.has(label)) breaches.push(`${label} was refused and is there`);
  const events = await query(
    `select resource_id as id, count(*)::int as n from audit_events
     where action in ('provider-configs.create', 'provider-configs.update', 'provider-configs.archive') group by 1`,
  );
  const recorded = new Map(events.map(({ id, n }) => [String(id), Number(n)]));
  for (const { id, label, acknowledged, unknown } of kept) {
    const n = recorded.get(id) ?? 0;
    if (n < acknowledged || n > acknowledged + unknown) {
      breaches.push(`${label} has ${n} audit events for ${acknowledged} to ${acknowledged + unknown} writes`);
    }
  }
  return breaches;
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const one = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: 8 }, one));
}
