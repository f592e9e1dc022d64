import { expect, test } from 'vitest';
import { valueProblems } from '../content/errors.ts';
import { keptReasons } from './layers.ts';

test('a config keeps every mark of a move, and as many other problems as an answer has room for', () => {
  const at = (name: string) => ['value', name];
  const others = Array.from({ length: 300 }, (_, index) => valueProblems.unreadable(at(`other-${index}`)));
  const marks = ['a', 'b'.repeat(30_000)].map((name) => valueProblems.unknownOfVault(at(name)));
  const kept = keptReasons([...others, ...marks]);
  expect(kept.slice(0, 2)).toEqual(marks);
  expect(kept.slice(2)).toEqual(others.slice(0, 100));
});
