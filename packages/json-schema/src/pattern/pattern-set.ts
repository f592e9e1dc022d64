import { compilePattern, type LinearPattern, PatternError } from './pattern.ts';

// 700 patterns with counts of 900 are half a megabyte of schema and take a second to compile
const MAX_TOTAL_SIZE = 100_000;

/** Compiles each pattern of one schema once and bounds their total size. */
export class PatternSet {
  readonly #patterns = new Map<string, LinearPattern>();
  #size = 0;

  /** @throws PatternError */
  get(source: string): LinearPattern {
    const known = this.#patterns.get(source);
    if (known !== undefined) return known;
    if (this.#size > MAX_TOTAL_SIZE) {
      throw new PatternError('unsafe_pattern', 'the patterns of the schema are too complex together');
    }
    const pattern = compilePattern(source);
    this.#size += pattern.size;
    this.#patterns.set(source, pattern);
    return pattern;
  }
}
