import { formats } from '../engine/formats.ts';
import { isMultiple, STEPS_OF_DECISION } from '../engine/multiple.ts';
import { candidates, numbersFor, textsOfShapes } from './sample.ts';
import { type Shape, saidBy } from './shape.ts';
import type { Add } from './walk.ts';

/** A bound: the lowest or highest number that is allowed, and if it is itself left out. */
interface Bound {
  readonly limit: number;
  readonly exclusive: boolean;
}

const COUNTED = {
  string: ['minLength', 'maxLength'],
  array: ['minItems', 'maxItems'],
  object: ['minProperties', 'maxProperties'],
} as const;

/** Compares the bounds of one kind of value. */
export function compareBounds(
  of: 'array' | 'number' | 'object' | 'string',
  before: Shape,
  after: Shape,
  add: Add,
): void {
  const pairs =
    of === 'number'
      ? ([
          [lowest(before), lowest(after), 1],
          [highest(before), highest(after), -1],
        ] as const)
      : ([
          [counted(before, COUNTED[of][0], 1), counted(after, COUNTED[of][0], 1), 1],
          [counted(before, COUNTED[of][1], -1), counted(after, COUNTED[of][1], -1), -1],
        ] as const);
  for (const [left, right, sign] of pairs) compareBound(of, before, after, [left, right, sign], add);
  if (of === 'number') compareMultiples(before, after, add);
  if (of === 'array') compareUnique(before, after, add);
}

function compareBound(
  of: string,
  before: Shape,
  after: Shape,
  [left, right, sign]: readonly [Bound | null, Bound | null, 1 | -1],
  add: Add,
): void {
  const order = stricter(right, left, sign);
  if (order === 0) return;
  const said = { before: left?.limit ?? null, after: right?.limit ?? null };
  if (order < 0) add({ kind: 'bounds_loosened', verdict: 'safe', ...said });
  else
    add({
      kind: 'bounds_tightened',
      verdict: 'open',
      ...said,
      tries: function* (tries) {
        if (of === 'number') yield* numbersFor([before, after]);
        if (of === 'string') yield* textsOfShapes([before, after]);
        yield* candidates(before, null, tries);
        yield* candidates(before, after, tries);
      },
    });
}

/** 1 when the first bound allows less than the second, -1 when it allows more, else 0. */
function stricter(one: Bound | null, other: Bound | null, sign: 1 | -1): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  const difference = sign * (one.limit - other.limit);
  return Math.sign(difference) || Number(one.exclusive) - Number(other.exclusive);
}

function strictest(bounds: readonly Bound[], sign: 1 | -1): Bound | null {
  return bounds.reduce<Bound | null>((best, bound) => (stricter(bound, best, sign) > 0 ? bound : best), null);
}

const numbers = (said: readonly unknown[]): number[] => said.filter((value) => typeof value === 'number');

function counted(shape: Shape, keyword: string, sign: 1 | -1): Bound | null {
  const bounds = numbers(saidBy(shape, keyword)).map((limit) => ({ limit, exclusive: false }));
  const best = strictest(bounds, sign);
  return sign === 1 && best?.limit === 0 ? null : best;
}

const lowest = (shape: Shape): Bound | null => limitOf(shape, 'minimum', 'exclusiveMinimum', 1);
const highest = (shape: Shape): Bound | null => limitOf(shape, 'maximum', 'exclusiveMaximum', -1);

/** In draft 04 the exclusive keyword is a flag of the other one. */
function limitOf(shape: Shape, plain: string, exclusive: string, sign: 1 | -1): Bound | null {
  shape.work.spend(shape.conjuncts.length);
  const bounds = shape.conjuncts.flatMap(({ schema }): Bound[] => [
    ...numbers([schema[plain]]).map((limit) => ({ limit, exclusive: schema[exclusive] === true })),
    ...numbers([schema[exclusive]]).map((limit) => ({ limit, exclusive: true })),
  ]);
  return strictest(bounds, sign);
}

function compareMultiples(before: Shape, after: Shape, add: Add): void {
  const multiples = (shape: Shape): number[] => [...new Set(numbers(saidBy(shape, 'multipleOf')))];
  const [left, right] = [multiples(before), multiples(after)];
  before.work.spend(2 * left.length * right.length * STEPS_OF_DECISION);
  const implied = (number: number, by: readonly number[]): boolean =>
    by.some((other) => isMultiple(other, number));
  const said = { before: left[0] ?? null, after: right[0] ?? null };
  if (right.some((number) => !implied(number, left))) {
    add({
      kind: 'bounds_tightened',
      verdict: 'open',
      ...said,
      tries: () => numbersFor([before, after]),
    });
  } else if (left.some((number) => !implied(number, right))) {
    add({ kind: 'bounds_loosened', verdict: 'safe', ...said });
  }
}

function compareUnique(before: Shape, after: Shape, add: Add): void {
  const [left, right] = [before, after].map((shape) => saidBy(shape, 'uniqueItems').includes(true));
  if (left === right) return;
  add({
    kind: right ? 'bounds_tightened' : 'bounds_loosened',
    verdict: right ? 'open' : 'safe',
    before: left,
    after: right,
    tries: function* (tries) {
      for (const value of candidates(before, null, tries)) {
        if (value === undefined) yield;
        else if (Array.isArray(value)) yield [...value, ...value];
      }
    },
  });
}

/** Compares the patterns of texts. */
export function comparePatterns(before: Shape, after: Shape, add: Add): void {
  compareNames('pattern', before, after, () => true, add);
}

/** Compares the formats that are checked. */
export function compareFormats(before: Shape, after: Shape, add: Add): void {
  compareNames('format', before, after, (name) => formats.has(name) && name !== 'password', add);
}

function compareNames(
  keyword: 'format' | 'pattern',
  before: Shape,
  after: Shape,
  isChecked: (name: string) => boolean,
  add: Add,
): void {
  const [left, right] = [before, after].map((shape) =>
    saidBy(shape, keyword).filter((name): name is string => typeof name === 'string' && isChecked(name)),
  ) as [string[], string[]];
  before.work.spend((left.length * right.length) / 20);
  const said = { before: left[0] ?? null, after: right[0] ?? null };
  if (right.some((name) => !left.includes(name))) {
    add({
      kind: `${keyword}_tightened`,
      verdict: 'open',
      ...said,
      tries: function* (tries) {
        yield* candidates(before, null, tries);
        yield* textsOfShapes([before, after]);
      },
    });
  } else if (left.some((name) => !right.includes(name))) {
    add({ kind: `${keyword}_loosened`, verdict: 'safe', ...said });
  }
}
