import { hash } from 'node:crypto';
import type { Database } from '@berth/db';
import { describe, expect, test } from 'vitest';
import { isAskedAgain, keepAnswer, keptAnswer } from './kept.ts';
import type { Request } from './request.ts';

/** The database only names the shelf of answers here. */
const shelf = () => ({ database: {} as Database });

const asked = (of: { database: Database }, place: string, version: string): Request =>
  ({ ...of, revalidated: { place, version } }) as Request;

const keep = (of: { database: Database }, place: string, version: string, text: string): void =>
  keepAnswer(asked(of, place, version), `"${version}"`, text);

const [a, b] = [hash('sha256', 'a', 'base64'), hash('sha256', 'b', 'base64')];

describe('an answer that is kept', () => {
  test('is sought from the second request on, and found at its version only', () => {
    const of = shelf();
    expect([isAskedAgain(of, a), isAskedAgain(of, a), isAskedAgain(of, b)]).toEqual([false, true, false]);
    expect(keptAnswer(asked(of, a, '1'))).toBeNull();
    keep(of, a, '1', 'one');
    expect(keptAnswer(asked(of, a, '1'))).toMatchObject({ etag: '"1"', text: 'one' });
    expect(keptAnswer(asked(of, b, '1'))).toBeNull();
    expect(keptAnswer(asked(of, a, '2'))).toBeNull();
  });

  test('is sought more seldom while each was another one', () => {
    const of = shelf();
    const tries: number[] = [];
    for (let request = 0; request < 400; request++) {
      if (!isAskedAgain(of, a)) continue;
      tries.push(request);
      const version = String(request);
      expect(keptAnswer(asked(of, a, version))).toBeNull();
      keep(of, a, version, 'text');
    }
    const pauses = tries.map((at, index) => at - (tries[index - 1] ?? 0) - 1);
    expect(pauses.slice(0, 9)).toEqual([0, 0, 1, 3, 7, 15, 31, 63, 64]);
    while (!isAskedAgain(of, a));
    expect(keptAnswer(asked(of, a, String(tries.at(-1))))).not.toBeNull();
    expect([isAskedAgain(of, a), isAskedAgain(of, a)]).toEqual([true, true]);
  });

  test('goes when the texts of later ones are too many', () => {
    const of = shelf();
    const text = 'x'.repeat(100_000);
    for (let place = 0; place < 50; place++) {
      keep(of, `${place}`, '1', text);
      keptAnswer(asked(of, '0', '1'));
    }
    const left = Array.from({ length: 50 }, (_, place) => keptAnswer(asked(of, `${place}`, '1')));
    expect(left.filter((kept) => kept !== null)).toHaveLength(40);
    expect([left[0], left[1], left[49]].map((kept) => kept !== null)).toEqual([true, false, true]);
  });

  test('keeps only the tag of a text that is too long', () => {
    const of = shelf();
    keep(of, a, '1', 'x'.repeat(500_001));
    expect(keptAnswer(asked(of, a, '1'))).toMatchObject({ etag: '"1"', text: null });
  });
});
