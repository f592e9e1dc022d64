import { expect, test } from 'vitest';
import { ghostOf } from './spot.ts';

test('the default of a leaf is shown, and that of a secret is not', () => {
  expect(ghostOf({ 'x-default': 7 }, false)).toBe('7');
  expect(ghostOf({ 'x-default': 'eu' }, false)).toBe('eu');
  expect(ghostOf({ 'x-default': '' }, false)).toBeNull();
  expect(ghostOf({ 'x-default': 'only-the-owner-knows', 'x-secret': true }, false)).toBeNull();
  expect(ghostOf({ 'x-default': 'only-the-owner-knows' }, true)).toBeNull();
});
