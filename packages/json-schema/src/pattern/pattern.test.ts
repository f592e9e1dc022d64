import { describe, expect, it } from 'vitest';

import { compilePattern, PatternError, PatternSet } from '../index.ts';

function codeOf(source: string): string {
  try {
    compilePattern(source);
    return 'accepted';
  } catch (error) {
    return error instanceof PatternError ? error.code : String(error);
  }
}

/** A small deterministic generator, so that a failure can be reproduced. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('compilePattern', { timeout: 60_000 }, () => {
  it.each([
    ['^(?!https://)(?!http://).*$', ['example.com', ''], ['https://x', 'http://x']],
    ['^(?=.*\\d)(?=.*[a-z]).{4,}$', ['abc1'], ['abcd', '1234', 'a1']],
    ['^(?!-)[a-z-]{1,9}(?<!-)$', ['a-b', 'a'], ['-a', 'a-', '']],
    ['^((?!\\.\\.).)*$', ['a.b', ''], ['a..b']],
    ['a(?!b)c|x(?=y)', ['ac', 'xy'], ['xz', 'abc']],
    ['^(?!team$|we$)', ['teams', 'us'], ['team', 'we']],
    ['(?<=a)b', ['ab'], ['cb', 'b']],
    ['^[\\w]+\\=[\\w]*$', ['a=', 'a=b'], ['=', 'a']],
    ['^\\p{Lu}\\p{Script=Greek}$', ['Aα'], ['aα', 'Aa']],
    ['^[^\\S]\\s$', ['\u00a0\ufeff'], ['a ', ' a']],
    ['^.$', ['a', '😀'], ['\n', '\u2028', '']],
    ['^\\u0041\\x42\\cJ\\t\\/$', ['AB\n\t/'], ['AB']],
    ['^a{2,3}$|^b{0}c?$', ['aa', 'aaa', '', 'c'], ['a', 'aaaa']],
    ['^.{0,1500}$', ['', 'a'.repeat(1500)], ['a'.repeat(1501)]],
    ['^[]$|^[^]$', ['x', '\n'], ['', 'xx']],
    ['^a{$|^{b$|^]c$', ['a{', '{b', ']c'], ['a']],
    ['$^', [''], ['a']],
  ])('%s means the same as in ECMAScript', (source, matching, others) => {
    const pattern = compilePattern(source);
    expect(matching.filter((text) => !pattern.test(text))).toEqual([]);
    expect(others.filter((text) => pattern.test(text))).toEqual([]);
  });

  it('agrees with the platform on random patterns with look-arounds', () => {
    const random = generator(20_26);
    const pick = (options: readonly string[]): string => options[random(options.length)] as string;
    const atoms = [
      'a',
      'b',
      '-',
      '.',
      '\\w',
      '\\W',
      '\\s',
      '\\S',
      '\\d',
      '[ab]',
      '[^a]',
      '[\\s\\S]',
      '[a-c-]',
      'é',
    ];
    const source = (depth: number, ahead: boolean): string => {
      let text = '';
      for (let i = random(3); i >= 0; i--) {
        const kind = depth === 0 ? 9 : random(10);
        if (kind < 2)
          text += `(${source(depth - 1, ahead)}|${source(depth - 1, ahead)})${pick(['', '*', '?'])}`;
        else if (kind === 2) text += `(?${ahead ? '' : '<'}${pick(['=', '!'])}${source(depth - 1, ahead)})`;
        else if (kind === 3) text += pick(['^', '$', '\\b', '\\B']);
        else text += pick(atoms) + pick(['', '', '*', '+', '?', '{2}', '{1,2}', '*?']);
      }
      return text;
    };
    const differing: string[] = [];
    for (let i = 0; i < 600; i++) {
      const text = `${pick(['', '^', '^(?!a)'])}${source(2, i % 2 === 0)}${pick(['', '$'])}`;
      const native = new RegExp(text, 'u');
      if (codeOf(text) !== 'accepted') continue;
      const ours = compilePattern(text);
      for (let j = 0; j < 8; j++) {
        const subject = Array.from({ length: random(6) }, () =>
          pick(['a', 'b', 'c', '-', ' ', '\n', 'é', '1']),
        ).join('');
        if (ours.test(subject) !== native.test(subject))
          differing.push(`${text} on ${JSON.stringify(subject)}`);
      }
    }
    expect(differing).toEqual([]);
  });

  it('ignores case when asked to', () => {
    expect(compilePattern('^get_', { ignoreCase: true }).test('GET_x')).toBe(true);
    expect(compilePattern('^get_').test('GET_x')).toBe(false);
  });

  it('finishes on patterns that never finish on the platform', () => {
    for (const source of [
      '^(a+)+$',
      '^(a|a)*$',
      '^(?:a|aa)+$',
      '(x+x+)+y',
      '^(?!(a+)+$)b',
      '^(.*)*=(?!x)$',
    ]) {
      expect(compilePattern(source).test(`${'a'.repeat(50_000)}!`)).toBe(false);
    }
  });

  it.each([
    ['\\A[a-z]+\\Z', 'for the start of the text write ^'],
    ['^[a-z]+\\Z', 'for the end of the text write $'],
    ['^[a-z]+\\z', 'for the end of the text write $'],
    ['^[[:alpha:]]+$', 'write A-Za-z inside the brackets'],
    ['^[^[:space:]_]+$', 'write \\s inside the brackets'],
    ['^[:alpha:]+$', 'write [A-Za-z]'],
    ['[^:digit:]', 'write [^0-9]'],
    ['\\<word', 'for the edge of a word write \\b'],
    ['word\\>', 'for the character >'],
    ['[a-z&&[^aeiou]]', 'list the characters of the class'],
    ['[[.hyphen.]]', 'write the character itself'],
    ['[[=e=]]', 'write the character itself'],
    ['^(?P<n>a)$', 'write (?<name>…)'],
    ['(?P<n>a)(?P=n)', 'write (?<name>…)'],
    ["(?'n'a)", 'write (?<name>…)'],
    ['(?i)abc', 'write [Aa] for a'],
    ['(?i:abc)', 'write [Aa] for a'],
    ['(?s).', 'write [^] for .'],
    ['(?m)^a$', 'write the pattern without them'],
    ['(?-i)a', 'write the pattern without them'],
    ['(?x) a', 'write the pattern without them'],
    ['a++', 'leave the last + out'],
    ['(?:ab)*+c', 'leave the last + out'],
    ['a?+', 'leave the last + out'],
    ['a{2,3}+', 'leave the last + out'],
    ['(?>a|ab)c', 'write (?:…)'],
    ['(?#note)a', 'leave the comment out'],
    ['(a)(?(1)b|c)', 'write the alternatives out'],
    ['\\((?R)?\\)', 'write it out'],
    ['(*UTF8)a', 'leave them out'],
    ['\\Qa.b\\E', 'put \\ before each special character'],
    ['a\\h+b', 'write [ \\t]'],
    ['a\\Rb', 'write (?:\\r\\n|[\\n\\r])'],
    ['a{,3}', 'write {0,3}'],
    ['\\pL+', 'write \\p{L}'],
    ['\\p{L}\\-', 'escape no character that needs no escape'],
    ['\\U0001F600', 'write \\u0041 or \\u{1F600}'],
    ['\\u{1F600}\\-', 'write it like \\u0041'],
    ['\\j', 'write j'],
  ])('a schema with %s is refused with what to write instead', (source, advice) => {
    const add = () => new PatternSet().add(source);
    expect(add).toThrow(PatternError);
    expect(add).toThrow(expect.objectContaining({ code: 'invalid_pattern' }));
    expect(add).toThrow(expect.objectContaining({ message: expect.stringContaining(advice) }));
  });

  it.each([
    '^(?:a+?|b*?|c??|d{2}?)$',
    '[(?i)++]',
    '[*+?]+',
    '\\(?a+',
    '[:a:]',
    '[a-z&&]',
    '^[[a-z]+:$',
    '(?<name>a)',
    '(?=a)(?!b)',
    'a(?<=a)(?<!b)',
    '\\\\A',
    '\\p{L}\\u{1F600}',
    '\\x41\\u0041\\cA\\0',
    'a{,b}',
    '\\+?',
    '[\\]]+',
  ])('%s is not taken for another dialect', (source) => {
    expect(() => new PatternSet().add(source)).not.toThrow();
  });

  it('distinguishes an invalid pattern from an unsafe one', () => {
    for (const source of ['(', '[b-a]', 'a**', '(?i)a', '\\', '(?<n>a)(?<n>b)'])
      expect(codeOf(source)).toBe('invalid_pattern');
    for (const source of [
      '(a)\\1',
      '(?<n>a)\\k<n>',
      'a'.repeat(1001),
      'x(?=a)y(?<=b)z',
      '(?:(?:a{50}){50}){50}',
      '^a{100000}$',
    ]) {
      expect(codeOf(source)).toBe('unsafe_pattern');
    }
    expect(codeOf('a'.repeat(1000))).toBe('accepted');
  });
});
