import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

test.each([
  ['provider-cofigs', 'provider-configs'],
  ['lst', 'list'],
  ['--stauts', '--status'],
  ['zebra', null],
])('%s was meant to be %s', (text, expected) => {
  expect(nearest(text, ['list', 'get', 'provider-configs', 'provider-tools', '--status'])).toBe(expected);
});
