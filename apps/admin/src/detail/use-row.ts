import { answerOf } from '@berth/client';
import type { ResourceDescription } from '@berth/client/resources';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { callOperation } from '../app/client.ts';
import { useWhyNot } from '../app/session.ts';
import { type Row, tagOf } from '../list/row.ts';

/** Reads a row. Its page, its dialogs and the pages of a subject share what was read. */
export function useRow<R extends Row = Row>(resource: ResourceDescription, id: string) {
  const refusal = useWhyNot(resource.scopes.get);
  const query = useQuery({
    queryKey: ['row', resource.name, id],
    queryFn: ({ signal }) => callOperation<R>(`${resource.name}.get`, id, { signal }),
    enabled: refusal === null,
  });
  return { ...query, refusal };
}

/** Returns the ETag of a row as it was read, for `ifMatch`. */
export const etagOf = (row: Row): string => answerOf(row)?.etag ?? tagOf(row);

/** Returns a function that makes the pages read a row and its lists again, after a write. */
export function useForgetRow(resource: ResourceDescription): (id: string) => Promise<void> {
  const queries = useQueryClient();
  return async (id) => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['row', resource.name, id] }),
      queries.invalidateQueries({ queryKey: ['list', resource.name] }),
      queries.invalidateQueries({ queryKey: ['events', id] }),
    ]);
  };
}
