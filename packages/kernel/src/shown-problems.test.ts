import { expect, test } from 'vitest';
import { DomainError } from './errors.ts';
import { invalidData } from './input.ts';
import { cutName, shownDependents, shownProblems } from './shown-problems.ts';

const LONG = 'x'.repeat(1_000_000);
const problem = (...path: string[]) => ({ code: 'a', message: 'b', path });
const lengthOf = (value: unknown) => JSON.stringify(value).length;

test('a name of up to 100 characters is shown whole, and a longer one ends in an ellipsis', () => {
  expect(cutName('x'.repeat(100))).toBe('x'.repeat(100));
  expect(cutName('x'.repeat(101))).toBe(`${'x'.repeat(99)}…`);
});

test('a name is never cut within a surrogate pair', () => {
  for (let before = 90; before < 102; before++) {
    const cut = cutName(`${'x'.repeat(before)}${'😀'.repeat(60)}`);
    expect(cut.isWellFormed()).toBe(true);
    expect(cut.length).toBeLessThanOrEqual(100);
  }
});

test('problems with long names, messages and pointers have a bounded length', () => {
  const one = { ...problem('value', LONG, '0'), message: LONG, because: [`/${LONG}`] };
  const shown = shownProblems(Array.from({ length: 5_000 }, () => one));
  expect(shown[0]?.path.map(({ length }) => length)).toEqual([5, 100, 1]);
  expect(shown.length).toBeGreaterThan(1);
  expect(lengthOf(shown)).toBeLessThan(150_000);
});

test('a hundred problems at ordinary places are all shown, as they are', () => {
  const problems = Array.from({ length: 100 }, (_, n) => problem('value', 'servers', String(n), 'address'));
  expect(shownProblems(problems)).toEqual(problems);
});

test('the first problem is shown, however deep it is', () => {
  const deep = problem(...Array.from({ length: 300 }, () => 'y'.repeat(100)));
  expect(shownProblems([deep, deep])).toEqual([deep]);
});

test('the rows that an error names share one room, and each shows a problem', () => {
  const errors = Array.from({ length: 100 }, () => problem('value', LONG, 'z'.repeat(90)));
  const row = { object: 'provider.config', id: 'pcf_1', name: null, errors };
  const shown = shownDependents(Array.from({ length: 100 }, () => row));
  expect(shown.every((one) => one.errors.length > 0)).toBe(true);
  expect(lengthOf(shown)).toBeLessThan(2_000_000);
});

test('every error of the domain lists what an answer has room for, and counts that', () => {
  const errors = Array.from({ length: 300 }, () => problem(LONG));
  const dependents = [{ object: 'provider.config', id: 'pcf_1', name: null, errors }];
  const thrown = invalidData(errors);
  expect(thrown.message).toBe(`The body has ${thrown.details.errors?.length} problems.`);
  expect(thrown.details.errors).toHaveLength(100);
  const { details } = new DomainError('conflict', 'x', { errors, dependents });
  expect(lengthOf(details)).toBeLessThan(50_000);
});
