import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from './generate.ts';
import { rollingProblems } from './rolling.ts';

const folder = mkdtempSync(join(tmpdir(), 'berth-rolling-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Finds the problems of a migration after a release that has the table `configs`. */
function problemsOf(sql: string): string[] {
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const entries = ['0000_first', '0001_next'].map((tag, when) => ({ tag, when }));
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ entries }));
  writeFileSync(join(folder, 'released.json'), JSON.stringify({ '0.1.0': { '0000_first.sql': '' } }));
  const first = ['create index old on configs (name)', 'create index "other_old" on "values" (name)'];
  writeFileSync(join(folder, '0000_first.sql'), ['drop table gone', ...first].join(';\n'));
  writeFileSync(join(folder, '0001_next.sql'), sql);
  return rollingProblems(folder);
}

test.each([
  'alter table "configs" drop column "name"',
  'drop table configs',
  'alter table configs rename column a to b',
  'alter table configs alter column a set data type bigint',
  'alter table configs alter column a set not null',
  'alter table "configs" add column "kind" text not null',
  'create table other (id text);\n--> statement-breakpoint\nalter table configs\n  drop column a',
  'create index a on configs (name);\n--> statement-breakpoint\nalter table configs add column a text',
  'create index a on "configs" (name);\n--> statement-breakpoint\ncreate index b on "values" (name)',
  'drop index old;\n--> statement-breakpoint\nalter table configs add column a text',
  'drop index "old";\n--> statement-breakpoint\ndrop index "other_old"',
  'drop index "old";\n--> statement-breakpoint\ncreate index old on configs (id, name)',
])('a migration that breaks the previous release is named: %s', (sql) => {
  expect(problemsOf(sql)).toEqual([expect.stringMatching(/^drizzle\/0001_next\.sql /)]);
});

test.each([
  'alter table configs add column kind text',
  `alter table "configs" add column "kind" text default 'a' not null`,
  'create table "other" ("id" text not null);\n--> statement-breakpoint\nalter table "other" drop column "id"',
  'alter table configs drop constraint configs_check',
  '-- drop table configs\ncreate index a on configs (name)',
  'create index a on configs (name);\n--> statement-breakpoint\ncreate unique index b on configs (id)',
  'drop index if exists "old"',
  'create table other (id text);\n--> statement-breakpoint\ncreate index b on other (id);\n--> statement-breakpoint\ndrop index b',
])('a migration that adds only is fine: %s', (sql) => {
  expect(problemsOf(sql)).toEqual([]);
});

test('the migrations of this repository keep the previous release working', () => {
  expect(rollingProblems(join(ROOT, 'drizzle'))).toEqual([]);
});
