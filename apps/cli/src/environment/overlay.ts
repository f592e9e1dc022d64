import { notMeant, refuseGuarded } from './guarded-names.ts';
import type { Variable } from './variables.ts';

/**
 * Lays variables over an environment. Refuses to replace a variable that is there, unless `--map` names it, and what
 * `refuseGuarded` refuses. @throws UsageError.
 */
export function overlay(
  env: Readonly<Record<string, string | undefined>>,
  variables: readonly Variable[],
): Record<string, string> {
  refuseGuarded(variables);
  const all = new Map(Object.entries(env));
  for (const variable of variables) {
    const { name, value, isMapped } = variable;
    if (!isMapped && env[name] !== undefined) throw notMeant(variable, 'which is in the environment');
    all.set(name, value ?? undefined);
  }
  return Object.fromEntries([...all].filter((entry): entry is [string, string] => entry[1] !== undefined));
}
