import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { newId } from './id.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The prefix and the bytes in base 62. */
function cursorOf(bytes: string | Buffer): string {
  let value = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
  let digits = '';
  for (; value > 0n; value /= 62n) digits = DIGITS.charAt(Number(value % 62n)) + digits;
  return `cur_${digits}`;
}

test('decoding returns the encoded position', () => {
  for (const side of ['after', 'before'] as const) {
    for (const id of [newId('provider', new Date()), '', 'ä', '"],[', '🚢'.repeat(10)]) {
      expect(decodeCursor(encodeCursor({ side, id }))).toEqual({ side, id });
    }
  }
});

test('a cursor has the form that the contract defines', () => {
  const cursor = encodeCursor({ side: 'after', id: 'pcf_1' });
  expect(cursor).toMatch(/^cur_[0-9A-Za-z]+$/);
  expect(cursor).toBe(cursorOf('["after","pcf_1"]'));
});

describe('a malformed cursor decodes to null in little time', () => {
  test.each([
    ['nothing', ''],
    ['the prefix alone', 'cur_'],
    ['no prefix', encodeCursor({ side: 'after', id: 'x' }).slice(4)],
    ['another prefix', encodeCursor({ side: 'after', id: 'x' }).replace('cur_', 'cut_')],
    ['characters that are no digits', 'cur_a-b'],
    ['zero', 'cur_0'],
    ['noise', 'cur_zzzzzzzzzzzzzzzzzz'],
    ['a side that is none', cursorOf('["beside","x"]')],
    ['a side that every object has', cursorOf('["constructor","x"]')],
    ['an id that is a number', cursorOf('["after",1]')],
    ['no id', cursorOf('["after"]')],
    ['more than an id', cursorOf('["after","x","y"]')],
    ['an object', cursorOf('{"0":"after","1":"x"}')],
    ['null', cursorOf('null')],
    ['a number', cursorOf('1')],
    ['half a document', cursorOf('["after","x"')],
    ['a document nested deep', cursorOf('['.repeat(150))],
    ['bytes that are not UTF-8', cursorOf(Buffer.from([0xff, 0xfe, 0xfd]))],
    ['a megabyte', `cur_${'z'.repeat(1_000_000)}`],
  ])('%s', (_what, text) => {
    expect(decodeCursor(text)).toBeNull();
  });
});
