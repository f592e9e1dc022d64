import { isDamagedToken, newId, newToken, TOKEN_PATTERN } from '@berth/kernel';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

const TOKEN = new RegExp(`^${TOKEN_PATTERN}$`);
const types = fc.constantFrom('secret' as const, 'publishable' as const);
const moments = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
const tokens = fc.tuple(types, moments).map(([type, now]) => {
  const id = newId('apiKey', now);
  return { id, token: newToken(type, id) };
});

test('every token has the published form, a valid checksum, and its key in it', () => {
  fc.assert(
    fc.property(tokens, ({ id, token }) => {
      expect(token).toMatch(TOKEN);
      expect(isDamagedToken(token)).toBe(false);
      expect(`apk_${token.split('_')[2]}`).toBe(id);
    }),
  );
});

test('a token with one other character, or two neighbours swapped, is never taken for an intact one', () => {
  const digit = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
  fc.assert(
    fc.property(tokens, fc.nat(84), digit, ({ token }, at, other) => {
      fc.pre(token[at] !== other);
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      expect(!TOKEN.test(changed) || isDamagedToken(changed)).toBe(true);
    }),
  );
  fc.assert(
    fc.property(tokens, fc.nat(77), ({ token }, at) => {
      const [a = '', b = ''] = token.slice(at, at + 2);
      fc.pre(a !== b);
      const swapped = token.slice(0, at) + b + a + token.slice(at + 2);
      expect(!TOKEN.test(swapped) || isDamagedToken(swapped)).toBe(true);
    }),
  );
});

test('a random text in the form of a token counts as damaged, but for one in four thousand million', () => {
  const likeness = fc
    .tuple(
      types.map((type) => (type === 'secret' ? 'sk' : 'pk')),
      fc.stringMatching(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/),
      fc.stringMatching(/^[0-9A-Za-z]{49}$/),
    )
    .map(([type, id, rest]) => `berth_${type}_${id}_${rest}`);
  fc.assert(fc.property(likeness, (text) => TOKEN.test(text) && isDamagedToken(text)));
});
