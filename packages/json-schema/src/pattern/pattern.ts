import type { RE2JS } from 're2js';

import { patternProblems } from './errors.ts';
import { foreignSyntax } from './foreign-syntax.ts';
import { compileLinear, instructionsOf, type LinearAlternative, linearAlternatives } from './linear-regex.ts';
import { parseRegex } from './regex-syntax.ts';

/** Longer patterns are unsafe: the work of the linear engine grows with the pattern as well as with the text. */
const MAX_PATTERN_LENGTH = 1000;

/**
 * The most instructions of one compiled pattern. Nested counts multiply: `((a{10}){10}){10}` is short and compiles to
 * thousands of them.
 */
export const MAX_PROGRAM_SIZE = 12_000;

/**
 * Thrown for a refused pattern. `invalid_pattern`: not a regular expression. `unsafe_pattern`: a regular expression
 * that cannot run in linear time. `too_large`: one too many, by the budget of all patterns together.
 */
export class PatternError extends Error {
  readonly code: 'invalid_pattern' | 'unsafe_pattern' | 'too_large';

  constructor({ code, message }: Pick<PatternError, 'code' | 'message'>, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PatternError';
    this.code = code;
  }
}

/** A regular expression that takes time linear in the text, for any pattern. */
export interface LinearPattern {
  readonly source: string;
  /** The instructions of the compiled program. */
  readonly size: number;
  /** Estimates the most work of one test of a text with so many characters, in units of about 30 ns. */
  work(length: number): number;
  /** The bytes that the pattern holds now, as measured: its program, and the states that its runs have added. */
  readonly bytes: number;
  /** True when the pattern matches anywhere in the text (ECMA-262 search, code point by code point). */
  test(text: string): boolean;
}

/**
 * Compiles an ECMA-262 regular expression (the dialect JSON Schema prescribes) for re2js. Patterns come from tenants,
 * so none of them ever reaches the backtracking engine of the platform.
 *
 * A source that is valid under the `u` flag is read so; otherwise the looser web syntax applies (`\=`, `\-`).
 * Look-aheads and look-behinds work if they can be evaluated in linear time. Refused: back-references, flag groups, a
 * pattern that looks both ahead and behind (unless ahead only right after a leading `^`), more than 1,000 characters,
 * very large counts.
 *
 * @throws PatternError
 */
export function compilePattern(source: string, flags: { readonly ignoreCase?: boolean } = {}): LinearPattern {
  if (source.length > MAX_PATTERN_LENGTH) {
    throw new PatternError(patternProblems.long({ most: MAX_PATTERN_LENGTH }));
  }
  const unicode = isRegex(source, 'u');
  if (!unicode && !isRegex(source, '')) {
    refuseForeign(source);
    throw new PatternError(patternProblems.invalid());
  }
  let anyOf: CompiledAlternative[];
  try {
    const tree = parseRegex(source, unicode);
    refuseLarge(instructionsOf(tree));
    const alternatives = linearAlternatives(tree);
    anyOf = alternatives.map((alternative) => compileAlternative(alternative, flags.ignoreCase ?? false));
  } catch (cause) {
    if (cause instanceof PatternError) throw cause;
    const reason = cause instanceof Error ? cause.message : 'it is not supported';
    throw new PatternError(patternProblems.notLinear({ reason }), { cause });
  }
  const size = anyOf.reduce((sum, alternative) => sum + alternative.size, 0);
  refuseLarge(size);
  return {
    source,
    size,
    work: (length) => anyOf.reduce((sum, alternative) => sum + alternative.work(length), 1),
    get bytes() {
      return anyOf.reduce((sum, alternative) => sum + alternative.bytes(), BYTES_OF_PATTERN);
    },
    test: (text) => {
      let reversed: string | undefined;
      const reverse = (): string => {
        reversed ??= [...text].reverse().join('');
        return reversed;
      };
      return anyOf.some((alternative) => alternative.test(text, reverse));
    },
  };
}

/**
 * Refuses a pattern that other dialects read in another way: `\A`, `[[:alpha:]]`, `(?i)`. A valid pattern with such a
 * part would not match what its author means.
 *
 * @throws PatternError
 */
export function refuseForeign(source: string): void {
  if (source.length > MAX_PATTERN_LENGTH) return;
  const message = foreignSyntax(source, isRegex(source, 'u'));
  if (message !== undefined) throw new PatternError({ code: 'invalid_pattern', message });
}

/** Estimates the instructions that a pattern compiles to; 0 when it cannot be parsed. */
export function patternSize(source: string): number {
  try {
    return instructionsOf(parseRegex(source, isRegex(source, 'u')));
  } catch {
    return 0;
  }
}

function refuseLarge(size: number): void {
  if (size <= MAX_PROGRAM_SIZE) return;
  throw new PatternError(patternProblems.large({ size, most: MAX_PROGRAM_SIZE }));
}

// Measured on re2js 2.10: an instruction and what compiling leaves behind; a class of Unicode has a table of its own
const BYTES_OF_PATTERN = 4096;
const BYTES_OF_INSTRUCTION = 200;
const BYTES_OF_CLASS = 12_288;

/** Measures the program, and the states of the automaton that re2js builds while it runs. */
function bytesOf(regex: RE2JS, re2: string): number {
  const program = regex.programSize() * BYTES_OF_INSTRUCTION + classesIn(re2) * BYTES_OF_CLASS;
  const automaton = regex.re2Input.lazyDFA;
  if (automaton === null) return program;
  const table = automaton.classBounds.length * 8 + 1024;
  return program + table + automaton.maxMem - automaton.memBudget;
}

// Measured on re2js 2.10, at worst for each character of the text and each instruction
const WORK_OF_STATE = 1.6;
const WORK_OF_LOOKING_BEHIND = 0.5;

/**
 * Estimates the work of one run. The automaton takes constant time for a character, and time linear in the program to
 * build each new state, of which a small program has few. A program that looks behind runs without an automaton.
 */
function workOf(regex: RE2JS, length: number): number {
  const size = regex.programSize();
  if (regex.re2Input.prog.numLb > 0) return length * (1 + size * WORK_OF_LOOKING_BEHIND);
  const states = size < 30 ? Math.min(length, 2 ** size) : length;
  return length + states * size * WORK_OF_STATE;
}

const classesIn = (re2: string): number => re2.split(/\\p/i).length - 1;

interface CompiledAlternative {
  readonly size: number;
  readonly bytes: () => number;
  readonly work: (length: number) => number;
  readonly test: (text: string, reverse: () => string) => boolean;
}

function compileAlternative(alternative: LinearAlternative, ignoreCase: boolean): CompiledAlternative {
  const regex = compileLinear(alternative.search, ignoreCase);
  const conditions = alternative.conditions.map(({ negated, anyOf }) => ({
    negated,
    anyOf: anyOf.map((inner) => compileAlternative(inner, ignoreCase)),
  }));
  const inner = conditions.flatMap((condition) => condition.anyOf);
  return {
    size: inner.reduce((sum, one) => sum + one.size, regex.programSize()),
    work: (length) => inner.reduce((sum, one) => sum + one.work(length), workOf(regex, length)),
    bytes: () => inner.reduce((sum, one) => sum + one.bytes(), bytesOf(regex, alternative.search.re2)),
    test: (text, reverse) =>
      regex.test(alternative.search.reversed ? reverse() : text) &&
      conditions.every(({ negated, anyOf }) => anyOf.some((one) => one.test(text, reverse)) !== negated),
  };
}

function isRegex(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}
