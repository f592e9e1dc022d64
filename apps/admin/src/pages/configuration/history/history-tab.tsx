import type { AuditEvent, ValueRevision } from '@berth/client';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { callOperation } from '../../../app/client.ts';
import { useWhyNot } from '../../../app/session.ts';
import type { TabProps } from '../../../detail/tab.ts';
import { etagOf } from '../../../detail/use-row.ts';
import { IdLink } from '../../../list/value.tsx';
import {
  Badge,
  Button,
  Card,
  Cell,
  Empty,
  Failure,
  HeadCell,
  Skeleton,
  Table,
  Row as TableRow,
  Time,
} from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { historyWords } from '../../../words/history.ts';
import { relatedWords } from '../../../words/related.ts';
import { ReviewDialog, type Written } from '../parts/review-dialog.tsx';
import { Comparison } from './comparison.tsx';
import { PinCard } from './pin-card.tsx';
import { usePins, useReasons, useRevisions } from './revisions.ts';

/** Shows the revisions of a value: who stored each, when and by what, their differences, and the way back to one. */
export function HistoryTab({ resource, row }: TabProps) {
  const list = useRevisions(resource.name, row.id);
  const { refusal, events } = useReasons(row.id);
  const pins = usePins(row.id, resource.path === 'provider-config-vaults');
  const [restoring, setRestoring] = useState<number | null>(null);
  const whyNot = useWhyNot(resource.scopes.update);
  if (list.error && !list.data)
    return <Failure title={relatedWords.loadFailed} error={list.error} onRetry={() => void list.refetch()} />;
  if (list.isPending) return <Skeleton className="h-24 w-full" />;
  const revisions = list.data.pages.flatMap(({ items }) => items);
  const current = row.revision as number | null;
  const offOf = ({ revision, destroyed_at }: ValueRevision): string | null =>
    whyNot ??
    (row.status === 'archived' ? historyWords.readOnlyRow : null) ??
    (row.type === 'oauth_automated' ? historyWords.tokens : null) ??
    (revision === current ? historyWords.isCurrent : null) ??
    (destroyed_at ? historyWords.isDestroyed : null);
  return (
    <div className="grid gap-4">
      {row.from_vault ? <PinCard row={row} /> : null}
      {revisions.length === 0 ? (
        <Empty title={historyWords.none} hint={historyWords.noneHint} />
      ) : (
        <Card title={historyWords.title} flush>
          <Table label={historyWords.revisions}>
            <thead>
              <tr>
                {Object.values(historyWords.columns).map((name) => (
                  <HeadCell
                    key={name}
                    className={name === historyWords.columns.actions ? 'text-right' : undefined}
                  >
                    {name === historyWords.columns.actions ? <span className="sr-only">{name}</span> : name}
                  </HeadCell>
                ))}
              </tr>
            </thead>
            <tbody>
              {revisions.map((revision) => (
                <TableRow key={revision.id}>
                  <Cell>
                    <span className="flex items-center gap-2">
                      <span className="tabular-nums">{revision.revision}</span>
                      {revision.revision === current ? (
                        <Badge tone="good">{historyWords.current}</Badge>
                      ) : null}
                      {revision.destroyed_at ? <Badge tone="warn">{historyWords.destroyed}</Badge> : null}
                      {pins.has(revision.revision) ? (
                        <Badge tone="accent">{historyWords.pinnedBy(pins.get(revision.revision) ?? 0)}</Badge>
                      ) : null}
                    </span>
                  </Cell>
                  <Cell>
                    <Time at={revision.created_at} />
                  </Cell>
                  <Cell>
                    <IdLink id={revision.created_by} />
                  </Cell>
                  <Cell>
                    <Why event={events.get(revision.revision)} refusal={refusal} />
                  </Cell>
                  <Cell className="text-right">
                    <Button
                      aria-label={`${historyWords.restore}: ${historyWords.revision(revision.revision)}`}
                      disabledReason={offOf(revision)}
                      onClick={() => setRestoring(revision.revision)}
                    >
                      {historyWords.restore}
                    </Button>
                  </Cell>
                </TableRow>
              ))}
            </tbody>
          </Table>
          {list.isFetchNextPageError ? <Failure title={relatedWords.loadFailed} error={list.error} /> : null}
          {list.hasNextPage ? (
            <div className="border-t border-line p-2 text-center">
              <Button kind="quiet" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {historyWords.older}
              </Button>
            </div>
          ) : null}
        </Card>
      )}
      {revisions.length > 1 ? (
        <Comparison
          key={revisions[0]?.id}
          name={resource.name}
          id={row.id}
          numbers={revisions.map(({ revision }) => revision)}
        />
      ) : null}
      {restoring === null ? null : (
        <ReviewDialog
          row={row}
          title={historyWords.restoreTitle(restoring)}
          about={historyWords.restoreAbout(restoring)}
          confirm={historyWords.restore}
          done={historyWords.restored(restoring)}
          onClose={() => setRestoring(null)}
          write={(options) =>
            callOperation<Written>(`${resource.name}.revisions.restore`, row.id, restoring, {
              ...options,
              ifMatch: etagOf(row),
            })
          }
        />
      )}
    </div>
  );
}

/** Says by what a revision was made, and the reason where one was given. */
function Why({ event, refusal }: { event: AuditEvent | undefined; refusal: string | null }) {
  if (!event) return <span className="text-muted">{refusal ? historyWords.noWhy : common.none}</span>;
  return (
    <span className="flex items-center gap-2">
      <Link
        to={`/audit-events/${event.id}`}
        className="font-mono text-xs text-accent underline-offset-2 hover:underline"
      >
        {event.action.split('.').slice(1).join('.')}
      </Link>
      {event.reason ? <span className="truncate">{event.reason}</span> : null}
    </span>
  );
}
