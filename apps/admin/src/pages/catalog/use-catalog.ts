import type { ProviderListing, ProviderVersion } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { berth } from '../../app/client.ts';
import { resourceAt } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';

const MOST_DEPLOYMENTS = 100;

/** The types of auth methods of each specification, read in one request for all listings of a page. */
export function useMethodTypes(listings: readonly ProviderListing[]) {
  const ids = listings.flatMap(({ provider }) => provider.current_version?.specification_id ?? []);
  const refusal = useWhyNot(resourceAt('provider-specifications')?.scopes.list);
  const { data } = useQuery({
    queryKey: ['list', 'providerSpecifications', { ids, fields: 'auth_methods' }],
    queryFn: async ({ signal }) => {
      const { items } = await berth.providerSpecifications.list({
        id: ids,
        limit: ids.length,
        fields: ['auth_methods'],
        signal,
      });
      return new Map(
        items.map(({ id, auth_methods }) => [id, [...new Set(auth_methods.map(({ type }) => type))]]),
      );
    },
    enabled: ids.length > 0 && refusal === null,
  });
  return data ?? new Map<string, ('oauth' | 'token' | 'custom')[]>();
}

/** The number of live deployments of each provider of a page, as text. One request reads at most 100 of them. */
export function useDeploymentCounts(listings: readonly ProviderListing[]): ((id: string) => string) | null {
  const ids = listings.map(({ provider }) => provider.id);
  const refusal = useWhyNot(resourceAt('provider-deployments')?.scopes.list);
  const { data } = useQuery({
    queryKey: ['list', 'providerDeployments', { of: ids, fields: 'provider_id' }],
    queryFn: async ({ signal }) => {
      const { items, pagination } = await berth.providerDeployments.list({
        provider_id: ids,
        status: 'active',
        limit: MOST_DEPLOYMENTS,
        fields: ['provider_id'],
        signal,
      });
      const counts = new Map<string, number>();
      for (const { provider_id } of items) counts.set(provider_id, (counts.get(provider_id) ?? 0) + 1);
      return { counts, hasMore: pagination.has_more_after };
    },
    enabled: ids.length > 0 && refusal === null,
  });
  return data ? (id) => `${data.counts.get(id) ?? 0}${data.hasMore ? '+' : ''}` : null;
}

const MOST_VERSIONS = 100;

/** The versions of a provider, the newest first; at most 100. */
export const useVersions = (providerId: string | null) =>
  useQuery({
    queryKey: ['list', 'providerVersions', { provider_id: providerId }],
    queryFn: async ({ signal }): Promise<ProviderVersion[]> => {
      const { items } = await berth.providerVersions.list({
        provider_id: providerId ?? '',
        order: 'desc',
        limit: MOST_VERSIONS,
        signal,
      });
      return items;
    },
    enabled: providerId !== null,
  });
