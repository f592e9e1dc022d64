import { describe, expect, test } from 'vitest';

import { type Random, randomFrom } from '../testing/random-schemas.ts';
import { checkValue, checkVeiled } from './check.ts';
import { compileSchema } from './compile.ts';
import { isMultiple, multiplesOf } from './multiple.ts';
import { Veil } from './veil.ts';

const seed = Number(process.env.BERTH_TEST_SEED ?? 4_711);

describe('a multiple', () => {
  test.each([
    [0.3, 0.1],
    [4.35, 0.01],
    [-19.99, 0.01],
    [0, 0.7],
    [-0, 3],
    [1_073_741_824, 1_073_741_824],
    [2, -1],
    [1e22, 10],
    [1e308, 1e-8],
    [1e308, 5e-324],
    [12_391_239_123, 1e-8],
    [Number.MAX_SAFE_INTEGER, 6361],
    [1.5, 0.5],
    [1.7976931348623157e308, 1e292],
    [5e-324, 5e-324],
    [1e308, 0.125],
  ])('%d is one of %d', (value, of) => expect(isMultiple(value, of)).toBe(true));

  test.each([
    [1, 1_073_741_824],
    [10, 1_073_741_824],
    [1_073_741_830, 1_073_741_824],
    [1.000000001, 1],
    [0.35, 0.1],
    [4.355, 0.01],
    [1e22, 3],
    [1e308, 0.123],
    [5e-324, 1e308],
    [1, 1e308],
    [Number.MAX_SAFE_INTEGER, 2],
    [9_007_199_254_740_994, 4],
    [1.7976931348623157e308, 2.2250738585072014e-308],
    [1e-9, 1],
    [1, 0],
    [1e300, 0],
  ])('%d is none of %d', (value, of) => expect(isMultiple(value, of)).toBe(false));

  test('is found at once or by a decision alike, for random decimals', () => {
    let [multiples, known] = [0, 0];
    for (let turn = 0; turn < 20_000; turn++) {
      const random = randomFrom(seed + turn);
      const of = decimal(random);
      const value = random.chance(0.5) ? decimal(random) : Number((of * random.below(1_000)).toPrecision(15));
      if (of === 0) continue;
      const found = multiplesOf(of);
      const atOnce = found.known(value);
      if (found.decide(value)) multiples += 1;
      if (atOnce === undefined) continue;
      known += 1;
      expect([seed + turn, value, of, atOnce]).toEqual([seed + turn, value, of, found.decide(value)]);
    }
    expect(multiples).toBeGreaterThan(1_000);
    expect(known).toBeGreaterThan(10_000);
  });
});

const decimal = (random: Random): number =>
  Number(
    `${random.chance(0.2) ? '-' : ''}${random.below(10 ** (1 + random.below(9)))}e${random.below(12) - 8}`,
  );

describe('a check by multipleOf', () => {
  const stepsOf = (value: unknown): number => {
    const compiled = compileSchema({ items: { multipleOf: 0.01 } });
    checkValue(compiled, value);
    return compiled.engine.spent;
  };

  test('counts a decision, and nothing for a number of up to 15 digits', () => {
    expect(stepsOf([1])).toBe(stepsOf(['1']));
    expect(stepsOf([4.35])).toBe(stepsOf([1]));
    expect(stepsOf([1e300])).toBeGreaterThan(stepsOf([1]));
  });

  test('takes the same work whatever a secret number is', async () => {
    const compiled = compileSchema({ items: { multipleOf: 0.01 } });
    const works = [];
    for (const [secret, problems] of [
      [4.35, 0],
      [4.355, 1],
      [1e300, 0],
    ] as const) {
      const veil = new Veil(['/0']);
      expect(await checkVeiled(compiled, [secret], veil)).toHaveLength(problems);
      works.push(compiled.engine.spent + veil.counted);
    }
    expect(new Set(works).size).toBe(1);
  });
});
