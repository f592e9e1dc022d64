// Escapes of letters to which Python, PCRE, .NET, Ruby or GNU give a meaning and ECMA-262 gives none
const ESCAPES: Readonly<Record<string, string>> = {
  A: 'for the start of the text write ^',
  Z: 'for the end of the text write $',
  z: 'for the end of the text write $',
  G: 'for the start of the text write ^',
  a: 'for the bell write \\x07',
  e: 'for the escape character write \\x1b',
  h: 'for a space or tab write [ \\t]',
  H: 'for anything but a space or tab write [^ \\t]',
  R: 'for a line break write (?:\\r\\n|[\\n\\r])',
  N: 'for anything but a line break write .',
  X: 'for a character write .',
  K: 'leave it out: only a match counts',
  Q: 'put \\ before each special character',
  E: 'put \\ before each special character',
  U: 'for a character by its number write \\u0041 or \\u{1F600}',
  g: 'repeat the group: references back are not supported',
};

/** The letters that have a meaning after a backslash in ECMA-262. `p`, `x`, `u` need more than the letter. */
const KNOWN_LETTERS = /[bBcdDfknrsStvwWpPxu]/;
const LETTER = /[A-Za-z]/;
const INCOMPLETE: Readonly<Record<string, { readonly rest: RegExp; readonly write: string }>> = {
  x: { rest: /[0-9a-fA-F]{2}/y, write: '\\x41' },
  u: { rest: /[0-9a-fA-F]{4}/y, write: '\\u0041' },
};

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};
const POSIX_CLASS = /\[:\^?([a-z]+):\]/y;
/** A class that was written without brackets around it. */
const BARE_CLASS = /\[(\^?):\^?([a-z]+):\]/y;
const INTERSECTION = /&&\[/y;
const COLLATION = /\[([.=]).{1,20}?\1\]/y;

const GROUPS: readonly (readonly [opening: RegExp, write: string])[] = [
  [/\(\?P</y, '(?P<name>…) is not ECMA-262: write (?<name>…)'],
  [/\(\?P[=>]/y, '(?P=name) is not ECMA-262: repeat the group, references back are not supported'],
  [/\(\?'/y, "(?'name'…) is not ECMA-262: write (?<name>…)"],
  [/\(\?#/y, '(?#…) is not ECMA-262: leave the comment out'],
  [/\(\?>/y, '(?>…) is not ECMA-262: write (?:…)'],
  [/\(\?\|/y, '(?|…) is not ECMA-262: write (?:…)'],
  [/\(\?\(/y, '(?(1)…|…) is not ECMA-262: write the alternatives out'],
  [/\(\?(?:[R&]|[+-]?\d)/y, 'a pattern cannot contain itself in ECMA-262: write it out'],
  [/\(\?\^?[a-zA-Z]*i[a-zA-Z]*(?:-[a-zA-Z]*)?[:)]/y, 'flags like (?i) are not supported: write [Aa] for a'],
  [/\(\?\^?[a-zA-Z]*s[a-zA-Z]*(?:-[a-zA-Z]*)?[:)]/y, 'flags like (?s) are not supported: write [^] for .'],
  [/\(\?\^?[a-zA-Z-]*[:)](?<!\(\?:)/y, 'flags like (?m) are not supported: write the pattern without them'],
  [/\(\*[A-Z]/y, 'verbs like (*UTF8) are not ECMA-262: leave them out'],
];

const QUANTIFIER = /[*+?]|\{\d+(?:,\d*)?\}/y;
const OPEN_COUNT = /\{,(\d+)\}/y;

/**
 * Finds the first part of a pattern that other dialects (Python, PCRE, POSIX) read in their own way and ECMA-262
 * refuses or reads as plain characters. Returns the message that says what to write instead. Takes linear time.
 * `unicode` is true for a pattern that is valid under the `u` flag.
 */
export function foreignSyntax(source: string, unicode: boolean): string | undefined {
  let inClass = false;
  let repeated = false;
  for (let i = 0; i < source.length; i++) {
    const at = (expression: RegExp): RegExpExecArray | null => {
      expression.lastIndex = i;
      return expression.exec(source);
    };
    const wasRepeated: boolean = repeated;
    repeated = false;
    const character = source[i] as string;
    if (character === '\\') {
      const found = foreignEscape(source, i, unicode);
      if (found !== undefined) return found;
      i += 1;
    } else if (inClass) {
      const found = foreignClass(at);
      if (found !== undefined) return found;
      if (character === ']') inClass = false;
    } else if (character === '[') {
      const found = bareClass(at);
      if (found !== undefined) return found;
      inClass = true;
      if (source[i + 1] === '^') i += 1;
    } else if (character === '(') {
      const found = GROUPS.find(([opening]) => at(opening) !== null);
      if (found !== undefined) return found[1];
      // The question mark of a group repeats nothing
      if (source[i + 1] === '?') i += 1;
    } else if (wasRepeated && character === '+') {
      return 'possessive quantifiers like a++ are not ECMA-262: leave the last + out';
    } else {
      const count = unicode ? null : at(OPEN_COUNT);
      if (count !== null) return `{,${count[1]}} is not ECMA-262: write {0,${count[1]}}`;
      const quantifier = at(QUANTIFIER);
      if (quantifier === null) continue;
      // After a quantifier, ? only makes it lazy
      repeated = !(wasRepeated && character === '?');
      i += quantifier[0].length - 1;
    }
  }
  return undefined;
}

function foreignEscape(source: string, i: number, unicode: boolean): string | undefined {
  const letter = source[i + 1];
  if (letter === '<' || letter === '>') {
    return `\\${letter} is not ECMA-262: for the edge of a word write \\b, for the character ${letter}`;
  }
  if (letter === undefined || !LETTER.test(letter)) return undefined;
  const known = ESCAPES[letter];
  if (known !== undefined) return `\\${letter} is not ECMA-262: ${known}`;
  if (!KNOWN_LETTERS.test(letter)) return `\\${letter} has no meaning in ECMA-262: write ${letter}`;
  if (unicode) return undefined;
  if (letter === 'p' || letter === 'P') {
    if (source[i + 2] !== '{') return `\\${letter} needs braces in ECMA-262: write \\${letter}{L}`;
    return `\\${letter}{…} needs a pattern that is valid under the flag u: escape no character that needs no escape`;
  }
  const incomplete = INCOMPLETE[letter];
  if (incomplete === undefined) return undefined;
  incomplete.rest.lastIndex = i + 2;
  if (incomplete.rest.test(source)) return undefined;
  return `\\${letter} needs the number of the character in ECMA-262: write it like ${incomplete.write}`;
}

/** Finds a foreign part inside a class. */
function foreignClass(at: (expression: RegExp) => RegExpExecArray | null): string | undefined {
  const name = at(POSIX_CLASS)?.[1];
  const same = name === undefined ? undefined : POSIX_CLASSES[name];
  if (same !== undefined) return `[:${name}:] is not ECMA-262: write ${same} inside the brackets`;
  if (at(INTERSECTION) !== null) return '&&[ is not ECMA-262: list the characters of the class';
  if (at(COLLATION) !== null) return '[.a.] and [=a=] are not ECMA-262: write the character itself';
  return undefined;
}

function bareClass(at: (expression: RegExp) => RegExpExecArray | null): string | undefined {
  const [, negated = '', name = ''] = at(BARE_CLASS) ?? [];
  const same = POSIX_CLASSES[name];
  return same === undefined ? undefined : `[:${name}:] is not ECMA-262: write [${negated}${same}]`;
}
