import { type BerthError, type Dependent, isBerthError } from '@berth/client';
import type { Problem } from '../../form/state/store.ts';
import { pointerOf } from '../../json/pointer.ts';
import type { Stale, Verdict } from './source.ts';

const FITS: Verdict = { problems: [], touched: [], broken: [], stale: [], failure: null, isOutdated: false };

interface DryAnswer {
  dependents?: Dependent[] | undefined;
  stale_secrets?: Stale[] | undefined;
}

/** Runs a dry run, and reads its answer or its refusal. @throws what aborted the call. */
export async function verdictOf(run: () => Promise<DryAnswer>): Promise<Verdict> {
  try {
    const { dependents = [], stale_secrets = [] } = await run();
    const broken = dependents.filter(({ errors }) => errors !== undefined);
    return { ...FITS, touched: dependents, broken, stale: stale_secrets };
  } catch (error) {
    if (!isBerthError(error)) throw error;
    if (error.status === 412) return { ...FITS, isOutdated: true };
    if (error.code === 'conflict' && error.reason === 'revision_mismatch')
      return { ...FITS, isOutdated: true };
    if (isBerthError(error, 'conflict') && error.dependents.length > 0) {
      return { ...FITS, broken: [...error.dependents] };
    }
    const problems = problemsIn(error);
    return problems.length > 0 ? { ...FITS, problems } : { ...FITS, failure: error };
  }
}

/** The members of a body that hold the value. */
const VALUES = [['value_shown', 'value'], ['value_replace'], ['value']];

/** Reads the problems of a refusal that are about the value, each at its place. */
export function problemsIn({ errors }: BerthError): Problem[] {
  return errors.flatMap(({ path, message, code }) => {
    const start = VALUES.find((steps) => steps.every((step, i) => path[i] === step));
    return start ? [{ path: pointerOf(path.slice(start.length)), message, code }] : [];
  });
}
