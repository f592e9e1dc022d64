import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { checkValue, compileSchema } from '../index.ts';
import type { Change } from './change.ts';
import { diffSchemas } from './diff.ts';

const shared = process.env.BERTH_SHARED ?? fileURLToPath(new URL('../../../../../shared', import.meta.url));
const folder = `${shared}/corpus/upgrades`;
const present = existsSync(folder);
const name = 'real histories of providers';
const suite = present ? name : `${name} (skipped: not at ${folder}; set BERTH_SHARED)`;

interface History {
  versions: { version: string; schema: unknown }[];
  breaking?: { from: string; to: string; instance: unknown }[];
}

const histories: [string, History][] = present
  ? readdirSync(folder).map((file) => [
      file,
      JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as History,
    ])
  : [];

/** Compares each two consecutive versions. */
async function upgradesOf({ versions, breaking = [] }: History) {
  const upgrades = [];
  for (const [index, after] of versions.entries()) {
    const before = versions[index - 1];
    if (before === undefined) continue;
    const recorded = breaking.find(({ from, to }) => from === before.version && to === after.version);
    upgrades.push({ before, after, recorded, changes: await diffSchemas(before.schema, after.schema) });
  }
  return upgrades;
}

describe.skipIf(!present)(suite, { timeout: 120_000 }, () => {
  test('all 16 recorded breaks are found at a recorded field, each with a witness, and no other upgrade breaks', async () => {
    let recorded = 0;
    const others: string[] = [];
    for (const [file, history] of histories) {
      for (const upgrade of await upgradesOf(history)) {
        const breaking = upgrade.changes.filter(({ severity }) => severity === 'breaking');
        const called = `${file} ${upgrade.before.version} → ${upgrade.after.version}`;
        for (const { witness } of breaking) {
          expect(checkValue(compileSchema(upgrade.before.schema), witness), called).toEqual([]);
          expect(checkValue(compileSchema(upgrade.after.schema), witness), called).not.toEqual([]);
        }
        if (!upgrade.recorded) {
          if (breaking.length > 0) others.push(called);
          continue;
        }
        recorded += 1;
        const problems = checkValue(compileSchema(upgrade.after.schema), upgrade.recorded.instance);
        expect(
          problems.some(({ path }) => breaking.some((change) => change.path === path)),
          `${called} ${JSON.stringify(problems)} ${JSON.stringify(breaking)}`,
        ).toBe(true);
      }
    }
    expect(recorded).toBe(16);
    expect(others).toEqual([]);
  });

  test('at least 99 % of the changes have a definite severity', async () => {
    const changes: Change[] = [];
    for (const [, history] of histories)
      for (const upgrade of await upgradesOf(history)) changes.push(...upgrade.changes);
    const unknown = changes.filter(({ severity }) => severity === 'unknown');
    expect(changes.length).toBeGreaterThan(250);
    expect(unknown.length, JSON.stringify(unknown)).toBeLessThanOrEqual(changes.length / 100);
  });
});
