import { describe, expect, it } from 'vitest';

import { watched } from '../testing/watched.ts';
import { checkValue } from './check.ts';
import { compileSchema } from './compile.ts';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const members = (count: number): Record<string, number> =>
  Object.fromEntries(times(count, (i) => [`p${i}`, i]));

const SIZE = 1_000;

/** Applies a subschema so many times, and goes on after it failed. */
const conditions = (count: number, one: object): object => ({
  allOf: times(count, () => ({ $ref: '#/$defs/one' })),
  $defs: { one: { if: one } },
});

/** Keywords, schemas that ask with them so many times for the members of an object, and values with the object. */
const asking: [string, (count: number) => object, (size: number) => object][] = [
  ['enum', (count) => ({ enum: times(count, () => ({})) }), members],
  [
    'enum of objects in objects',
    (count) => ({ enum: times(count, (i) => ({ of: 0, below: { p: i } })) }),
    (size) => ({ of: 0, below: members(size) }),
  ],
  ['const', (count) => conditions(count, { const: { p: 1 } }), members],
  ['additionalProperties', (count) => conditions(count, { additionalProperties: false }), members],
  ['patternProperties', (count) => conditions(count, { patternProperties: { '^p0$': false } }), members],
  ['propertyNames', (count) => conditions(count, { propertyNames: false }), members],
  ['maxProperties', (count) => conditions(count, { maxProperties: 1 }), members],
  ['unevaluatedProperties', (count) => conditions(count, { unevaluatedProperties: false }), members],
];

const stepsOf = (schema: object, value: unknown): number => {
  const compiled = compileSchema(schema);
  checkValue(compiled, value);
  return compiled.engine.spent;
};

describe('a check lists the members of an object once, however often a schema asks for them', () => {
  it.each(asking)('in %s', (_keyword, make, value) => {
    const looks = [20, 40].map((count) => {
      const seen = watched(value(SIZE));
      checkValue(compileSchema(make(count)), seen.value);
      return seen.looks();
    });
    expect((looks[1] ?? 0) - (looks[0] ?? 0)).toBeLessThan(SIZE);
  });
});

describe('a check counts the listed members as work', () => {
  it.each(asking)('in %s', (_keyword, make, value) => {
    const growth = stepsOf(make(1), value(2 * SIZE)) - stepsOf(make(1), value(SIZE));
    expect(growth).toBeGreaterThanOrEqual(SIZE / 8);
  });
});
