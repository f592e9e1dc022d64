import { expect, test } from 'vitest';
import { checkValue, diffSchemas, validatorFor } from '../../../../packages/json-schema/src/index.ts';
import { isLongRun } from '../../../../scripts/testing/long.mjs';
import { histories, needsHistories, valuesOf } from '../support/upgrade-histories.ts';

const MOST_VALUES = isLongRun ? 40 : 12;

test('no value of 47 real histories breaks in an upgrade whose changes are all called safe', {
  timeout: 300_000,
}, async (context) => {
  if (histories === null) context.skip(needsHistories);
  let [upgrades, changed, unknown, breaking, tried, broken] = [0, 0, 0, 0, 0, 0];
  for (const { file, versions, breaking: recorded } of histories ?? []) {
    for (const [place, after] of versions.entries()) {
      const before = versions[place - 1];
      if (before === undefined) continue;
      upgrades += 1;
      const changes = await diffSchemas(before.schema, after.schema);
      changed += changes.length;
      unknown += changes.filter(({ severity }) => severity === 'unknown').length;
      if (changes.some(({ severity }) => severity === 'breaking')) breaking += 1;
      // A risky change breaks values with undescribed members alone, and says so with a witness
      const mayBreak = changes.some(
        ({ severity, witness }) => severity === 'unknown' || witness !== undefined,
      );
      const own = recorded.filter(({ from }) => from === before.version).map(({ instance }) => instance);
      for (const value of [...valuesOf(before.schema, MOST_VALUES), ...own]) {
        if (checkValue(validatorFor(before.schema), value).length > 0) continue;
        tried += 1;
        if (checkValue(validatorFor(after.schema), value).length === 0) continue;
        broken += 1;
        expect(mayBreak, `${file} ${before.version} → ${after.version} ${JSON.stringify(changes)}`).toBe(
          true,
        );
      }
    }
  }
  expect(broken).toBeGreaterThan(15);
  await context.annotate(
    `upgrades: ${upgrades}, changes: ${changed}, unknown: ${unknown}, upgrades that break: ${breaking}, values: ${tried}, of which break: ${broken}`,
  );
});
