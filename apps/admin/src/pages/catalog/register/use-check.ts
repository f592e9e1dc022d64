import { isBerthError } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { usePaused } from '../../../app/use-paused.ts';
import type { Remark } from '../schema/remarks.ts';
import { type Pasted, remarksOn } from './document.ts';

const PAUSE_MS = 600;

interface Warned {
  warnings: readonly { path: string[]; code: string; message: string }[];
}

interface CheckOptions<T extends Warned, B> {
  /** The body that would be sent; null while something is missing. */
  body: B | null;
  pasted: Pasted | null;
  /** The place of the version in the body. */
  sent: readonly string[];
  dryRun: (body: B, signal: AbortSignal) => Promise<T>;
}

/** The word of the server about a body that was not stored. */
export interface Verdict<T> {
  state: 'missing' | 'checking' | 'accepted' | 'refused' | 'failed';
  remarks: readonly Remark[];
  error: unknown;
  answer: T | null;
  refetch: () => void;
}

/** Has a body checked by a dry run, whenever it has stayed the same for a moment. */
export function useCheck<T extends Warned, B>({
  body,
  pasted,
  sent,
  dryRun,
}: CheckOptions<T, B>): Verdict<T> {
  const wanted = body === null ? null : JSON.stringify(body);
  const asked = usePaused(wanted, PAUSE_MS);
  const { data, error, refetch } = useQuery({
    queryKey: ['check', asked],
    queryFn: ({ signal }) => dryRun(JSON.parse(asked ?? '') as B, signal),
    enabled: asked !== null && asked === wanted,
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const empty = { remarks: [], error: null, answer: null, refetch: () => void refetch() };
  if (wanted === null || pasted === null) return { ...empty, state: 'missing' };
  if (asked !== wanted) return { ...empty, state: 'checking' };
  if (isBerthError(error) && error.errors.length > 0) {
    const remarks = remarksOn(pasted, sent, error.errors, 'bad');
    return { ...empty, state: 'refused', remarks, error };
  }
  if (error) return { ...empty, state: 'failed', error };
  if (!data) return { ...empty, state: 'checking' };
  return {
    ...empty,
    state: 'accepted',
    remarks: remarksOn(pasted, sent, data.warnings, 'warn'),
    answer: data,
  };
}
