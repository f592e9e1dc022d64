import { expect, test } from 'vitest';
import { prefers } from './accept.ts';

const HAL = 'application/hal+json';

test.each([
  [HAL, true],
  ['application/HAL+json', true],
  ['text/html, application/hal+json;q=0.5', true],
  ['application/hal+json ; q=0.5 , application/json;q=0.5', true],
  ['application/json, application/hal+json', true],
  ['application/hal+json, */*;q=0.1', true],
  ['application/hal+json;profile="a,b"', true],
  ['application/hal+json;q=0', false],
  ['application/hal+json;q=0.0', false],
  ['application/json, application/hal+json;q=0.5', false],
  ['application/*, application/hal+json;q=0.5', false],
  ['application/hal+json5', false],
  ['x-application/hal+json', false],
  ['*/*', false],
  ['', false],
  [undefined, false],
])('Accept: %s asks for HAL: %s', (accept, asks) => {
  expect(prefers(accept, HAL)).toBe(asks);
});
