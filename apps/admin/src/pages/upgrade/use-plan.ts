import type { ProviderVersion } from '@berth/client';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Search } from '../../app/search.ts';
import { planOf } from './plan.ts';

const one = (value: Search[string]): string => [value ?? ''].flat()[0] ?? '';

/** Keeps the two versions in the URL. `back` is the version that was left, for the way back. */
export function usePlan(versions: readonly ProviderVersion[], used: string | null) {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const plan = planOf(versions, { from: one(search.from), to: one(search.to), used });
  return {
    ...plan,
    left: versions.find(({ id }) => id === one(search.back)) ?? null,
    choose: (change: { from?: string; to?: string; back?: string }) =>
      void navigate({ to: '.', search: { ...search, ...change } as never, replace: true }),
    replace: (next: Record<string, string>) =>
      void navigate({ to: '.', search: next as never, replace: true }),
  };
}
