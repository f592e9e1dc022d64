import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { berth } from '../../../app/client.ts';
import { waitAfter } from './wait.ts';

/** Reads a setup session until it is over. Then everything else is read anew, because its page has made rows. */
export function useWatch(id: string) {
  const queries = useQueryClient();
  const wasPending = useRef(false);
  const query = useQuery({
    queryKey: ['watch', id],
    queryFn: ({ signal }) => berth.providerSetupSessions.get(id, { signal }),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data && data.status !== 'pending' ? false : waitAfter(dataUpdateCount),
  });
  const status = query.data?.status;
  useEffect(() => {
    if (status === 'pending') wasPending.current = true;
    else if (status && wasPending.current) {
      wasPending.current = false;
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'watch' });
    }
  }, [status, queries]);
  return query;
}
