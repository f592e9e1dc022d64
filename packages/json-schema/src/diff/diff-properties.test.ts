import { expect, test } from 'vitest';

import { type CompiledSchema, checkValue, compileSchema, SchemaError } from '../index.ts';
import { changedSchema, randomFrom, randomSchema, randomValue } from '../testing/random-schemas.ts';
import { diffSchemas } from './diff.ts';

const seed = Number(process.env.BERTH_TEST_SEED ?? 20_261);
const PAIRS = process.env.BERTH_TEST_LONG ? 20_000 : 1_500;
const VALUES = 100;

function accepted(schema: unknown): CompiledSchema | null {
  try {
    return compileSchema(schema);
  } catch (error) {
    if (error instanceof SchemaError) return null;
    throw error;
  }
}

test('safe changes break no value, and each witness shows a break', { timeout: 300_000 }, async () => {
  let compared = 0;
  let broken = 0;
  let fitting = 0;
  for (let turn = 0; turn < PAIRS; turn++) {
    const random = randomFrom(seed + turn);
    const before = randomSchema(random);
    const after = random.chance(0.15) ? randomSchema(random) : changedSchema(random, before);
    const [left, right] = [accepted(before), accepted(after)];
    if (left === null || right === null) continue;
    compared += 1;
    const changes = await diffSchemas(before, after);
    const told = `BERTH_TEST_SEED=${seed + turn}: ${JSON.stringify({ before, after, changes })}`;
    for (const { witness } of changes.filter((change) => Object.hasOwn(change, 'witness'))) {
      expect(checkValue(left, witness), told).toEqual([]);
      expect(checkValue(right, witness), told).not.toEqual([]);
    }
    const mayBreak = changes.some(({ severity, witness }) => severity === 'unknown' || witness !== undefined);
    for (let i = 0; i < VALUES; i++) {
      const value = randomValue(random);
      if (checkValue(left, value).length > 0) continue;
      fitting += 1;
      if (checkValue(right, value).length === 0) continue;
      broken += 1;
      expect(mayBreak, `${JSON.stringify(value)} ${told}`).toBe(true);
    }
  }
  // Otherwise the random schemas and values would show nothing
  expect(compared).toBeGreaterThan(PAIRS / 2);
  expect(fitting).toBeGreaterThan(PAIRS * 5);
  expect(broken).toBeGreaterThan(PAIRS / 5);
});
