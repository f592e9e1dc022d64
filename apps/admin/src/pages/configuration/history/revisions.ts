import type { AuditEvent, Page, ProviderConfig, ValueRevision } from '@berth/client';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { berth, callOperation } from '../../../app/client.ts';
import { useWhyNot } from '../../../app/session.ts';

const PAGE = 20;
const MOST_EVENTS = 100;

/** Reads the revisions of a row, the newest first, a page at a time. `name` is that of the row's resource. */
export const useRevisions = (name: string, id: string) =>
  useInfiniteQuery({
    queryKey: ['row', id, 'revisions'],
    queryFn: ({ pageParam, signal }) =>
      callOperation<Page<ValueRevision>>(`${name}.revisions.list`, id, {
        limit: PAGE,
        order: 'desc',
        ...(pageParam ? { after: pageParam } : {}),
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ items, pagination }) =>
      pagination.has_more_after ? (items.at(-1)?.id ?? null) : null,
  });

/** Reads one revision with the state of its members, which lists leave out. */
export const useRevision = (name: string, id: string, n: number | null) =>
  useQuery({
    queryKey: ['row', id, 'revisions', n],
    queryFn: ({ signal }) => callOperation<ValueRevision>(`${name}.revisions.get`, id, n, { signal }),
    enabled: n !== null,
  });

/** Finds the event of the audit trail that made each revision of a row, by the number of the revision. */
export function useReasons(id: string): { refusal: string | null; events: ReadonlyMap<number, AuditEvent> } {
  const refusal = useWhyNot([['audit-events:read']]);
  const { data } = useQuery({
    queryKey: ['row', id, 'reasons'],
    queryFn: ({ signal }) => newestEvents(id, signal),
    enabled: refusal === null,
  });
  return { refusal, events: new Map((data ?? []).flatMap(numbered)) };
}

/** Reads the newest events of a row. A page of large ones has fewer than its limit. */
async function newestEvents(id: string, signal: AbortSignal): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const event of berth.auditEvents.list({
    resource_id: id,
    limit: MOST_EVENTS,
    order: 'desc',
    signal,
  })) {
    events.push(event);
    if (events.length === MOST_EVENTS) break;
  }
  return events;
}

function numbered(event: AuditEvent): [number, AuditEvent][] {
  const revision = (event.after as { revision?: unknown } | null)?.revision;
  const before = (event.before as { revision?: unknown } | null)?.revision;
  return typeof revision === 'number' && revision !== before && !event.action.endsWith('.reveal')
    ? [[revision, event]]
    : [];
}

/** Counts the configs that are pinned to each revision of a vault, among the newest hundred of its followers. */
export function usePins(vaultId: string, isVault: boolean): ReadonlyMap<number, number> {
  const refusal = useWhyNot([['provider-configs:read']]);
  const { data } = useQuery({
    queryKey: ['row', vaultId, 'pins'],
    queryFn: async ({ signal }) =>
      await berth.providerConfigs.list({
        provider_config_vault_id: vaultId,
        status: 'active',
        limit: 100,
        signal,
      }),
    enabled: isVault && refusal === null,
  });
  const pins = new Map<number, number>();
  for (const { vault_revision } of (data?.items ?? []) as ProviderConfig[]) {
    if (vault_revision !== null) pins.set(vault_revision, (pins.get(vault_revision) ?? 0) + 1);
  }
  return pins;
}
