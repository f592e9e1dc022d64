import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migratedTables } from '../../packages/db/src/migrated-tables.ts';
import { snapshotTables } from '../../packages/db/src/snapshot.ts';
import { ROOT } from '../migrations/generate.ts';
import { distributionProblems, type RecordedTable, withKeys } from './distribution-rules.ts';
import { featureProblems } from './engine-features.ts';

const table = (name: string, more: Partial<RecordedTable> = {}): RecordedTable => ({
  name,
  columns: Object.fromEntries(
    ['instance_id', 'id', 'name'].map((column) => [column, { name: column, primaryKey: false }]),
  ),
  compositePrimaryKeys: { pk: { columns: ['instance_id', 'id'] } },
  uniqueConstraints: {},
  indexes: {},
  foreignKeys: {},
  ...more,
});
const global = table('global', {
  columns: { id: { name: 'id', primaryKey: true } },
  compositePrimaryKeys: {},
});
const keyTo = (tableTo: string, columnsFrom: string[], columnsTo: string[]) => ({
  foreignKeys: { fk: { name: 'fk', tableTo, columnsFrom, columnsTo } },
});
const apiKeys = { ...global, name: 'api_keys' };

describe('a table that could not be distributed is named', () => {
  test.each<[string, Partial<RecordedTable>]>([
    ['has the unique u without instance_id', { uniqueConstraints: { u: { name: 'u', columns: ['name'] } } }],
    [
      'has the unique i without instance_id',
      { indexes: { i: { name: 'i', isUnique: true, columns: [{ expression: 'name' }] } } },
    ],
    ['has the key fk to other without instance_id', keyTo('other', ['id'], ['id'])],
    [
      'has the key fk to other without instance_id',
      keyTo('other', ['instance_id', 'id'], ['id', 'instance_id']),
    ],
    [
      'has a default of at that calls a function',
      { columns: { at: { name: 'at', primaryKey: false, default: 'now()' } } },
    ],
    ['has instance_id, which its primary key lacks', { compositePrimaryKeys: { pk: { columns: ['id'] } } }],
  ])('%s', (problem, wrong) => {
    const found = distributionProblems([table('wrong', wrong), table('other'), apiKeys]);
    expect(found).toEqual([`wrong ${problem}`]);
  });

  test('a table of the installation with a key to rows of instances', () => {
    const wrong = { ...global, ...keyTo('other', ['id'], ['id']) };
    expect(distributionProblems([wrong, table('other'), apiKeys])).toEqual([
      'global has the key fk to other, whose rows are on other nodes',
    ]);
  });
});

test('tables whose keys carry the instance are fine, and so are other indexes and keys to the installation', () => {
  const fine = table('fine', {
    uniqueConstraints: { u: { name: 'u', columns: ['instance_id', 'name'] } },
    indexes: { i: { name: 'i', isUnique: false, columns: [{ expression: 'name' }] } },
    foreignKeys: {
      a: { name: 'a', tableTo: 'global', columnsFrom: ['name'], columnsTo: ['id'] },
      b: {
        name: 'b',
        tableTo: 'fine',
        columnsFrom: ['instance_id', 'name'],
        columnsTo: ['instance_id', 'id'],
      },
    },
  });
  expect(distributionProblems([fine, global, apiKeys])).toEqual([]);
});

describe('a foreign key that was written by hand', () => {
  const problemsOf = (columns: string, others: string) => {
    const definition = `FOREIGN KEY (${columns}) REFERENCES "public"."other"(${others}) ON DELETE no action`;
    const keys = [{ name: 'by_hand', table: 'one', to: 'other', definition }];
    return distributionProblems(withKeys([table('one'), table('other'), apiKeys], keys));
  };

  test('is fine when it carries the instance on both sides', () => {
    expect(problemsOf('"instance_id","name"', '"instance_id","id"')).toEqual([]);
    expect(problemsOf('"name", "instance_id"', '"id", "instance_id"')).toEqual([]);
  });

  test.each([
    ['"name"', '"id"'],
    ['"instance_id","name"', '"id","instance_id"'],
    ['"name","id"', '"instance_id","id"'],
  ])('is named when it leads from (%s) to (%s)', (columns, others) => {
    expect(problemsOf(columns, others)).toEqual(['one has the key by_hand to other without instance_id']);
  });

  test('is found among the migrations of this repository, which no snapshot has', () => {
    const folder = join(ROOT, 'drizzle');
    const recorded = snapshotTables<RecordedTable>(folder);
    const namesOf = (tables: RecordedTable[]) =>
      tables.flatMap(({ foreignKeys }) => Object.keys(foreignKeys));
    const added = namesOf(withKeys(recorded, migratedTables(folder).keys));
    expect(added).toEqual(expect.arrayContaining(namesOf(recorded)));
    expect(added).toContain('provider_setup_sessions_consumer_fk');
    expect(namesOf(recorded)).not.toContain('provider_setup_sessions_consumer_fk');
  });
});

/** The first words of the statements of a migration that no entry tells about. */
const strange = (migration: string): string[] =>
  featureProblems(migration, [], '').flatMap(
    (problem) => /which engines lack it: (.*)$/s.exec(problem)?.[1] ?? [],
  );

test.each([
  'create publication p for all tables',
  'create table "a" (\n\t"id" uuid PRIMARY KEY NOT NULL\n);',
  'create table "a" (\n\t"id" text NOT NULL,\n\tCONSTRAINT "a_id" EXCLUDE USING gist ("id" WITH =)\n);',
  'create table "a" (\n\t"id" text NOT NULL,\n\tCONSTRAINT "a_id" UNIQUE NULLS NOT DISTINCT("id")\n);',
  'create table "a" (\n\t"id" text REFERENCES "public"."b"("id")\n);',
  'alter table "a" enable row level security',
  'alter table "a" add column "at" daterange',
  'alter table "a" add constraint "a_b" foreign key ("b") references "public"."b"("id") on delete cascade',
  'create index "a_b" on "a" using brin ("b")',
  'create index "a_b" on "a" using btree ("b") include ("c")',
  'create trigger t after insert on "a" for each row execute function f()',
  "create function f() returns trigger language plpython3u as ''",
  'insert into "a" ("id") values (1) on conflict do nothing',
  'select set_config(1)',
])('a statement that an engine may lack is named: %s', (statement) => {
  expect(strange(`create table "b" (\n\t"id" text NOT NULL\n);\n${statement}`)).toEqual([
    statement.replace(/;$/, '').slice(0, 60),
  ]);
});

test('a table or function of the system that no entry tells about is named, but not in a comment', () => {
  const text = [
    '// pg_promote() makes it a primary',
    'sql`select pg_is_in_recovery(), pg_last_wal_replay_lsn() from pg_class`',
    'sql`select pg_stat_get_wal_senders() from pg_catalog.pg_replication_slots`',
  ].join('\n');
  const found = featureProblems('', [{ path: 'a.ts', text }], '').filter((problem) =>
    problem.startsWith('a.ts'),
  );
  expect(found).toEqual([
    expect.stringMatching(/^a\.ts asks for pg_stat_get_wal_senders;/),
    expect.stringMatching(/^a\.ts asks for pg_replication_slots;/),
  ]);
});

test('an unused feature and a missing line of the document are named', () => {
  const problems = featureProblems('', [], '');
  expect(problems).toContainEqual(expect.stringMatching(/nothing uses stored generated columns/));
  expect(problems).toContainEqual(expect.stringMatching(/does not say that CockroachDB lacks json/));
});
