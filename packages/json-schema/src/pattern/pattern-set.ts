import { patternProblems } from './errors.ts';
import { type LinearPattern, PatternError, patternSize, refuseForeign } from './pattern.ts';
import { PATTERN_BUDGET } from './pattern-budget.ts';
import { sharedPattern } from './shared-patterns.ts';

type PatternLimits = { readonly [Limit in keyof typeof PATTERN_BUDGET]: number };
type PatternFlags = { readonly ignoreCase?: boolean };

/** The patterns of one specification, or of one filter. Bounds their number and their size together. */
export class PatternSet {
  readonly #sources = new Set<string>();
  readonly #limits: PatternLimits;
  readonly #flags: PatternFlags;
  #size = 0;

  constructor(limits: PatternLimits = PATTERN_BUDGET, flags: PatternFlags = {}) {
    this.#limits = limits;
    this.#flags = flags;
  }

  /**
   * Counts and compiles a pattern. Refuses it before compiling when the budget is used up, or when it is written for
   * another dialect.
   *
   * @throws PatternError
   */
  add(source: string): LinearPattern {
    if (this.#sources.has(source)) return sharedPattern(source, this.#flags);
    // Without limits the pattern is one that an earlier version has accepted
    if (Number.isFinite(this.#limits.patterns)) refuseForeign(source);
    this.#sources.add(source);
    this.#size += patternSize(source);
    refuseExcess('patterns', this.#sources.size, this.#limits.patterns);
    refuseExcess('instructions in its patterns', this.#size, this.#limits.instructions);
    return sharedPattern(source, this.#flags);
  }
}

function refuseExcess(things: string, count: number, limit: number): void {
  if (count <= limit) return;
  throw new PatternError(patternProblems.excess({ count, things, limit }));
}
