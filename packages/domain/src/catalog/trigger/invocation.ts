import type { Problem } from '@berth/kernel';
import { triggerProblems } from './errors.ts';
import type { Invocation, InvocationInput } from './schema.ts';

const UNSUPPORTED = { status: 'unsupported' } as const;

/** Writes out the defaults of an invocation. */
export const normalInvocation = (given: InvocationInput): Invocation =>
  given.type === 'polling'
    ? { type: 'polling', interval_seconds: given.interval_seconds ?? 0 }
    : {
        type: 'webhook',
        auto_registration: given.auto_registration ?? UNSUPPORTED,
        auto_unregistration: given.auto_unregistration ?? UNSUPPORTED,
      };

/** Lists the members of an invocation at `path` that its type lacks, and those of the other type. */
export function problemsOfInvocation(given: InvocationInput, path: string[]): Problem[] {
  if (given.type === 'polling') {
    const missing =
      given.interval_seconds === undefined
        ? [triggerProblems.intervalNeeded([...path, 'interval_seconds'])]
        : [];
    const foreign = (['auto_registration', 'auto_unregistration'] as const).filter(
      (name) => given[name] !== undefined,
    );
    return [
      ...missing,
      ...foreign.map((name) => triggerProblems.otherType({ type: 'webhook' }, [...path, name])),
    ];
  }
  return given.interval_seconds === undefined
    ? []
    : [triggerProblems.otherType({ type: 'polling' }, [...path, 'interval_seconds'])];
}
