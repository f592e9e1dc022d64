import type { Job } from '@berth/client';
import { useParams } from '@tanstack/react-router';
import { resourceNamed } from '../../app/navigation.ts';
import { ResourceDetail } from '../../detail/detail-page.tsx';
import { ResourceList } from '../../list/list-page.tsx';
import { rowAs } from '../../list/row.ts';
import { Card } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { jobWords } from '../../words/governance.ts';
import { JobLine, JobProgress } from './job-progress.tsx';

const asJob = rowAs<Job>;

/** The list of background jobs. */
export const JobsPage = () => (
  <ResourceList
    resource={resourceNamed('jobs')}
    cells={{
      progress: (row) => <JobLine job={asJob(row)} />,
      error: (row) => <JobError job={asJob(row)} />,
    }}
  />
);

const JobError = ({ job: { error } }: { job: Job }) =>
  error ? (
    <span className="text-bad" title={error.message}>
      {error.message}
    </span>
  ) : (
    <span className="text-muted">{common.none}</span>
  );

/** The page of a background job. */
export function JobPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return (
    <ResourceDetail key={id} resource={resourceNamed('jobs')} id={id}>
      {(row) => (
        <Card title={jobWords.progress}>
          <JobProgress job={asJob(row)} />
        </Card>
      )}
    </ResourceDetail>
  );
}
