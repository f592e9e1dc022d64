import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { berth } from '../../app/client.ts';
import type { Unit } from '../../form/state/store.ts';
import { relative } from '../../ui/relative.ts';
import { formWords } from '../../words/form.ts';

const FRESH_MS = 300_000;
/** The most keys whose names are read. */
const MOST_KEYS = 10;

/** Returns how to say who changed a stored leaf, and when. A key that may not read keys sees their ids. */
export function useChangeWords(units: ReadonlyMap<string, Unit>): (unit: Unit) => string {
  const ids = useMemo(
    () => [...new Set([...units.values()].flatMap(({ changedBy }) => changedBy ?? []))].slice(0, MOST_KEYS),
    [units],
  );
  const names = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['key name', id],
      queryFn: async () => (await berth.apiKeys.get(id)).name ?? id,
      staleTime: FRESH_MS,
    })),
    combine: (found) => found.map(({ data }) => data ?? '').join('\n'),
  });
  return useCallback(
    ({ changedAt, changedBy }: Unit) => {
      if (changedAt === null) return formWords.set;
      const age = relative(changedAt, Date.now());
      if (changedBy === null) return formWords.setAge(age);
      return formWords.setBy(age, names.split('\n')[ids.indexOf(changedBy)] || changedBy);
    },
    [names, ids],
  );
}
