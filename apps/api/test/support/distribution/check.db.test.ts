import { createServerDatabase, testDriver } from '@berth/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkStatements } from './check.ts';

/* The check of statements that the tests of every operation use. */

let database: { url: string; drop: () => Promise<void> };

describe.runIf(testDriver() === 'postgres')('a statement', () => {
  beforeAll(async () => {
    database = await createServerDatabase('migrated');
  });
  afterAll(() => database.drop());

  const findings = async (text: string) => {
    const [found] = await checkStatements(database.url, [text]);
    return found ? [...found.tables, ...found.functions] : [];
  };

  test.each([
    'select * from jobs where instance_id = $1',
    'select * from jobs j join provider_configs c on c.instance_id = j.instance_id where j.instance_id = $1',
    'select * from jobs j left join data_keys k on k.instance_id = j.instance_id and k.id = j.id where j.instance_id = $1',
    'select * from jobs where instance_id = $1 and exists (select from data_keys k where k.instance_id = jobs.instance_id)',
    'with one as (select $1::text as i) select * from jobs, one where jobs.instance_id = one.i',
    'with j as (select instance_id as i from jobs where instance_id = $1) select * from j join data_keys d on d.instance_id = j.i',
    'delete from jobs where (instance_id = $1 and (id = $2 or id = $3))',
    'select * from instances i join jobs on jobs.instance_id = i.id where i.id = $1',
    `insert into audit_heads (instance_id, lane, sequence, previous_hash, hash) values ($1, 1, 1, '', $2)
      on conflict (instance_id, lane) do update set hash = encode(sha256(decode(audit_heads.hash, 'escape')), 'hex')`,
    `insert into audit_heads (instance_id, lane, sequence, previous_hash, hash)
      select instance_id, 1, 1, '', '' from jobs where instance_id = $1`,
    `with made as (
        insert into audit_heads (instance_id, lane, sequence, previous_hash, hash) values ($1, 1, 1, '', '') returning lane, instance_id as i
      ) select * from made join jobs on jobs.instance_id = made.i`,
    'select * from providers',
  ])('for one instance has no finding: %s', async (text) => {
    expect(await findings(text)).toEqual([]);
  });

  test.each([
    ['select * from jobs', 'jobs'],
    ['select * from jobs where instance_id = $1 or id = $2', 'jobs'],
    ['select * from jobs where instance_id > $1', 'jobs'],
    ['select * from jobs where instance_id = any ($1::text[])', 'jobs'],
    ['select * from jobs j join data_keys k on k.id = j.id where j.instance_id = $1', 'data_keys'],
    ['select * from jobs where instance_id = $1 and exists (select from data_keys)', 'data_keys'],
    ['with old as (select id from jobs) select * from old', 'jobs'],
    [
      `with made as (
        insert into audit_heads (instance_id, lane, sequence, previous_hash, hash) values ($1, 1, 1, '', '') returning hash, instance_id
      ) select * from made join jobs on jobs.instance_id = made.hash`,
      'jobs',
    ],
    ['update jobs set done = 1 where id = $1', 'jobs'],
    ['delete from jobs where due_at < $1', 'jobs'],
    ['select * from instances i join jobs on jobs.instance_id = i.id where i.slug = $1', 'jobs'],
    [
      `insert into audit_heads (instance_id, lane, sequence, previous_hash, hash)
        select instance_id, 1, 1, '', '' from jobs where id = $1`,
      'audit_heads',
    ],
    [
      `insert into audit_heads (instance_id, lane, sequence, previous_hash, hash) values ($1, 1, 1, '', $2)
        on conflict (instance_id, lane) do update set hash = encode(sha256(convert_to(audit_heads.hash, 'UTF8')), 'hex')`,
      'convert_to',
    ],
    [`update jobs set due_at = due_at + interval '1 day' where instance_id = $1`, 'timestamptz_pl_interval'],
    ['update jobs set claimed_by = random()::text where instance_id = $1', 'random'],
  ])('that needs more than one node, or that Citus refuses, is found: %s', async (text, found) => {
    expect(await findings(text)).toContain(found);
  });
});
