import type { Page } from '@berth/client';
import type { ResourceDescription } from '@berth/client/resources';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { callOperation } from '../../app/client.ts';
import { resourceAt, titleOf } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import type { Row } from '../../list/row.ts';
import { Card, Skeleton, Tooltip } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { homeWords } from '../../words/home.ts';
import { countText } from './activity-days.ts';
import { COUNTED, countOptions } from './checks.ts';

/** Shows how many live rows the main lists have. */
export const Counts = () => (
  <Card title={homeWords.counts}>
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
      {COUNTED.flatMap((path) => resourceAt(path) ?? []).map((resource) => (
        <Count key={resource.path} resource={resource} />
      ))}
    </dl>
  </Card>
);

const ACTIVE = { status: 'active' };

function Count({ resource }: { resource: ResourceDescription }) {
  const refusal = useWhyNot(resource.scopes.list);
  const options = countOptions(resource, ACTIVE);
  const { data, error } = useQuery({
    queryKey: ['list', resource.name, options],
    queryFn: ({ signal }) => callOperation<Page<Row>>(`${resource.name}.list`, { ...options, signal }),
    enabled: refusal === null,
  });
  const reason = refusal ?? (error ? (error as Error).message : null);
  return (
    <div className="min-w-0">
      <dt className="truncate text-xs text-muted">{titleOf(resource)}</dt>
      <dd className="text-lg font-semibold tabular-nums">
        {reason ? (
          <Tooltip text={reason}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason is shown on focus */}
            <span tabIndex={0} className="inline-block min-w-6 text-muted">
              {common.none}
            </span>
          </Tooltip>
        ) : data ? (
          <Link
            to={`/${resource.path}`}
            search={ACTIVE as never}
            aria-label={`${titleOf(resource)}: ${countText(data.items.length, data.pagination.has_more_after)}`}
            className="inline-block min-w-6 underline-offset-4 hover:underline"
          >
            {countText(data.items.length, data.pagination.has_more_after)}
          </Link>
        ) : (
          <Skeleton className="h-6 w-8" />
        )}
      </dd>
    </div>
  );
}
