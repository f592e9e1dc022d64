import type { ProviderVersion } from '@berth/client';
import { useNavigate } from '@tanstack/react-router';
import { firstOf, useUrlSearch } from '../../app/search.ts';
import { planOf } from './plan.ts';

/** Keeps the two versions in the URL. `back` is the version that was left, for the way back. */
export function usePlan(versions: readonly ProviderVersion[], used: string | null) {
  const search = useUrlSearch();
  const navigate = useNavigate();
  const plan = planOf(versions, { from: firstOf(search.from), to: firstOf(search.to), used });
  return {
    ...plan,
    left: versions.find(({ id }) => id === firstOf(search.back)) ?? null,
    choose: (change: { from?: string; to?: string; back?: string }) =>
      void navigate({ to: '.', search: { ...search, ...change } as never, replace: true }),
    replace: (next: Record<string, string>) =>
      void navigate({ to: '.', search: next as never, replace: true }),
  };
}
