import type { Page } from '@berth/client';
import type { ResourceDescription } from '@berth/client/resources';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { callOperation } from '../app/client.ts';
import { embeddedResource } from '../app/navigation.ts';
import { useUrlSearch } from '../app/search.ts';
import { useSession, useWhyNot, whyNot } from '../app/session.ts';
import { columnsOf } from './columns.ts';
import { changed, type ListState, optionsOf, readState, writeState } from './list-state.ts';
import type { Row } from './row.ts';

export interface List<R extends Row> {
  state: ListState;
  /** Changes the state, and so the URL. `replace` for what is typed, so that Back does not undo letters. */
  change: (change: Partial<ListState>, options?: { replace?: boolean }) => void;
  rows: readonly R[];
  /** True when the rows are those of an answer, of this state or the one before. */
  hasRead: boolean;
  /** True until the first answer. */
  isLoading: boolean;
  /** True while an answer is awaited and the rows are still those of before. */
  isStale: boolean;
  error: unknown;
  reload: () => void;
  /** The reason why the key may not read the list; null when it may. */
  refusal: string | null;
  /** The filter without which the server answers no list, while it is not set; null otherwise. */
  missing: string | null;
  /** The searches of the pages around, for links; null where there is none. */
  pages: Record<'first' | 'previous' | 'next', Record<string, unknown> | null>;
}

/**
 * Reads one page of a list. All of its state is in the URL: filters, search, order, columns, page and page size. Each
 * state is one request.
 */
export function useList<R extends Row = Row>(resource: ResourceDescription): List<R> {
  const search = useUrlSearch();
  const navigate = useNavigate();
  const { key } = useSession();
  const state = readState(resource, search);
  const shown = state.columns ?? columnsOf(resource);
  const expand = resource.expands.filter(
    (name) => shown.includes(`${name}_id`) && whyNot(key, embeddedResource(name)?.scopes.list) === null,
  );
  const options = { ...optionsOf(resource, state), ...(expand.length > 0 ? { expand } : {}) };
  const refusal = useWhyNot(resource.scopes.list);
  const missing =
    resource.filters.find(({ name, required }) => required && !state.filters[name])?.name ?? null;
  const isAsked = refusal === null && missing === null;
  const { data, error, isPlaceholderData, isPending, refetch } = useQuery({
    queryKey: ['list', resource.name, options],
    queryFn: ({ signal }) => callOperation<Page<R>>(`${resource.name}.list`, { ...options, signal }),
    placeholderData: (previous, query) =>
      query?.queryKey[1] === resource.name ? keepPreviousData(previous) : undefined,
    enabled: isAsked,
  });
  const rows = data?.items ?? [];
  const at = (position: Partial<ListState>) =>
    writeState(changed(state, { after: null, before: null, ...position }));
  const isFirst = state.after === null && state.before === null;
  const { has_more_before = false, has_more_after = false } = data?.pagination ?? {};
  return {
    state,
    change: (change, { replace = false } = {}) =>
      void navigate({ to: '.', search: writeState(changed(state, change)) as never, replace }),
    rows,
    hasRead: data !== undefined,
    isLoading: isPending && isAsked,
    isStale: isPlaceholderData,
    error,
    reload: () => void refetch(),
    refusal,
    missing,
    pages: {
      first: isFirst ? null : at({}),
      previous: has_more_before ? at({ before: rows[0]?.id ?? null }) : null,
      next: has_more_after ? at({ after: rows.at(-1)?.id ?? null }) : null,
    },
  };
}
