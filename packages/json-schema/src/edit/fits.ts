import { fitsAt } from '../engine/check.ts';
import type { CompiledSchema } from '../engine/compile.ts';
import type { Place } from '../schema/schema-index.ts';
import type { Descent } from '../walk/descent.ts';

/** Steps of a check beside the engine's work. */
export const CHECK_STEPS = 5;

/**
 * Tells whether a value fits a place that a descent has come to, and counts the engine's work among its steps;
 * `undefined` when that takes too much work.
 */
export function fits(
  descent: Descent,
  compiled: CompiledSchema,
  { pointer }: Place,
  value: unknown,
): boolean | undefined {
  if (descent.exhausted) return undefined;
  const answer = fitsAt(compiled, pointer, value);
  descent.steps += CHECK_STEPS + compiled.engine.spent;
  return answer;
}
