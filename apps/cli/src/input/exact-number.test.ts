import { describe, expect, test } from 'vitest';
import { parseDocuments } from '../commands/input.ts';

const read = (text: string) => parseDocuments(text, 'config.yaml');

describe('a number', () => {
  test.each([
    ['id: 1161888007138312192', 1],
    ['a: 1\nb:\n  - 9007199254740993\n', 3],
    ['{"a": [1,\n 1161888007138312192]}', 2],
    ['a: 0.1000000000000000055', 1],
    ['{"a": 1e400}', 1],
    ['a: .inf', 1],
    ['a: .NaN', 1],
    ['a: 1\n---\nb: 1161888007138312192', 3],
    ['a: 0x1fffffffffffffff', 1],
    ['a: 0o7777777777777777777777', 1],
    ['pin: 0123', 1],
    ['%YAML 1.1\n---\nat: 22:22', 3],
  ])('that would be changed is refused with its line: %s', (text, line) => {
    const message = `config.yaml holds a number at line ${line}, column`;
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow('that cannot be kept exactly.');
  });

  test.each([
    ['a: 0.1', 0.1],
    ['a: 9007199254740992', 9007199254740992],
    ['a: 1e21', 1e21],
    ['{"a": 1.50e3}', 1500],
    ['a: 0x1f', 31],
    ['a: 0o17', 15],
    ['a: 100000000000000000000', 1e20],
    ['a: -0.50', -0.5],
  ])('that is kept is taken: %s', (text, number) => expect(read(text)).toEqual([{ a: number }]));

  test.each(['a: "1161888007138312192"', '{"a": "1e400"}', 'a: 22:22', 'a: 1_000', 'a: 2026-01-01'])(
    'is none of a text: %s',
    (text) => expect(read(text)).toEqual([{ a: expect.any(String) }]),
  );

  test('is the name of a member as it is written', () => {
    const text = '1.10: a\n0x1F: b\n1161888007138312192: c\n~: d\ntrue: e\n';
    expect(read(text)).toEqual([
      { '1.10': 'a', '0x1F': 'b', '1161888007138312192': 'c', '~': 'd', true: 'e' },
    ]);
  });
});
