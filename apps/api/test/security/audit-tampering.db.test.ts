import { randomBytes, randomInt } from 'node:crypto';
import { jobHandlers, registry, workOnNext } from '@berth/domain';
import { perform, verbNamed } from '@berth/resource';
import { describe, expect, test } from 'vitest';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { type Client, startHarness } from '../support/harness.ts';
import { runnerSource } from '../support/jobs-kit.ts';
import { expectPlaces, makeConfig, makeProvider } from '../support/rules-kit.ts';

/** Changes the audit trail directly in the database, with every right there, and expects verify to find each change. */

const harness = await startHarness();
const { query } = harness.database;

const ROUNDS = harness.database.driver === 'pglite' ? 50 : isLongRun ? 700 : 150;

async function trail(events: number) {
  const client = await harness.newInstance();
  const provider = await makeProvider(client);
  for (let n = 1; n < events; n++) await makeConfig(client, provider, { name: `Config ${n}` });
  return client;
}

const verify = async (client: Client, body: object = {}) =>
  (await client.post('audit-events/verify', body)).body;

/** Runs statements with the triggers disabled, in one transaction. */
async function behindTheBack(...statements: string[]): Promise<void> {
  await query('alter table audit_events disable trigger all');
  try {
    for (const statement of statements) await query(statement);
  } finally {
    await query('alter table audit_events enable trigger all');
  }
}

interface Row {
  id: string;
  lane: number;
  sequence: number;
}

const rowsOf = async (instance: string): Promise<Row[]> =>
  (await query(
    `select id, lane, sequence::int from audit_events where instance_id = '${instance}' order by id`,
  )) as unknown as Row[];

const text = () => `'${randomBytes(4).toString('hex')}'`;

/** Ways to change one event. */
const changes: Record<string, () => string> = {
  action: text,
  resource_type: text,
  resource_id: text,
  actor_id: text,
  ip: () => "'6.6.6.6'",
  user_agent: text,
  request_id: text,
  reason: text,
  before: () => `'{"name":${JSON.stringify(randomBytes(3).toString('hex'))}}'`,
  after: () => `'{"name":${JSON.stringify(randomBytes(3).toString('hex'))}}'`,
  proof: () => `'1.${randomBytes(32).toString('hex')}'`,
  previous_hash: () => `'${randomBytes(32).toString('hex')}'`,
  hash: () => `'${randomBytes(32).toString('hex')}'`,
  created_at: () => "created_at + interval '1 millisecond'",
  updated_at: () => "updated_at + interval '1 second'",
  row_version: () => 'row_version + 1',
};

const pick = <T>(items: readonly T[]): T => {
  const item = items[randomInt(items.length)];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
};

/** Makes one tampering: the statements that do it, and those that undo it. */
function tampering(instance: string, rows: readonly Row[]): { what: string; run: string[]; undo: string[] } {
  const { id, lane, sequence } = pick(rows);
  const at = `where instance_id = '${instance}' and id = '${id}'`;
  const keep = `create temporary table kept as select * from audit_events where instance_id = '${instance}'`;
  const undo = [
    `delete from audit_events where instance_id = '${instance}'`,
    'insert into audit_events select * from kept',
    'drop table kept',
  ];
  const kind = pick(['change', 'change', 'delete', 'swap', 'insert', 'move']);
  if (kind === 'change') {
    const [column, value] = pick(Object.entries(changes));
    return {
      what: `change of ${column}`,
      run: [keep, `update audit_events set ${column} = ${value()} ${at}`],
      undo,
    };
  }
  if (kind === 'delete') return { what: 'removal', run: [keep, `delete from audit_events ${at}`], undo };
  if (kind === 'insert') {
    const copy = `insert into audit_events (instance_id, id, lane, sequence, action, resource_type, resource_id, actor_id,
        ip, user_agent, request_id, reason, before, after, proof, previous_hash, hash, created_at, updated_at)
      select instance_id, 'aev_${randomBytes(4).toString('hex')}', lane,
        (select max(sequence) + 1 from audit_events e where e.instance_id = a.instance_id and e.lane = a.lane),
        action, resource_type, resource_id, actor_id, ip, user_agent, request_id, reason, before, after, proof,
        (select hash from audit_events e where e.instance_id = a.instance_id and e.lane = a.lane order by sequence desc limit 1),
        hash, created_at, updated_at from audit_events a ${at}`;
    return { what: 'insertion', run: [keep, copy], undo };
  }
  if (kind === 'move') {
    const run = [keep, `update audit_events set sequence = sequence + 1000 ${at}`];
    return { what: `moving ${lane}/${sequence}`, run, undo };
  }
  const other = pick(rows.filter((row) => row.id !== id));
  const swap = `update audit_events a set reason = b.reason, action = b.action, resource_id = b.resource_id, after = b.after,
      before = b.before, proof = b.proof, request_id = b.request_id, created_at = b.created_at, updated_at = b.updated_at
    from kept b where a.instance_id = '${instance}' and ((a.id = '${id}' and b.id = '${other.id}') or (a.id = '${other.id}' and b.id = '${id}'))`;
  return { what: 'swap', run: [keep, swap], undo };
}

describe('verify', { timeout: 300_000 }, () => {
  test(`finds every one of ${ROUNDS} random tamperings, and names an event`, async ({ annotate }) => {
    const client = await trail(40);
    const rows = await rowsOf(client.instanceId);
    const { body: checkpoint } = await client.get('audit-events/head');
    expect((await verify(client, { checkpoint })).valid).toBe(true);
    const tried = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const { what, run, undo } = tampering(client.instanceId, rows);
      await behindTheBack(...run);
      const found = await verify(client, { checkpoint });
      await behindTheBack(...undo);
      expect([found.valid, typeof found.first_invalid?.lane], what).toEqual([false, 'number']);
      tried.set(what.split(' of ')[0] ?? '', (tried.get(what.split(' of ')[0] ?? '') ?? 0) + 1);
    }
    const healed = await verify(client, { checkpoint });
    expect(healed).toMatchObject({ valid: true });
    await annotate(`found: ${JSON.stringify(Object.fromEntries(tried))}`);
  });

  test('names the event that was changed', async () => {
    const client = await trail(20);
    const rows = await rowsOf(client.instanceId);
    const victim = pick(rows);
    await behindTheBack(`update audit_events set reason = 'other' where id = '${victim.id}'`);
    expect(await verify(client)).toMatchObject({
      valid: false,
      first_invalid: { id: victim.id, fault: 'changed', lane: victim.lane, sequence: victim.sequence },
    });
  });

  test('finds a cut tail by its head, and by an earlier checkpoint when the head was set back too', async () => {
    const client = await trail(30);
    const { body: checkpoint } = await client.get('audit-events/head');
    const rows = await rowsOf(client.instanceId);
    const lane = pick(rows).lane;
    const last = rows.filter((row) => row.lane === lane).at(-1);
    await behindTheBack(`delete from audit_events where id = '${last?.id}'`);
    expect(await verify(client)).toMatchObject({
      valid: false,
      first_invalid: { fault: 'cut_behind', lane },
    });
    await query(`delete from audit_heads where instance_id = '${client.instanceId}' and lane = ${lane}`);
    await query(
      `insert into audit_heads (instance_id, lane, sequence, previous_hash, hash)
       select instance_id, lane, sequence, previous_hash, hash from audit_events
       where instance_id = '${client.instanceId}' and lane = ${lane} order by sequence desc limit 1`,
    );
    expect((await verify(client)).valid).toBe(true);
    const ago = new Date(0).toISOString();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    for (const period of [{}, { from: tomorrow }, { from: ago, to: tomorrow }, { to: tomorrow }, { to: ago }])
      expect(await verify(client, { checkpoint, ...period }), JSON.stringify(period)).toMatchObject({
        valid: false,
        first_invalid: { lane, fault: 'cut_behind' },
      });
  });

  test('checks the content of the events of a checkpoint outside the period, too', async () => {
    const client = await trail(10);
    const { body: checkpoint } = await client.get('audit-events/head');
    const ago = new Date(0).toISOString();
    expect((await verify(client, { checkpoint, to: ago })).valid).toBe(true);
    const { lane, sequence } = pick(checkpoint.heads as Row[]);
    await behindTheBack(
      `update audit_events set reason = 'other' where instance_id = '${client.instanceId}' and lane = ${lane} and sequence = ${sequence}`,
    );
    expect(await verify(client, { checkpoint, to: ago })).toMatchObject({
      valid: false,
      first_invalid: { lane, sequence, fault: 'changed' },
    });
  });

  test('goes on past a rotation of the data key that comes meanwhile', async () => {
    const client = await trail(30);
    const audit = registry.resources.find(({ wire }) => wire.path === 'audit-events');
    if (!audit) throw new Error('There are no audit events');
    const verb = verbNamed(audit, 'verify');
    const asked = { input: { progress: true } };
    const answer: unknown = await perform(await harness.contextOf(client), audit, verb, asked);
    const lines = (answer as AsyncIterable<string>)[Symbol.asyncIterator](); // lines, as progress is asked for
    await lines.next();
    await client.create('encryption/rotate', { keys: 'data' });
    const source = runnerSource(harness, jobHandlers);
    while (await workOnNext(source, 'the-test', () => false));
    const provider = await makeProvider(client);
    for (let n = 0; n < 30; n++) await makeConfig(client, provider, {});
    let last = '';
    for (let line = await lines.next(); !line.done; line = await lines.next()) last = line.value;
    expect(JSON.parse(last)).toMatchObject({ valid: true, first_invalid: null });
  });

  test('refuses a period that ends before it begins', async () => {
    const client = await harness.newInstance();
    expectPlaces(await client.post('audit-events/verify', { from: '2026-02-01', to: '2026-01-31' }), ['to']);
  });

  test('takes no checkpoint that this installation has not signed, or another instance’s', async () => {
    const [client, other] = [await trail(3), await trail(3)];
    const { body: checkpoint } = await client.get('audit-events/head');
    for (const forged of [
      { ...checkpoint, heads: [] },
      { ...checkpoint, created_at: new Date(0).toISOString() },
      { ...checkpoint, key_id: 'ask_00000000000000000000000000' },
      { ...checkpoint, signature: 'AAAA' },
      (await other.get('audit-events/head')).body,
    ]) {
      const { status, body } = await client.post('audit-events/verify', { checkpoint: forged });
      expect([status, body.code], JSON.stringify(body)).toEqual([400, 'invalid_data']);
    }
  });

  test('checks a period alone, and refuses a malformed time', async () => {
    const client = await harness.newInstance();
    const provider = await makeProvider(client);
    const start = Date.now();
    try {
      for (let n = 0; n < 12; n++) {
        harness.setClock(new Date(start + n * 1000));
        await makeConfig(client, provider, { name: `Config ${n}` });
      }
    } finally {
      harness.setClock(null);
    }
    const from = new Date(start + 6_000).toISOString();
    const all = await verify(client);
    const later = await verify(client, { from });
    expect([all.valid, later.valid]).toEqual([true, true]);
    expect(later.checked).toBeLessThan(all.checked);
    expect((await client.post('audit-events/verify', { from: 'yesterday' })).status).toBe(400);
  });
});
