import { setOwn } from '../json/object.ts';
import { LONGEST_TEXT, textsFor } from './sample-text.ts';
import {
  fits,
  itemsOf,
  type Kind,
  kindsOf,
  memberOf,
  namesOf,
  requiredOf,
  type Shape,
  saidBy,
  valuesOf,
  within,
} from './shape.ts';
import type { Steps } from './steps.ts';

const MOST_CANDIDATES = 60;
const DEEPEST = 8;
const MOST_BRANCHES = 8;
const TEXT_FIRST = ['string', 'integer', 'fraction', 'boolean', 'object', 'array', 'null'] as const;
const OBJECT_FIRST = ['object', ...TEXT_FIRST.filter((kind) => kind !== 'object')] as const;

/** Values to try, none of which is `undefined`: that is a step, between which others may run. */
export type Values = Generator<unknown, void, void>;

/** Counts down the values that a search may still make. */
export interface Tries {
  left: number;
}

/**
 * Makes a value that fits a shape and, where one is found, also the shape that it is to be like. `undefined` when none
 * is found.
 */
export function* sample(shape: Shape, like: Shape | null, tries: Tries, depth = 0): Steps<unknown> {
  let fallback: unknown;
  for (const value of candidates(shape, like, tries, depth)) {
    yield;
    if (value === undefined) continue;
    if (tries.left-- <= 0) break;
    if (!fits(shape, value)) continue;
    if (like === null || fits(like, value)) return value;
    fallback ??= value;
  }
  return fallback;
}

/** Yields values that may fit a shape: its own examples first, then some of each kind that it allows. */
export function* candidates(shape: Shape, like: Shape | null, tries: Tries, depth = 0): Values {
  if (shape.impossible || depth > DEEPEST) return;
  const values = valuesOf(shape);
  if (values !== null) {
    yield* values.slice(0, MOST_CANDIDATES);
    return;
  }
  if (like !== null) yield* (valuesOf(like) ?? []).slice(0, MOST_CANDIDATES);
  yield* examplesOf(shape);
  if (like !== null) yield* examplesOf(like);
  const [union] = shape.unions;
  if (union !== undefined) {
    for (const branch of union.branches.slice(0, MOST_BRANCHES))
      yield* candidates(within(shape, union, branch), like, tries, depth + 1);
    return;
  }
  const kinds = kindsOf(shape);
  const described = namesOf(shape).length > 0;
  for (const kind of described ? OBJECT_FIRST : TEXT_FIRST) {
    if (kinds.has(kind)) yield* ofKind(kind, shape, like, tries, depth);
  }
}

function* examplesOf(shape: Shape): Values {
  for (const keyword of ['default', 'examples', 'example']) {
    for (const said of saidBy(shape, keyword))
      yield* keyword === 'examples' && Array.isArray(said) ? said : [said];
  }
}

function* ofKind(kind: Kind, shape: Shape, like: Shape | null, tries: Tries, depth: number): Values {
  switch (kind) {
    case 'null':
      yield null;
      break;
    case 'boolean':
      yield true;
      yield false;
      break;
    case 'integer':
    case 'fraction':
      yield* numbersFor([shape, ...(like ? [like] : [])]);
      break;
    case 'string':
      yield* textsOfShapes([shape, ...(like ? [like] : [])]);
      break;
    case 'array':
      yield [];
      yield* arraysOf(shape, like, tries, depth);
      break;
    case 'object':
      yield yield* objectOf(shape, like, tries, depth);
      if (like !== null) yield yield* objectOf(shape, null, tries, depth);
  }
}

function numbersIn(shapes: readonly Shape[], keywords: readonly string[]): number[] {
  return shapes.flatMap((shape) =>
    keywords.flatMap((keyword) => saidBy(shape, keyword)).filter((said) => typeof said === 'number'),
  );
}

/** Numbers at the bounds of some shapes, and a few plain ones. */
export function numbersFor(shapes: readonly Shape[]): number[] {
  const bounds = numbersIn(shapes, [
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
  ]);
  const around = bounds.flatMap((bound) => [
    bound,
    bound + 1,
    bound - 1,
    bound + 0.5,
    bound - 0.5,
    bound * 2,
  ]);
  shapes[0]?.work.spend(5 + around.length / 4);
  return [...new Set([1, 0, -1, 10, 100, 0.5, 1.5, ...around])];
}

/** Texts for the patterns and lengths of some shapes. */
export function textsOfShapes(shapes: readonly Shape[]): string[] {
  const bounds = new Set(numbersIn(shapes, ['minLength', 'maxLength']));
  const lengths = [...bounds].flatMap((length) => [length - 1, length, length + 1]);
  const patterns = shapes
    .flatMap((shape) => saidBy(shape, 'pattern'))
    .filter((said) => typeof said === 'string');
  // Each class of a pattern is compiled, and each text is written out
  const classes = patterns.reduce((sum, pattern) => sum + pattern.length, 0);
  const written = lengths.reduce((sum, length) => sum + (length <= LONGEST_TEXT ? length : 0), 0);
  shapes[0]?.work.spend(20 + classes * 25 + written / 25);
  return textsFor(patterns, lengths);
}

function* arraysOf(shape: Shape, like: Shape | null, tries: Tries, depth: number): Values {
  const items = itemsOf(shape);
  if (items === null) return;
  const item = yield* sample(items, like === null ? null : itemsOf(like), tries, depth + 1);
  if (item === undefined) return;
  const counts = numbersIn([shape, ...(like ? [like] : [])], ['minItems', 'maxItems']);
  for (const count of new Set([1, ...counts.flatMap((bound) => [bound, bound - 1, bound + 1])]))
    if (count > 0 && count <= 100) yield Array(count).fill(item);
}

/** Makes an object with the members that the shapes require, in as far as the first allows them. */
export function* objectOf(
  shape: Shape,
  like: Shape | null,
  tries: Tries,
  depth = 0,
  without: string | null = null,
): Steps<Record<string, unknown>> {
  const made: Record<string, unknown> = {};
  const names = new Set([...requiredOf(shape), ...(like === null ? [] : requiredOf(like))]);
  for (const name of names) {
    if (name === without || tries.left <= 0) continue;
    const value = yield* sample(
      memberOf(shape, name).shape,
      like === null ? null : memberOf(like, name).shape,
      tries,
      depth + 1,
    );
    if (value !== undefined) setOwn(made, name, value);
  }
  return made;
}

/** Makes an object with every described member. */
export function* fullObjectOf(
  shape: Shape,
  like: Shape | null,
  tries: Tries,
): Steps<Record<string, unknown>> {
  const made = yield* objectOf(shape, like, tries);
  for (const name of namesOf(shape)) {
    if (Object.hasOwn(made, name) || tries.left <= 0) continue;
    const value = yield* sample(memberOf(shape, name).shape, like && memberOf(like, name).shape, tries, 1);
    if (value !== undefined) setOwn(made, name, value);
  }
  return made;
}

/** Yields objects with every described member, with one beside those required, and with all but one. */
export function* objectsOf(shape: Shape, tries: Tries): Values {
  const least = yield* objectOf(shape, null, tries);
  const full = yield* fullObjectOf(shape, null, tries);
  yield full;
  for (const name of Object.keys(full)) {
    shape.work.spend(Object.keys(full).length / 2);
    if (!Object.hasOwn(least, name)) yield { ...least, [name]: full[name] };
    yield withoutMember(full, name);
  }
}

/** Copies an object without one member. */
export function withoutMember(value: Record<string, unknown>, name: string): Record<string, unknown> {
  const { [name]: _, ...rest } = value;
  return rest;
}
