import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { berth } from '../../app/client.ts';
import { resourceAt } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { Card, Failure, Skeleton } from '../../ui/index.ts';
import { homeWords } from '../../words/home.ts';
import { lastDays } from './activity-days.ts';
import { Chart, DayTable } from './chart.tsx';
import { MOST_COUNTED } from './checks.ts';

const DAYS = 7;

/** Shows the audit events of the last days. Each day is one small request, and counts to at most 100. */
export function Activity() {
  const refusal = useWhyNot(resourceAt('audit-events')?.scopes.list);
  const [days] = useState(() => lastDays(Date.now(), DAYS));
  const answers = useQueries({
    queries: days.map(({ gte, lt }) => ({
      queryKey: ['list', 'auditEvents', { gte, lt }],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const { items, pagination } = await berth.auditEvents.list({
          created_at: { gte, lt },
          order: 'desc',
          limit: MOST_COUNTED,
          fields: ['created_at'],
          signal,
        });
        return { count: items.length, hasMore: pagination.has_more_after };
      },
      enabled: refusal === null,
    })),
  });
  const error = answers.find((answer) => answer.error)?.error;
  const counts = answers.flatMap(({ data }, at) => {
    const day = days[at];
    return data && day ? [{ ...data, ...day }] : [];
  });
  return (
    <Card title={homeWords.activity}>
      {refusal ? <p className="text-muted">{refusal}</p> : null}
      {error ? (
        <Failure
          title={homeWords.failed}
          error={error}
          onRetry={() => answers.forEach((answer) => void answer.refetch())}
        />
      ) : null}
      {refusal || error || counts.length === DAYS ? null : <Skeleton className="h-40 w-full" />}
      {counts.length === DAYS ? (
        <div className="grid gap-2">
          <p className="text-xs text-muted">{homeWords.activityAbout(DAYS)}</p>
          <Chart days={counts} />
          <DayTable days={counts} />
        </div>
      ) : null}
    </Card>
  );
}
