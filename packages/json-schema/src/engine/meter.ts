import type { LinearPattern } from '../pattern/pattern.ts';

/** Thrown when a check has used up its work. */
export class Stopped extends Error {}

/**
 * The most steps of one check, about 100 ms at worst. A value of 50,000 members under an ordinary schema needs 150,000.
 */
export const MAX_STEPS = 300_000;
/** The steps that one unit of a pattern's work takes. */
export const STEPS_OF_PATTERN_WORK = 0.1;

/** The steps of one test of a text with so many characters. */
export const stepsOfPattern = (pattern: LinearPattern, length: number): number =>
  pattern.work(length) * STEPS_OF_PATTERN_WORK;

/**
 * Bounds one check of a value: a schema of a few hundred bytes can ask for 2^50 evaluations as the value nests, and
 * references make that invisible to a limit on size.
 */
export class Meter {
  #steps = 0;

  /** The work so far, in steps. */
  get spent(): number {
    return this.#steps;
  }

  /** Counts work; one step is the evaluation of a small subschema, about 0.3 µs. @throws Stopped */
  step(weight: number): void {
    this.#steps += weight;
    if (this.#steps > MAX_STEPS) throw new Stopped('stopped: too much work');
  }

  /** Counts one test of a text by a pattern. @throws Stopped */
  pattern(pattern: LinearPattern, text: string): void {
    this.step(stepsOfPattern(pattern, text.length));
  }
}
