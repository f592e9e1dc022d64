import type { AuditEvent } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { berth } from '../app/client.ts';
import { resourceAt } from '../app/navigation.ts';
import { useWhyNot } from '../app/session.ts';
import { IdLink } from '../list/value.tsx';
import { Card, Failure, Skeleton, Time } from '../ui/index.ts';
import { detailWords } from '../words/detail.ts';

const SHOWN = 10;

/** Shows the newest audit events of a row. */
export function Events({ id }: { id: string }) {
  const refusal = useWhyNot(resourceAt('audit-events')?.scopes.list);
  const { data, error } = useQuery({
    queryKey: ['events', id],
    queryFn: async ({ signal }) =>
      berth.auditEvents.list({ resource_id: [id], order: 'desc', limit: SHOWN, signal }),
    enabled: refusal === null,
  });
  return (
    <Card title={detailWords.events}>
      {refusal ? <p className="text-muted">{refusal}</p> : null}
      {error ? <Failure title={detailWords.loadFailed} error={error} /> : null}
      {data || error || refusal ? null : <Skeleton />}
      {data && data.items.length === 0 ? <p className="text-muted">{detailWords.noEvents}</p> : null}
      <ol className="grid gap-2">
        {data?.items.map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </ol>
      {data?.pagination.has_more_after ? (
        <Link
          to="/audit-events"
          search={{ resource_id: id } as never}
          className="mt-3 inline-block text-accent underline"
        >
          {detailWords.allEvents}
        </Link>
      ) : null}
    </Card>
  );
}

const EventLine = ({ event }: { event: AuditEvent }) => (
  <li className="grid gap-0.5">
    <span className="flex flex-wrap items-baseline gap-x-2">
      <Link to={`/audit-events/${event.id}`} className="text-accent underline-offset-2 hover:underline">
        {event.action}
      </Link>
      <span className="text-xs text-muted">
        <Time at={event.created_at} />
      </span>
      <IdLink id={event.actor.key_id} />
    </span>
    {event.reason ? <span className="text-muted">{event.reason}</span> : null}
  </li>
);
