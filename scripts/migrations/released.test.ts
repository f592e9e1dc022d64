import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addRelease, migrationsOf, readReleased, releasedProblems } from './released.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-released-'));
  mkdirSync(join(folder, 'meta'));
  writeFileSync(join(folder, 'released.json'), '{}');
  writeJournal({ '0000_a': 1, '0001_b': 2 });
  addRelease(folder, '0.2.0');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a migration for each tag, with the time beside it. */
function writeJournal(tags: Record<string, number>): void {
  for (const tag of Object.keys(tags)) writeFileSync(join(folder, `${tag}.sql`), `-- ${tag}`);
  const entries = Object.entries(tags).map(([tag, when]) => ({ tag, when }));
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ entries }));
}

test('a release records the migrations that no earlier one has, with their hashes', () => {
  writeJournal({ '0000_a': 1, '0001_b': 2, '0002_c': 3 });
  addRelease(folder, '0.3.0');
  addRelease(folder, '0.4.0');
  const released = readReleased(folder);
  expect(Object.keys(released['0.2.0'] ?? {})).toEqual(['0000_a.sql', '0001_b.sql']);
  expect(released['0.3.0']).toEqual({
    '0002_c.sql': createHash('sha256').update('-- 0002_c').digest('hex'),
  });
  expect(released['0.4.0']).toEqual({});
  expect(['0.2.0', '0.3.0', '0.4.0'].map((version) => migrationsOf(released, version))).toEqual([2, 3, 3]);
});

describe('a released migration is reported when it', () => {
  test('is unchanged: not at all, however many were added', () => {
    expect(releasedProblems(folder)).toEqual([]);
    writeJournal({ '0000_a': 1, '0001_b': 2, '0002_c': 3 });
    expect(releasedProblems(folder)).toEqual([]);
  });

  test('is changed', () => {
    writeFileSync(join(folder, '0000_a.sql'), '-- A');
    expect(releasedProblems(folder)).toEqual([
      'drizzle/0000_a.sql came with 0.2.0 and is changed. Put it back, and add a migration: pnpm db:generate',
    ]);
  });

  test('is missing', () => {
    rmSync(join(folder, '0001_b.sql'));
    expect(releasedProblems(folder)).toEqual([
      'drizzle/0001_b.sql came with 0.2.0 and is gone. Put it back.',
    ]);
  });

  test('follows a newly inserted one', () => {
    writeJournal({ '0000_a': 1, '0001_c': 2, '0001_b': 3 });
    expect(releasedProblems(folder)).toEqual([
      'drizzle/0001_b.sql came with 0.2.0 and is not number 2 of the journal.',
    ]);
  });
});

test('a migration no later than the one before is reported, because no database would run it', () => {
  writeJournal({ '0000_a': 1, '0001_b': 2, '0002_c': 2 });
  expect(releasedProblems(folder)).toEqual([
    'drizzle/0002_c.sql is not later than the one before. Make it again.',
  ]);
});
