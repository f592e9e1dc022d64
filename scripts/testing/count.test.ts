import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { countResults } from './count.mjs';

const folder = mkdtempSync(join(tmpdir(), 'berth-count-'));
afterAll(() => rmSync(folder, { recursive: true }));

function count(files: { status: string; tests: string[] }[], status: number) {
  const path = join(folder, 'results.json');
  const testResults = files.map(({ status: outcome, tests }) => ({
    status: outcome,
    assertionResults: tests.map((each) => ({ status: each })),
  }));
  writeFileSync(path, JSON.stringify({ testResults }));
  return countResults(path, status);
}

describe('the closing count', () => {
  test('sums the files', () => {
    const files = [
      { status: 'passed', tests: ['passed', 'passed', 'skipped'] },
      { status: 'failed', tests: ['passed', 'failed', 'todo'] },
    ];
    expect(count(files, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  test('counts a file that could not be loaded as a failure', () => {
    expect(count([{ status: 'failed', tests: [] }], 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('counts a failed run as a failure, even if every test passed', () => {
    expect(count([{ status: 'passed', tests: ['passed'] }], 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('counts a run without a report as a failure', () => {
    expect(countResults(join(folder, 'missing.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
