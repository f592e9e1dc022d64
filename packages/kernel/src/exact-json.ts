import type { Problem } from './errors.ts';
import { afterString } from './json-text.ts';
import { repeatedMembers } from './repeated-members.ts';
import { MOST_PROBLEMS } from './shown-problems.ts';
import { problemTexts } from './texts.ts';

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** A text without this holds only numbers that a double holds exactly: up to 15 digits always are. */
const MAYBE_INEXACT = /\d[\d.]{15}|\d[eE]/;
/** A text without this holds no -0. */
const MAYBE_NEGATIVE_ZERO = /-0(?:\.0+)?(?![\d.])/;

/**
 * Parses JSON (RFC 8259) and finds what the parser drops: members that are given again, of which it keeps the last, and
 * numbers that a double of IEEE 754 would change, because it would write them with other digits. `1161888007138312192`
 * is one, `0.1` is none. Reads -0 as 0, which is stored for it. @throws SyntaxError.
 */
export function parseExactJson(text: string): { value: unknown; problems: Problem[] } {
  const parsed: unknown = JSON.parse(text);
  const value = MAYBE_NEGATIVE_ZERO.test(text) ? withoutNegativeZeros(parsed) : parsed;
  const repeated = repeatedMembers(text, value);
  if (repeated.length > 0) return { value, problems: repeated };
  if (!MAYBE_INEXACT.test(text)) return { value, problems: [] };
  const places = inexactIn(text);
  const paths = places.length === 0 ? [] : pathsOf(text, places);
  return { value, problems: paths.map((path) => numberProblems.inexact(path)) };
}

export const numberProblems = problemTexts({
  inexact: {
    code: 'inexact_number',
    message: 'This number cannot be kept exactly: send fewer digits, or a string where one may stand.',
  },
});

/** Replaces each -0 in a JSON value by 0. Does not recurse, so depth cannot exhaust the stack. */
function withoutNegativeZeros(value: unknown): unknown {
  const whole: Record<string, unknown> = { value };
  const open: Record<string, unknown>[] = [whole];
  for (let holder = open.pop(); holder !== undefined; holder = open.pop()) {
    for (const name of Object.keys(holder)) {
      const member = holder[name];
      if (member === 0) holder[name] = 0;
      else if (typeof member === 'object' && member !== null) open.push(member as Record<string, unknown>);
    }
  }
  return whole.value;
}

/** Tells if a number is written with the same digits after it was read. @param literal a number of JSON. */
export function isExact(literal: string): boolean {
  const number = Number(literal);
  return Number.isFinite(number) && digitsOf(literal) === digitsOf(String(number));
}

/** Spells the digits and the exponent of a decimal number in one way: `-1.50e3` is `-15e2`. */
function digitsOf(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const bare = withoutZeros(digits);
  if (bare === '') return '0';
  return `${sign}${bare}e${Number(exponent) - fraction.length + digits.length - bare.length}`;
}

/** Cuts the zeros off the end. A pattern would look at each run of zeros again and again. */
function withoutZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

type Place = readonly [start: number, end: number];

/** Finds the inexact numbers of a valid JSON text, in the order of the text. */
function inexactIn(text: string): Place[] {
  const places: Place[] = [];
  for (let at = 0; at < text.length && places.length < MOST_PROBLEMS; ) {
    const char = text.charCodeAt(at);
    if (char === 0x22) at = afterString(text, at);
    else if (char === 0x2d || (char >= 0x30 && char <= 0x39)) {
      NUMBER.lastIndex = at;
      const [literal = ' '] = NUMBER.exec(text) ?? [];
      if (!isExact(literal)) places.push([at, at + literal.length]);
      at += literal.length;
    } else at++;
  }
  return places;
}

/** Finds the paths of places in a JSON text: parses it again with a mark, which no text may hold, at each of them. */
function pathsOf(text: string, places: readonly Place[]): string[][] {
  const mark = '\u0000inexact';
  let marked = '';
  let from = 0;
  for (const [start, end] of places) {
    marked += `${text.slice(from, start)}${JSON.stringify(mark)}`;
    from = end;
  }
  const paths: string[][] = [];
  const path: string[] = [];
  const look = (value: unknown): void => {
    if (value === mark) paths.push([...path]);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      path.push(name);
      look(member);
      path.pop();
    }
  };
  look(JSON.parse(marked + text.slice(from)));
  return paths;
}
