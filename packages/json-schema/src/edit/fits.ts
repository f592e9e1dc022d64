import { fitsAt } from '../engine/check.ts';
import type { CompiledSchema } from '../engine/compile.ts';
import type { Secrets } from '../engine/veil.ts';
import type { Subschema } from '../schema/schema-index.ts';
import type { Descent } from '../walk/descent.ts';

/** The steps of a check beside the work of the engine. */
export const CHECK_STEPS = 5;

/**
 * Checks a value against a subschema that a descent has reached, and adds the engine's work to its steps; `undefined`
 * when the check takes too much work.
 */
export function fits(
  descent: Descent,
  compiled: CompiledSchema,
  subschema: Subschema,
  value: unknown,
  secrets?: Secrets,
): boolean | undefined {
  if (descent.exhausted) return undefined;
  const answer = fitsAt(compiled, subschema, value, secrets);
  descent.steps += CHECK_STEPS + compiled.engine.spent;
  return answer;
}
