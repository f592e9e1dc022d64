import type { Provider, ProviderVersion } from '@berth/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { resourceAt } from '../../../app/navigation.ts';
import { useWhyNot } from '../../../app/session.ts';
import { ArchiveDialog } from '../../../detail/archive-dialog.tsx';
import { rowOf } from '../../../list/row.ts';
import { IdLink } from '../../../list/value.tsx';
import {
  Badge,
  Button,
  Cell,
  Failure,
  HeadCell,
  LinkButton,
  Row,
  Skeleton,
  Table,
  Time,
} from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { common } from '../../../words/common.ts';
import { listWords } from '../../../words/list.ts';
import { MakeCurrentDialog } from './make-current-dialog.tsx';

interface VersionsProps {
  provider: Provider;
  versions: readonly ProviderVersion[];
  error: unknown;
  isPending: boolean;
  onShow: (id: string) => void;
}

interface Asked {
  what: 'current' | 'archive';
  version: ProviderVersion;
}

/** Shows the versions of a provider with what can be done to them. */
export function Versions({ provider, versions, error, isPending, onShow }: VersionsProps) {
  const resource = resourceAt('provider-versions');
  const isShipped = provider.access === 'public' ? catalogWords.shippedReason : null;
  const cannotWrite = useWhyNot(resource?.scopes.update);
  const cannotCreate = useWhyNot(resource?.scopes.create);
  const [asked, setAsked] = useState<Asked | null>(null);
  const queries = useQueryClient();
  const close = () => {
    setAsked(null);
    void queries.invalidateQueries({ queryKey: ['row', 'providers', provider.id] });
    void queries.invalidateQueries({ queryKey: ['list', 'providerVersions'] });
  };
  if (error) return <Failure title={listWords.loadFailed} error={error} />;
  if (isPending) return <Skeleton className="h-24 w-full" />;
  const reason = isShipped ?? cannotWrite;
  return (
    <div className="grid gap-3">
      <div>
        <LinkButton to={`/providers/${provider.id}/versions/new`} disabledReason={isShipped ?? cannotCreate}>
          {catalogWords.publish}
        </LinkButton>
      </div>
      <Table label={catalogWords.tabs.versions}>
        <thead>
          <tr>
            <HeadCell>{catalogWords.deployVersion}</HeadCell>
            <HeadCell>{catalogWords.published}</HeadCell>
            <HeadCell>
              <span className="sr-only">{catalogWords.showAt}</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <Row key={version.id}>
              <Cell>
                <span className="flex flex-wrap items-center gap-2">
                  <IdLink id={version.id} label={version.version} />
                  {version.is_current ? <Badge tone="good">{catalogWords.current}</Badge> : null}
                  {version.status === 'archived' ? <Badge>{catalogWords.archived}</Badge> : null}
                </span>
              </Cell>
              <Cell className="text-muted">
                <Time at={version.created_at} />
              </Cell>
              <Cell>
                <span className="flex justify-end gap-1">
                  <Button kind="quiet" onClick={() => onShow(version.id)}>
                    {catalogWords.showAt}
                  </Button>
                  {version.is_current || version.status === 'archived' ? null : (
                    <>
                      <Button
                        kind="quiet"
                        disabledReason={reason}
                        onClick={() => setAsked({ what: 'current', version })}
                      >
                        {catalogWords.makeCurrent}
                      </Button>
                      <Button
                        kind="quiet"
                        disabledReason={reason}
                        onClick={() => setAsked({ what: 'archive', version })}
                      >
                        {common.archive}
                      </Button>
                    </>
                  )}
                </span>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {asked?.what === 'current' ? <MakeCurrentDialog version={asked.version} onClose={close} /> : null}
      {asked?.what === 'archive' && resource ? (
        <ArchiveDialog resource={resource} row={rowOf(asked.version)} onClose={close} />
      ) : null}
    </div>
  );
}
