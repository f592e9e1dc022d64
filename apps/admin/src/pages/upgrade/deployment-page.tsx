import type { ProviderDeployment } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { berth } from '../../app/client.ts';
import { resourceAt } from '../../app/navigation.ts';
import { NotFound } from '../../app/not-found.tsx';
import { PageHead } from '../../app/page-head.tsx';
import { useWhyNot } from '../../app/session.ts';
import { useRow } from '../../detail/use-row.ts';
import { nameOf, type Row } from '../../list/row.ts';
import { Button, Card, Empty, Failure, Skeleton } from '../../ui/index.ts';
import { detailWords } from '../../words/detail.ts';
import { listWords } from '../../words/list.ts';
import { upgradeWords } from '../../words/upgrade.ts';
import { useVersions } from '../catalog/use-catalog.ts';
import { Diff } from './diff.tsx';
import { ImpactState, useImpact } from './impact.tsx';
import { MoveButton } from './move-button.tsx';
import { usedVersion } from './plan.ts';
import { usePlan } from './use-plan.ts';
import { VersionPicks } from './version-picks.tsx';

const MOST_CONFIGS = 100;

/** The page of `/provider-deployments/$id/upgrade`: compares, checks and moves a deployment with its configs. */
export function DeploymentUpgradePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const resource = resourceAt('provider-deployments');
  return resource ? <Loaded id={id} resource={resource} /> : <NotFound />;
}

type Deployment = ProviderDeployment & Row;

function Loaded({ id, resource }: { id: string; resource: NonNullable<ReturnType<typeof resourceAt>> }) {
  const { data: deployment, error, refusal, refetch } = useRow<Deployment>(resource, id);
  const versions = useVersions(deployment?.provider_id ?? null);
  const cannotList = useWhyNot(resourceAt('provider-configs')?.scopes.list);
  const specifications = useQuery({
    queryKey: ['list', 'providerConfigs', { provider_deployment_id: id, fields: 'specification_id' }],
    queryFn: async ({ signal }) => {
      const { items } = await berth.providerConfigs.list({
        provider_deployment_id: id,
        status: 'active',
        limit: MOST_CONFIGS,
        fields: ['specification_id'],
        signal,
      });
      return items.map(({ specification_id }) => specification_id);
    },
    enabled: cannotList === null,
  });
  const failure = error ?? versions.error ?? specifications.error;
  if (refusal) return <Empty title={listWords.noScope} hint={refusal} />;
  const isWaiting = cannotList === null && !specifications.data;
  if (failure && (!deployment || !versions.data || isWaiting))
    return <Failure title={detailWords.loadFailed} error={failure} onRetry={() => void refetch()} />;
  if (!deployment || !versions.data || isWaiting) return <Skeleton className="h-64 w-full" />;
  const used = deployment.locked_version?.id ?? usedVersion(versions.data, specifications.data ?? []);
  return <Upgrade deployment={deployment} versions={versions.data} used={used} />;
}

interface UpgradeProps {
  deployment: Deployment;
  versions: NonNullable<ReturnType<typeof useVersions>['data']>;
  used: string | null;
}

function Upgrade({ deployment, versions, used }: UpgradeProps) {
  const { from, to, isBack, left, choose, replace } = usePlan(versions, used);
  const impact = useImpact(to?.id ?? null, deployment.id);
  const name = nameOf(deployment);
  return (
    <>
      <PageHead
        title={upgradeWords.title(name)}
        about={upgradeWords.about}
        above={
          <Link to={`/provider-deployments/${deployment.id}`} className="underline-offset-2 hover:underline">
            {name}
          </Link>
        }
        actions={
          from && to ? (
            <MoveButton
              deployment={deployment}
              to={to}
              isBack={isBack}
              impact={impact.data ?? null}
              onMoved={() => replace({ from: to.id, to: from.id, back: from.id })}
            />
          ) : null
        }
      />
      {left && from ? (
        <p
          role="status"
          className="mb-4 flex flex-wrap items-center gap-3 rounded-md border border-line bg-surface px-4 py-2"
        >
          <span className="grow">{upgradeWords.movedFrom(left.version, from.version)}</span>
          {to?.id === left.id ? null : (
            <Button onClick={() => choose({ to: left.id })}>{upgradeWords.back(left.version)}</Button>
          )}
        </p>
      ) : null}
      {from && to ? (
        <>
          <VersionPicks versions={versions} from={from.id} to={to.id} onChange={choose} />
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <Diff from={from.id} to={to.id} />
            <Card title={upgradeWords.impact}>
              <p className="mb-3 text-xs text-muted">{upgradeWords.moveAbout}</p>
              <ImpactState {...impact} />
            </Card>
          </div>
        </>
      ) : (
        <Empty title={upgradeWords.onlyVersion} hint={upgradeWords.onlyVersionHint} />
      )}
    </>
  );
}
