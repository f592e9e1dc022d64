import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { berth } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { IdLink } from '../../list/value.tsx';
import { Card, Failure, Skeleton, Time, WordBadge } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { encryptionWords } from '../../words/governance.ts';
import { isLive, JobLine, pollOf } from './job-progress.tsx';

const OPTIONS = { kind: ['master-keys.rotate', 'data-keys.rotate'], order: 'desc', limit: 5 } as const;

/** Shows the newest rotations, and follows one that goes on. `onDone` is called when it has ended. */
export function Rotations({ onDone }: { onDone: () => void }) {
  const refusal = useWhyNot(resourceNamed('jobs').scopes.list);
  const { data, error } = useQuery({
    queryKey: ['list', 'jobs', OPTIONS],
    queryFn: async ({ signal }) => berth.jobs.list({ ...OPTIONS, signal }),
    refetchInterval: ({ state }) => pollOf(state.data?.items),
    enabled: refusal === null,
  });
  const goesOn = data?.items.some(isLive) ?? false;
  const before = useRef(goesOn);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    if (before.current && !goesOn) done.current();
    before.current = goesOn;
  }, [goesOn]);
  return (
    <Card title={encryptionWords.rotations}>
      {refusal ? <p className="text-muted">{refusal}</p> : null}
      {error ? <Failure title={common.failed} error={error} /> : null}
      {data || error || refusal ? null : <Skeleton />}
      {data?.items.length === 0 ? <p className="text-muted">{encryptionWords.noRotations}</p> : null}
      <ul className="grid gap-2">
        {data?.items.map((job) => (
          <li key={job.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <WordBadge word={job.status} />
            <IdLink id={job.id} label={job.kind} />
            <span className="text-xs text-muted">
              <Time at={job.created_at} />
            </span>
            <JobLine job={job} />
            {job.error ? <span className="text-bad">{job.error.message}</span> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
