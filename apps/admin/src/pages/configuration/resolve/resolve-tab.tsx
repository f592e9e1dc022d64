import type { ProviderConfigValue } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { berth } from '../../../app/client.ts';
import { useWhyNot } from '../../../app/session.ts';
import { Refusal } from '../../../detail/refusal.tsx';
import type { TabProps } from '../../../detail/tab.ts';
import type { Row } from '../../../list/row.ts';
import { IdLink } from '../../../list/value.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { Badge, Button, Card, Icon, ProblemList, Skeleton } from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { resolveWords } from '../../../words/resolve.ts';
import { LeafTable } from './leaf-table.tsx';
import { RevealDialog } from './reveal-dialog.tsx';
import { useReveal } from './use-reveal.ts';

/** Shows the value that programs get, with the source of each leaf. A secret is revealed on demand, for a while. */
export function ResolveTab({ row }: TabProps) {
  const isArchived = row.status === 'archived';
  const { data, error, isPending } = useQuery({
    queryKey: ['row', row.id, 'resolved', row.row_version],
    queryFn: ({ signal }) => berth.providerConfigs.resolve(row.id, {}, { signal }),
    enabled: !isArchived,
  });
  const reveal = useReveal(row.id);
  const [isAsking, setAsking] = useState(false);
  const lacks = useWhyNot([['provider-configs:read', 'provider-configs:reveal']]);
  if (isArchived) return <p className="text-muted">{resolveWords.isArchived}</p>;
  if (error) return <Refusal title={resolveWords.failed} error={error} />;
  if (isPending) return <Skeleton className="h-24 w-full" />;
  const off =
    lacks ??
    (row.enabled === false ? resolveWords.isDisabled : null) ??
    (data.hidden.length === 0 ? resolveWords.noSecrets : null);
  return (
    <div className="grid gap-4">
      <Sources resolved={data} />
      <Card
        title={resolveWords.value}
        flush
        actions={
          reveal.value ? (
            <>
              <span aria-hidden="true" className="text-xs text-warn tabular-nums">
                {resolveWords.shown(reveal.secondsLeft)}
              </span>
              <Button onClick={reveal.hide}>{resolveWords.hide}</Button>
            </>
          ) : (
            <Button disabledReason={off} onClick={() => setAsking(true)}>
              <Icon name="key" size={14} />
              {resolveWords.reveal}
            </Button>
          )
        }
      >
        <p className="px-4 pt-3 text-muted">{resolveWords.about}</p>
        <Announcement isShown={reveal.value !== null} />
        {reveal.value ? (
          <p className="flex flex-wrap items-center gap-2 bg-warn-soft px-4 py-2">
            <Icon name="warning" />
            <Link
              to="/audit-events"
              search={{ resource_id: row.id, action: 'provider-configs.reveal' } as never}
              className="text-accent underline-offset-2 hover:underline"
            >
              {resolveWords.recorded}
            </Link>
          </p>
        ) : null}
        <LeafTable
          resolved={reveal.value ?? data}
          secrets={data.hidden}
          vaultName={(row.from_vault as Row | null)?.name as string | undefined}
        />
      </Card>
      {isAsking ? <RevealDialog row={row} reveal={reveal.reveal} onClose={() => setAsking(false)} /> : null}
    </div>
  );
}

/** Tells readers of the screen when secrets come and go; the seconds between are not read. */
function Announcement({ isShown }: { isShown: boolean }) {
  const [wasShown, setWasShown] = useState(false);
  if (isShown && !wasShown) setWasShown(true);
  return (
    <p role="status" className="sr-only">
      {isShown ? resolveWords.announceShown : wasShown ? resolveWords.announceHidden : ''}
    </p>
  );
}

/** Shows what a value was made from: its specification and versions, and the revisions of its parts. */
function Sources({ resolved }: { resolved: ProviderConfigValue }) {
  const { specification_id, revision, vault_revision, invalid, invalid_reasons } = resolved;
  return (
    <Card>
      <div className="grid gap-3">
        <Facts
          facts={[
            [resolveWords.specification, <IdLink key="s" id={specification_id} />],
            [
              resolveWords.version,
              <Versions key="v" providerId={resolved.provider_id} of={specification_id} />,
            ],
            [resolveWords.ownRevision, revision ?? common.none],
            [resolveWords.vaultRevision, vault_revision ?? common.none],
          ]}
        />
        {invalid ? (
          <div className="grid gap-1">
            <p>
              <Badge tone="bad">{resolveWords.invalid}</Badge>
            </p>
            <ProblemList problems={invalid_reasons ?? []} />
          </div>
        ) : (
          <p>
            <Badge tone="good">{resolveWords.valid}</Badge>
          </p>
        )}
      </div>
    </Card>
  );
}

const MOST_VERSIONS = 100;

/** Names the versions of a provider that have a specification, the newest first. */
function Versions({ providerId, of }: { providerId: string; of: string }) {
  const refusal = useWhyNot([['provider-versions:read']]);
  const { data } = useQuery({
    queryKey: ['list', 'providerVersions', 'of', providerId],
    queryFn: async ({ signal }) =>
      await berth.providerVersions.list({
        provider_id: providerId,
        limit: MOST_VERSIONS,
        order: 'desc',
        signal,
      }),
    enabled: refusal === null,
  });
  if (refusal) return <span className="text-muted">{refusal}</span>;
  if (!data) return <Skeleton className="h-4 w-20" />;
  const versions = data.items.filter(({ specification_id }) => specification_id === of);
  if (versions.length === 0) return <span className="text-muted">{resolveWords.noVersion}</span>;
  return (
    <span className="flex flex-wrap gap-2">
      {versions.map(({ id, version }) => (
        <IdLink key={id} id={id} label={version} />
      ))}
    </span>
  );
}
