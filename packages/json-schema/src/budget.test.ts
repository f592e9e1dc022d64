import { describe, expect, it } from 'vitest';

import {
  cachedSchemaBytes,
  checkValue,
  compileSchema,
  newBudget,
  SCHEMA_BUDGET,
  SchemaError,
  sharedPatternBytes,
  unreachedPaths,
  validatorFor,
} from './index.ts';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const members = (count: number, make: (index: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(times(count, (i) => [`p${i}`, make(i)]));

function refusals(schema: unknown, budget = newBudget()): string[] {
  try {
    compileSchema(schema, budget);
    return [];
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return error.problems.map(({ code, message }) => `${code}: ${message}`);
  }
}

describe('a schema beyond its budget is refused with the number it has and may have', () => {
  const LIMITS: [string, (count: number) => unknown, number, string][] = [
    [
      'characters',
      (count) => ({ title: 'x'.repeat(count - 12) }),
      SCHEMA_BUDGET.characters,
      'characters of schemas',
    ],
    [
      'subschemas',
      (count) => ({ properties: members(count - 1, () => ({})) }),
      SCHEMA_BUDGET.subschemas,
      'subschemas',
    ],
    [
      'branches',
      (count) => ({ anyOf: times(count, () => ({})) }),
      SCHEMA_BUDGET.branches,
      'branches of oneOf and anyOf',
    ],
    [
      'defaults',
      (count) => ({ properties: members(count, () => ({ default: 1 })) }),
      SCHEMA_BUDGET.defaults,
      'defaults',
    ],
    [
      'patterns',
      (count) => ({ properties: members(count, (i) => ({ pattern: `^a${i}` })) }),
      SCHEMA_BUDGET.patterns,
      'patterns up to here',
    ],
  ];

  it.each(LIMITS)('%s', (_limit, make, most, things) => {
    expect(refusals(make(most))).toEqual([]);
    expect(refusals(make(most + 1))).toEqual([`too_large: has ${most + 1} ${things}, and may have ${most}`]);
  });

  it('subschemas for one value, counted for each reference', () => {
    const chain = (levels: number) => ({
      $ref: '#/$defs/d0',
      $defs: Object.fromEntries(
        times(levels, (i) => [
          `d${i}`,
          i === levels - 1 ? {} : { allOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] },
        ]),
      ),
    });
    expect(refusals(chain(10))).toEqual([]);
    expect(refusals(chain(12))).toEqual(['too_large: has 8190 subschemas for one value, and may have 5000']);
  });

  it('instructions of patterns, before any of them is compiled', () => {
    const counting = times(35, (i) => ({ pattern: `^(?:\\p{L}\\p{N}){1,900}x${i}$` }));
    const [first] = refusals({ allOf: counting });
    expect(first).toMatch(/^too_large: has \d+ instructions in its patterns up to here, and may have 12000$/);
  });

  it('steps of paths, and the subschemas on their way', () => {
    const open = { type: 'object' };
    expect(
      unreachedPaths(
        open,
        times(1_000, () => '/*'.repeat(60)),
      ),
    ).toEqual([
      { index: 166, code: 'too_large', message: 'has 10020 steps of paths up to here, and may have 10000' },
    ]);
    expect(
      unreachedPaths(
        open,
        times(1_000, (i) => `/a/b/c/d/p${i}`),
      ),
    ).toEqual([]);
    const wide = { properties: members(1_000, () => ({ $ref: '#' })) };
    const found = unreachedPaths(
      wide,
      times(160, (i) => `/p${i}${'/*'.repeat(60)}`),
    );
    expect(found.map(({ code }) => code)).toEqual(['too_large']);
  });

  it('counts the schemas that share a budget together', () => {
    const budget = newBudget();
    const half = (name: string) => ({ anyOf: times(300, () => ({ title: name })) });
    expect(refusals(half('a'), budget)).toEqual([]);
    expect(refusals(half('b'), budget)).toEqual([
      'too_large: has 600 branches of oneOf and anyOf, and may have 500',
    ]);
  });

  it('unless it was accepted before', () => {
    const earlier = { anyOf: times(700, (i) => ({ const: i })) };
    expect(checkValue(validatorFor(earlier), 5)).toEqual([]);
  });
});

describe('memory is bounded by bytes', { timeout: 60_000 }, () => {
  it('for schemas', () => {
    for (const i of times(30, (index) => index)) {
      validatorFor({ $comment: `${i}`, properties: members(1_900, () => ({ title: 'x'.repeat(80) })) });
      expect(cachedSchemaBytes()).toBeLessThanOrEqual(64 * 1024 * 1024);
    }
  });

  it('for patterns, which equal schemas share', () => {
    const before = sharedPatternBytes();
    for (const title of ['a', 'b', 'c']) compileSchema({ title, pattern: '^(?:\\p{L}\\p{N}){1,900}shared$' });
    const one = sharedPatternBytes() - before;
    expect(one).toBeGreaterThan(100_000);
    expect(one).toBeLessThan(2_000_000);
    for (const i of times(100, (index) => index)) {
      compileSchema({ pattern: `^(?:\\p{L}\\p{N}){1,900}x${i}$` });
      expect(sharedPatternBytes()).toBeLessThanOrEqual(48 * 1024 * 1024);
    }
  });

  it('and the states that a pattern adds while it runs count too', () => {
    const compiled = compileSchema({ items: { pattern: 'a[ab]{60}[cd]' } });
    const before = sharedPatternBytes();
    const random = (seed: number) =>
      times(400, (i) => ((seed * 7919 + i * i * 31) % 7 < 3 ? 'a' : 'b')).join('');
    for (const seed of times(40, (index) => index)) checkValue(compiled, [random(seed)]);
    expect(sharedPatternBytes()).toBeGreaterThan(before + 64 * 1024);
  });
});
