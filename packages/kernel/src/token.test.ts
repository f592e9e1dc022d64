import { expect, test } from 'vitest';
import { newToken } from './token.ts';

test('a token is the prefix of its type and 43 base-62 digits', () => {
  expect(newToken('secret')).toMatch(/^berth_sk_[0-9A-Za-z]{43}$/);
  expect(newToken('publishable')).toMatch(/^berth_pk_[0-9A-Za-z]{43}$/);
});

test('no two tokens are alike, and every digit is used', () => {
  const tokens = Array.from({ length: 500 }, () => newToken('secret').slice(9));
  expect(new Set(tokens).size).toBe(tokens.length);
  expect(new Set(tokens.join('')).size).toBe(62);
});
