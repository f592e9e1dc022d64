import { expect, test } from 'vitest';
import { wantsProblem } from './problem.ts';

test.each([
  [undefined, false],
  ['', false],
  ['*/*', false],
  ['application/*', false],
  ['application/json', false],
  ['application/problem+xml', false],
  ['text/html, application/xhtml+xml, */*;q=0.8', false],
  ['application/problem+json', true],
  ['Application/Problem+JSON', true],
  ['application/problem+json; charset=utf-8', true],
  ['application/problem+json, */*', true],
  ['application/json, application/problem+json', true],
  ['application/json;q=0.9, application/problem+json', true],
  ['application/json, application/problem+json;q=0.9', false],
  ['application/*, application/problem+json;q=0.9', false],
  ['*/*;q=0.1, application/problem+json;q=0.2', true],
  ['*/*, application/json;q=0.1, application/problem+json;q=0.2', true],
  ['application/problem+json;q=0', false],
  ['application/problem+json;q=0, application/json;q=0', false],
  ['x/problem+json', false],
])('%j asks for problem details: %s', (accept, expected) => {
  expect(wantsProblem(accept)).toBe(expected);
});
