import { expect, test } from 'vitest';
import { bytesOfLsn, covers, positionText, readPosition, UNREACHED } from './log-position.ts';

test('a position is written and read without loss', () => {
  for (const position of [
    { timeline: 1, bytes: bytesOfLsn('0/0') },
    { timeline: 10, bytes: bytesOfLsn('16/B374D848') },
    { timeline: 1, bytes: bytesOfLsn('FFFFFFFF/FFFFFFFF') },
    UNREACHED,
  ]) {
    expect(readPosition(positionText(position))).toEqual(position);
  }
  expect(positionText({ timeline: 10, bytes: bytesOfLsn('16/B374D848') })).toBe('0000000A-00000016B374D848');
});

test.each([
  '',
  '1-2',
  '0000000a-0000000000000000',
  '00000001-0000000000000000 ',
  '00000001 0000000000000000',
])('%j is no position', (text) => {
  expect(readPosition(text)).toBeNull();
});

test('a server covers a position when it has replayed as much, on that timeline or a newer one', () => {
  const wanted = { timeline: 2, bytes: 100n };
  expect(covers({ timeline: 2, bytes: 100n }, wanted)).toBe(true);
  expect(covers({ timeline: 3, bytes: 101n }, wanted)).toBe(true);
  expect(covers({ timeline: 2, bytes: 99n }, wanted)).toBe(false);
  expect(covers({ timeline: 1, bytes: 500n }, wanted)).toBe(false);
  expect(covers({ timeline: 9, bytes: 2n ** 63n }, UNREACHED)).toBe(false);
});
