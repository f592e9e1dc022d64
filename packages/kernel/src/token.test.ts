import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId } from './id.ts';
import { isDamagedToken, newToken, TOKEN_PATTERN } from './token.ts';

const id = newId('apiKey', new Date());

test('a token is the prefix of its type, the digits of its key, 43 random digits and a checksum of 6', () => {
  const digits = id.slice('apk_'.length);
  expect(newToken('secret', id)).toMatch(new RegExp(`^berth_sk_${digits}_[0-9A-Za-z]{49}$`));
  expect(newToken('publishable', id)).toMatch(new RegExp(`^berth_pk_${digits}_[0-9A-Za-z]{49}$`));
});

test('tokens are unique and use every digit', () => {
  const tokens = Array.from({ length: 500 }, () => newToken('secret', id).slice(-49, -6));
  expect(new Set(tokens).size).toBe(tokens.length);
  expect(new Set(tokens.join('')).size).toBe(62);
});

test('the checksum is CRC-32 in base 62 with leading zeros, as anybody can compute it', () => {
  const body = `berth_sk_01k00000000000000000000000_${'0'.repeat(43)}`;
  const right = `${body}48VIvf`;
  expect(isDamagedToken(right)).toBe(false);
  expect(isDamagedToken(`${body}48VIvg`)).toBe(true);
});

test('the pattern finds tokens in any text, and text of another form never counts as damaged', () => {
  const tokens = [newToken('secret', id), newToken('publishable', id)];
  const text = `KEY="${tokens[0]}"\n{"authorization": "Bearer ${tokens[1]}", "old": "berth_sk_${'a'.repeat(43)}"}`;
  expect(text.match(new RegExp(TOKEN_PATTERN, 'g'))).toEqual(tokens);
  const others = [`berth_sk_${'a'.repeat(43)}`, 'a'.repeat(85), '', `${tokens[0]}0`, `x${tokens[0]}`];
  for (const other of others) expect(isDamagedToken(other), other).toBe(false);
});

test('docs/keys-and-roles.md gives this expression to secret scanners', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/keys-and-roles.md'), 'utf8');
  expect(page).toContain(`\n${TOKEN_PATTERN}\n`);
});
