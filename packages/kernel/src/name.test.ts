import { describe, expect, test } from 'vitest';
import { isUnseen, nameProblem, normalName, readName, spellingsOf } from './name.ts';

/** One character of each kind that nobody can see or tell apart, and some members of the larger kinds. */
const UNSEEN = {
  control: ['\n', '\t', '\u0000', '\u001b', '\u007f', '\u0085'],
  'zero-width': ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u034f', '\u180e'],
  bidirectional: ['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069'],
  format: ['\u06dd', '\ufff9', '\u{e0041}', '\u{1d173}'],
  'variation selector': ['\ufe0f', '\u180b', '\u{e0100}'],
  filler: ['\u115f', '\u3164', '\uffa0', '\u2800'],
  'private-use': ['\ue000', '\uf8ff', '\u{f0000}', '\u{10fffd}'],
  unassigned: ['\u0378', '\ufffe', '\uffff', '\u{1ffff}'],
  surrogate: ['\ud800', '\udc00'],
  'white space': ['\u00a0', '\u1680', '\u2003', '\u2009', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000'],
};

describe('a name', () => {
  test.each(Object.entries(UNSEEN))('holds no %s character, at any place', (_kind, characters) => {
    for (const character of characters) {
      for (const text of [`${character}ab`, `a${character}b`, `ab${character}`]) {
        expect(nameProblem(text, 100), JSON.stringify(text)).toMatchObject({ code: 'invalid_characters' });
      }
      expect(nameProblem(character, 100), JSON.stringify(character)).not.toBeNull();
    }
  });

  test('is unseen when all of its characters are', () => {
    const all = Object.values(UNSEEN).flat();
    for (const text of ['', ' ', ...all, all.join(' ')]) {
      expect(isUnseen(text), JSON.stringify(text)).toBe(true);
    }
    for (const text of ['a', '.', '💩', `${all.join(' ')}-`, 'ک\u200cت']) expect(isUnseen(text)).toBe(false);
  });

  test.each(['main', 'a b', 'équipe', 'Ünïcode', '語', 'нода', 'क्षि', 'ab/c:d.e_f-g', '💩', '(1) #2'])(
    'may be %s',
    (text) => {
      for (const form of ['NFC', 'NFD', 'NFKC']) {
        expect(readName(text.normalize(form), 100, [])).toBe(text.normalize('NFC'));
      }
    },
  );

  test('is one in all spellings that normalize alike, and loses the spaces at its ends', () => {
    for (const [one, other] of [
      ['e\u0301quipe', '\u00e9quipe'],
      ['\u212b', '\u00c5'],
      ['\u2126', '\u03a9'],
      ['\u1100\u1161', '\uac00'],
      ['q\u0307\u0323', 'q\u0323\u0307'],
      ['  a b ', 'a b'],
    ] as const) {
      expect(normalName(one)).toBe(normalName(other));
    }
    expect(spellingsOf('main')).toEqual(['main']);
    expect(spellingsOf(' e\u0301')).toEqual(['\u00e9', ' e\u0301', 'e\u0301']);
  });

  test('is neither blank nor too long once it is normal', () => {
    for (const text of ['', ' ', ' \t\n', '\u00a0\u3000'])
      expect(nameProblem(text, 5)?.code).toBe('invalid_min_length');
    expect(nameProblem('e\u0301'.repeat(5), 5)).toBeNull();
    expect(nameProblem('💩'.repeat(5), 5)).toBeNull();
    // A letter that is longer in its normal form
    expect(nameProblem('\u0958'.repeat(3), 5)).toMatchObject({ code: 'invalid_max_length', max: 5 });
    expect(() => readName('a\nb', 5, ['handle'])).toThrow(expect.objectContaining({ code: 'invalid_data' }));
  });
});
