import { useState } from 'react';
import { berth } from '../../../app/client.ts';
import { useWhyNot } from '../../../app/session.ts';
import type { TabProps } from '../../../detail/tab.ts';
import { etagOf } from '../../../detail/use-row.ts';
import { nameOf, rowOf } from '../../../list/row.ts';
import { IdLink } from '../../../list/value.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Badge, Button, Card, Failure, Skeleton, Time, type Tone } from '../../../ui/index.ts';
import { relatedWords } from '../../../words/related.ts';
import { setupWords } from '../../../words/setup.ts';
import { ReviewDialog } from '../parts/review-dialog.tsx';
import { useWatch } from './use-watch.ts';

const TONES: Readonly<Record<keyof typeof setupWords.states, Tone>> = {
  pending: 'accent',
  completed: 'good',
  failed: 'bad',
  expired: 'warn',
  archived: 'neutral',
};

/** Shows how far the person is, while it is watched, and what the page has made. */
export function SetupProgress({ id }: { id: string }) {
  const { data, error, refetch } = useWatch(id);
  const lacks = useWhyNot([['provider-setup-sessions:write']]);
  const [isCancelling, setCancelling] = useState(false);
  if (error && !data)
    return <Failure title={relatedWords.loadFailed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-16 w-full" />;
  const { status, expires_at, auth_config, config, identity_credential_id } = data;
  const made = [auth_config, config].filter((row) => row !== null).map(rowOf);
  const isPending = status === 'pending';
  return (
    <Card
      title={setupWords.progress}
      actions={
        <Button
          kind="danger"
          disabledReason={lacks ?? (isPending ? null : setupWords.isOver)}
          onClick={() => setCancelling(true)}
        >
          {setupWords.cancel}
        </Button>
      }
    >
      <div className="grid gap-3">
        <p role="status">
          <Badge tone={TONES[status]}>{setupWords.states[status]}</Badge>
        </p>
        {isPending ? <p className="text-muted">{setupWords.watching}</p> : null}
        <Facts
          facts={[
            [setupWords.expires, <Time key="t" at={expires_at} />],
            ...(status === 'completed'
              ? ([
                  [
                    setupWords.made,
                    <span key="m" className="flex flex-wrap gap-3">
                      {made.map((row) => (
                        <IdLink
                          key={row.id}
                          id={row.id}
                          {...(nameOf(row) === row.id ? {} : { label: nameOf(row) })}
                        />
                      ))}
                      {identity_credential_id ? <IdLink id={identity_credential_id} /> : null}
                    </span>,
                  ],
                ] as const)
              : []),
          ]}
        />
      </div>
      {isCancelling ? (
        <ReviewDialog
          row={rowOf(data)}
          title={setupWords.cancelTitle}
          about={setupWords.cancelAbout}
          confirm={setupWords.cancel}
          done={setupWords.cancelled}
          onClose={() => setCancelling(false)}
          write={async ({ dryRun, force }) => {
            await berth.providerSetupSessions.archive(id, {
              dryRun,
              force,
              ifMatch: etagOf(rowOf(data)),
            });
            return {};
          }}
        />
      ) : null}
    </Card>
  );
}

/** Watches a setup session on its page. */
export const ProgressTab = ({ row }: TabProps) => <SetupProgress id={row.id} />;
