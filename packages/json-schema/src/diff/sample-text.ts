import { parseRegex, type RegexNode } from '../pattern/regex-syntax.ts';

/** Characters of many classes, plain ones first. */
const CHARACTERS = ['a', '0', 'A', '-', '_', '.', '/', ':', ' ', '@', '{', '"', '\\', '\n', 'é', '漢'];
const LONGEST = 500;
/** The longest text that is made for a bound of lengths. */
export const LONGEST_TEXT = 10_000;

/** Makes texts that a pattern probably accepts, each by another choice of branches and repetitions. */
export function textsOf(pattern: string): string[] {
  try {
    const node = parseRegex(pattern, isUnicode(pattern));
    return [0, 1, 2].map((turn) => textOf(node, turn)).filter((text) => text.length <= LONGEST);
  } catch {
    return [];
  }
}

function isUnicode(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false;
  }
}

function textOf(node: RegexNode, turn: number): string {
  switch (node.kind) {
    case 'one':
      return characterOf(node.re2);
    case 'sequence':
      return node.nodes.map((part) => textOf(part, turn)).join('');
    case 'choice':
      return textOf(node.nodes[turn % node.nodes.length] as RegexNode, turn);
    case 'repeat': {
      const count = Math.min(Math.max(node.min + turn, Math.min(1, node.max)), node.max, node.min + 20);
      return textOf(node.node, turn).repeat(Math.min(count, LONGEST));
    }
    default:
      return '';
  }
}

/** Finds a character of a class. A class alone cannot backtrack, so the engine of the platform may read it. */
function characterOf(re2: string): string {
  const literal = /^\[?\\x\{([0-9a-f]+)\}/.exec(re2);
  if (literal) return String.fromCodePoint(Number.parseInt(literal[1] as string, 16));
  const expression = new RegExp(ecmaClass(re2), 'u');
  return CHARACTERS.find((character) => expression.test(character)) ?? 'a';
}

/** Writes a class of RE2 as ECMA-262 does: code points in another way, and scripts by their full property. */
const ecmaClass = (re2: string): string =>
  re2
    .replaceAll('\\x{', '\\u{')
    .replaceAll(/\\([pP])\{(\w{3,})\}/g, (_all, letter, name) => `\\${letter}{Script=${name}}`);

/** A text of each asserted format, and a plain text of no format. */
const TEXTS = [
  ...['text', 'a', '', '1', 'A1', 'https://example.com/', 'http://example.com', 'example.com', '192.0.2.1'],
  ...['2026-01-31', '2026-01-31T10:00:00Z', '2026-01-31T10:00:00.000Z', '2026-01-31 10:00:00', '10:00:00Z'],
  ...['a@example.com', '00000000-0000-4000-8000-000000000000', 'P1D', '/a', '0/a', '2001:db8::1', '#/a'],
  ...['{}', '[]', 'YQ==', 'a b', 'A', 'true', '\u{1F511}'],
];

/** Makes texts to try on a schema of a string: of its patterns, of every format, and of lengths at its bounds. */
export function textsFor(patterns: readonly string[], lengths: readonly number[]): string[] {
  const texts = [...patterns.flatMap(textsOf), ...TEXTS];
  const sized = lengths
    .filter((length) => length >= 0 && length <= LONGEST_TEXT)
    .flatMap((length) => ['a', '0'].map((character) => character.repeat(length)));
  return [...new Set([...texts, ...sized])];
}
