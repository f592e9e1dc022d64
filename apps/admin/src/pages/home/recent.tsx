import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { berth } from '../../app/client.ts';
import { resourceAt } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { IdLink } from '../../list/value.tsx';
import { Card, Failure, Skeleton, Time } from '../../ui/index.ts';
import { homeWords } from '../../words/home.ts';

const SHOWN = 8;
const READ = 40;

/** Reading the trail is an event too, of this page as well. It is no change. */
const READING = 'audit-events.read';
const LINES = Array.from({ length: SHOWN }, (_, at) => at);

/** Shows the newest audit events. */
export function Recent() {
  const refusal = useWhyNot(resourceAt('audit-events')?.scopes.list);
  const { data, error, refetch } = useQuery({
    queryKey: ['list', 'auditEvents', { limit: READ }],
    queryFn: async ({ signal }) => berth.auditEvents.list({ order: 'desc', limit: READ, signal }),
    select: ({ items }) => items.filter(({ action }) => action !== READING).slice(0, SHOWN),
    enabled: refusal === null,
  });
  return (
    <Card
      title={homeWords.recent}
      actions={
        refusal ? null : (
          <Link to="/audit-events" className="text-xs text-accent underline-offset-2 hover:underline">
            {homeWords.allEvents}
          </Link>
        )
      }
    >
      {refusal ? <p className="text-muted">{refusal}</p> : null}
      {error ? <Failure title={homeWords.failed} error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 ? <p className="text-muted">{homeWords.noRecent}</p> : null}
      <ol className="grid gap-2">
        {data || error || refusal
          ? data?.map((event) => (
              <li key={event.id} className="flex flex-wrap items-baseline gap-x-2">
                <Link
                  to={`/audit-events/${event.id}`}
                  className="text-accent underline-offset-2 hover:underline"
                >
                  {event.action}
                </Link>
                {event.resource_id ? <IdLink id={event.resource_id} /> : null}
                <span className="ml-auto text-xs text-muted">
                  <Time at={event.created_at} />
                </span>
              </li>
            ))
          : LINES.map((line) => (
              <li key={line}>
                <Skeleton className="h-5 w-full" />
              </li>
            ))}
      </ol>
    </Card>
  );
}
