import type { ResourceDescription } from '@berth/client/resources';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { resourceAt, titleOf } from '../app/navigation.ts';
import { NotFound } from '../app/not-found.tsx';
import { PageHead } from '../app/page-head.tsx';
import { nameOf, type Row } from '../list/row.ts';
import { Card, CopyButton, Empty, Failure, Skeleton } from '../ui/index.ts';
import { detailWords } from '../words/detail.ts';
import { listWords } from '../words/list.ts';
import { Dependents } from './dependents.tsx';
import { Events } from './events.tsx';
import { Members } from './members.tsx';
import type { RowAction } from './row-action.ts';
import { RowActions } from './row-actions.tsx';
import { RowTabs } from './row-tabs.tsx';
import type { DetailTab } from './tab.ts';
import { useRow } from './use-row.ts';

interface DetailPageProps {
  /** The tabs beside the overview, by the path of the resource. */
  tabs?: Readonly<Record<string, readonly DetailTab[]>>;
  /** A button before the usual ones, by the path of the resource. */
  actions?: Readonly<Record<string, RowAction>>;
}

/** The page of `/$resource/$id`: a row of any resource of the registry. */
export function DetailPage({ tabs = {}, actions = {} }: DetailPageProps) {
  const { resource: path = '', id = '' } = useParams({ strict: false }) as { resource?: string; id?: string };
  const resource = resourceAt(path);
  return resource ? (
    <ResourceDetail key={id} resource={resource} id={id} tabs={tabs[path] ?? []} actions={actions[path]} />
  ) : (
    <NotFound />
  );
}

interface ResourceDetailProps {
  resource: ResourceDescription;
  id: string;
  /** Buttons before the usual ones. */
  actions?: RowAction | undefined;
  /** Sections before the members. */
  children?: (row: Row) => ReactNode;
  /** The tabs beside the overview. */
  tabs?: readonly DetailTab[];
}

/** Shows a row with everything that rows have. Pages of a subject add their own actions and sections to it. */
export function ResourceDetail({ resource, id, actions, children, tabs = [] }: ResourceDetailProps) {
  const { data: row, error, refusal, refetch } = useRow(resource, id);
  const title = titleOf(resource);
  const above = (
    <Link to={`/${resource.path}`} className="underline-offset-2 hover:underline">
      {title}
    </Link>
  );
  if (refusal) {
    return (
      <>
        <PageHead title={id} above={above} />
        <Empty title={listWords.noScope} hint={refusal} />
      </>
    );
  }
  if (error && !row) {
    return (
      <>
        <PageHead title={id} above={above} />
        <Failure title={detailWords.loadFailed} error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  if (!row) {
    return (
      <div role="status" aria-label={title} className="grid gap-4">
        <Skeleton className="h-6 w-64" />
        <Skeleton className="h-64 w-full" />
      </div>
    );
  }
  return (
    <>
      <PageHead
        title={nameOf(row)}
        above={above}
        about={
          <span className="inline-flex items-center gap-1 font-mono text-xs break-all">
            {row.id}
            <CopyButton text={row.id} label={detailWords.id} />
          </span>
        }
        actions={
          <>
            {actions?.(row, resource)}
            <RowActions resource={resource} row={row} />
          </>
        }
      />
      <RowTabs resource={resource} row={row} tabs={tabs}>
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid min-w-0 gap-4">
            {children?.(row)}
            <Card title={detailWords.members}>
              <Members resource={resource} row={row} />
            </Card>
          </div>
          <div className="grid min-w-0 gap-4">
            <Dependents resource={resource} id={row.id} />
            <Events id={row.id} />
          </div>
        </div>
      </RowTabs>
    </>
  );
}
