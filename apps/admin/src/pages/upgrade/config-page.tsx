import { isBerthError, type Problem, type ProviderConfig, type ProviderVersion } from '@berth/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { berth } from '../../app/client.ts';
import { resourceAt } from '../../app/navigation.ts';
import { NotFound } from '../../app/not-found.tsx';
import { PageHead } from '../../app/page-head.tsx';
import { useWhyNot } from '../../app/session.ts';
import { etagOf, useRow } from '../../detail/use-row.ts';
import { nameOf, type Row } from '../../list/row.ts';
import {
  Button,
  Card,
  Empty,
  Failure,
  LinkButton,
  type PlacedProblem,
  ProblemList,
  Skeleton,
  toast,
} from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { detailWords } from '../../words/detail.ts';
import { listWords } from '../../words/list.ts';
import { upgradeWords } from '../../words/upgrade.ts';
import { useVersions } from '../catalog/use-catalog.ts';
import { Diff } from './diff.tsx';
import { ForceDialog } from './force-dialog.tsx';
import { usedVersion } from './plan.ts';
import { usePlan } from './use-plan.ts';
import { VersionPicks } from './version-picks.tsx';

type Config = ProviderConfig & Row;

/** The page of `/provider-configs/$id/upgrade`: moves a single config to the specification of another version. */
export function ConfigUpgradePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const resource = resourceAt('provider-configs');
  return resource ? <Loaded id={id} resource={resource} /> : <NotFound />;
}

function Loaded({ id, resource }: { id: string; resource: NonNullable<ReturnType<typeof resourceAt>> }) {
  const { data: config, error, refusal, refetch } = useRow<Config>(resource, id);
  const versions = useVersions(config?.provider_id ?? null);
  const failure = error ?? versions.error;
  if (refusal) return <Empty title={listWords.noScope} hint={refusal} />;
  if (failure && !(config && versions.data))
    return <Failure title={detailWords.loadFailed} error={failure} onRetry={() => void refetch()} />;
  if (!config || !versions.data) return <Skeleton className="h-64 w-full" />;
  return <Upgrade config={config} versions={versions.data} />;
}

/** Tells the place of a problem within the value alone. */
const inValue = ({ path, message }: Problem): PlacedProblem => ({
  path: path[0] === 'value' ? path.slice(1) : path,
  message,
});

/** Asks the server if the value of a config fits a version, without moving it. */
function useFit(config: Config, to: string | null) {
  return useQuery({
    queryKey: ['impact', 'config', config.id, config.row_version, to],
    queryFn: async ({ signal }) => {
      try {
        await berth.providerConfigs.upgrade(
          config.id,
          { provider_version_id: to ?? '' },
          { dryRun: true, ifMatch: etagOf(config), signal },
        );
        return [];
      } catch (refused) {
        if (!isBerthError(refused, 'invalid_data') || refused.errors.length === 0) throw refused;
        return refused.errors.map(inValue);
      }
    },
    enabled: to !== null,
    retry: false,
    gcTime: 0,
  });
}

function Upgrade({ config, versions }: { config: Config; versions: readonly ProviderVersion[] }) {
  const used = usedVersion(versions, [config.specification_id]);
  const { from, to, isBack, choose, replace } = usePlan(versions, used);
  const cannotWrite = useWhyNot(resourceAt('provider-configs')?.scopes.update);
  const fit = useFit(config, cannotWrite === null ? (to?.id ?? null) : null);
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const queries = useQueryClient();
  const name = nameOf(config);
  const move = async (force: boolean) => {
    if (!to || !from) return;
    setBusy(true);
    setError(null);
    try {
      const options = { ifMatch: etagOf(config), ...(force ? { force } : {}) };
      await berth.providerConfigs.upgrade(config.id, { provider_version_id: to.id }, options);
      toast(upgradeWords.moved(to.version));
      setAsking(false);
      replace({ from: to.id, to: from.id });
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
      await queries.invalidateQueries();
    }
  };
  const isArchived = config.status === 'archived' ? upgradeWords.archivedRow : null;
  const breaks = (fit.data ?? []).length > 0;
  return (
    <>
      <PageHead
        title={upgradeWords.title(name)}
        about={upgradeWords.configAbout}
        above={
          <Link to={`/provider-configs/${config.id}`} className="underline-offset-2 hover:underline">
            {name}
          </Link>
        }
        actions={
          from && to ? (
            <Button
              kind="primary"
              busy={isBusy}
              disabledReason={cannotWrite ?? isArchived}
              onClick={() => (breaks ? setAsking(true) : void move(false))}
            >
              {isBack ? upgradeWords.back(to.version) : upgradeWords.move(to.version)}
            </Button>
          ) : null
        }
      />
      {config.from_vault ? <p className="mb-4 text-muted">{upgradeWords.followsVault}</p> : null}
      {error && !isAsking ? (
        <div className="mb-4">
          <Failure title={common.failed} error={error} />
        </div>
      ) : null}
      {from && to ? (
        <>
          <VersionPicks versions={versions} from={from.id} to={to.id} onChange={choose} />
          <div className="grid items-start gap-4 xl:grid-cols-2">
            <Diff from={from.id} to={to.id} />
            <Card
              title={upgradeWords.impact}
              actions={<LinkButton to={`/provider-configs/${config.id}/edit`}>{upgradeWords.fix}</LinkButton>}
            >
              {cannotWrite ? <p className="text-muted">{cannotWrite}</p> : null}
              {fit.error ? <Failure title={common.failed} error={fit.error} /> : null}
              {fit.data || fit.error || cannotWrite ? null : <Skeleton className="h-12 w-full" />}
              {fit.data ? (
                <div role="status" className="grid gap-2">
                  <p>{breaks ? upgradeWords.fitsNot : upgradeWords.fits}</p>
                  <ProblemList problems={fit.data} />
                </div>
              ) : null}
            </Card>
          </div>
        </>
      ) : (
        <Empty title={upgradeWords.onlyVersion} hint={upgradeWords.onlyVersionHint} />
      )}
      {isAsking && to ? (
        <ForceDialog
          title={upgradeWords.confirm(to.version)}
          broken={[{ id: config.id, label: name, errors: fit.data ?? [] }]}
          error={error}
          isBusy={isBusy}
          onForce={() => void move(true)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
