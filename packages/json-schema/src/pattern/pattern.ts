import { compileLinear, type LinearAlternative, linearAlternatives } from './linear-regex.ts';
import { parseRegex } from './regex-syntax.ts';

/** Longer patterns are unsafe: the work of the linear engine grows with the pattern as well as with the text. */
const MAX_PATTERN_LENGTH = 1000;

// Nested counts multiply: `((a{10}){10}){10}` is short and compiles to thousands of instructions.
const MAX_PROGRAM_SIZE = 12_000;

/**
 * Thrown for a refused pattern. `invalid_pattern`: not a regular expression. `unsafe_pattern`: a regular expression
 * that cannot run in linear time.
 */
export class PatternError extends Error {
  readonly code: 'invalid_pattern' | 'unsafe_pattern';

  constructor(code: PatternError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PatternError';
    this.code = code;
  }
}

/** A regular expression that takes time linear in the text, for any pattern. */
export interface LinearPattern {
  readonly source: string;
  /** The instructions of the compiled program: the time of `test` is at most about 16 ns × size × text length. */
  readonly size: number;
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
    throw new PatternError('unsafe_pattern', `the pattern is longer than ${MAX_PATTERN_LENGTH} characters`);
  }
  const unicode = isRegex(source, 'u');
  if (!unicode && !isRegex(source, '')) {
    throw new PatternError('invalid_pattern', 'the pattern is not a valid regular expression');
  }
  let anyOf: CompiledAlternative[];
  try {
    const alternatives = linearAlternatives(parseRegex(source, unicode));
    anyOf = alternatives.map((alternative) => compileAlternative(alternative, flags.ignoreCase ?? false));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it is not supported';
    throw new PatternError('unsafe_pattern', `the pattern cannot be matched in linear time: ${reason}`, {
      cause,
    });
  }
  const size = anyOf.reduce((sum, alternative) => sum + alternative.size, 0);
  if (size > MAX_PROGRAM_SIZE) throw new PatternError('unsafe_pattern', 'the pattern is too complex');
  return {
    source,
    size,
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

interface CompiledAlternative {
  readonly size: number;
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
