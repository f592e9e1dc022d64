import type { LinearPattern } from '../pattern/pattern.ts';

/**
 * The most steps of one check, about 100 ms at worst. One step is the evaluation of a small subschema, about 0.3 µs. A
 * value of 50,000 members under an ordinary schema needs 150,000.
 */
export const MAX_STEPS = 300_000;
/** The steps that one unit of a pattern's work takes. */
export const STEPS_OF_PATTERN_WORK = 0.1;

/** The steps of one test of a text with so many characters. */
export const stepsOfPattern = (pattern: LinearPattern, length: number): number =>
  pattern.work(length) * STEPS_OF_PATTERN_WORK;
