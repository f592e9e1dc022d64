import type { ProviderVersionImpact, ProviderVersionImpactItem } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { berth } from '../../app/client.ts';
import { resourceAt } from '../../app/navigation.ts';
import { useWhyNot } from '../../app/session.ts';
import { IdLink } from '../../list/value.tsx';
import { Badge, Failure, ProblemList, Skeleton } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { upgradeWords } from '../../words/upgrade.ts';

const LISTED = 100;

/** Reads the impact of a version: on a deployment, or on all that would come to it. */
export function useImpact(versionId: string | null, deploymentId: string | null = null) {
  const refusal = useWhyNot(resourceAt('provider-configs')?.scopes.list);
  const query = useQuery({
    queryKey: ['impact', versionId, deploymentId],
    queryFn: async ({ signal }): Promise<ProviderVersionImpact> => {
      const asked = { passes: false, limit: LISTED };
      return deploymentId === null
        ? berth.providerVersions.impact(versionId ?? '', asked, { signal })
        : berth.providerDeployments.upgradePreview(
            deploymentId,
            { ...asked, provider_version_id: versionId ?? '' },
            { signal },
          );
    },
    enabled: versionId !== null && refusal === null,
    gcTime: 0,
  });
  return { ...query, refusal };
}

/** Shows the impact of a version, read for it. */
export const ImpactOf = (props: { versionId: string; deploymentId?: string }) => (
  <ImpactState {...useImpact(props.versionId, props.deploymentId ?? null)} />
);

/** Shows an impact that is read, with its refusal and its error. */
export function ImpactState({
  data,
  error,
  refusal,
  refetch,
}: Pick<ReturnType<typeof useImpact>, 'data' | 'error' | 'refusal' | 'refetch'>) {
  if (refusal)
    return (
      <p className="text-muted">
        {upgradeWords.noScopeImpact} {refusal}
      </p>
    );
  if (error) return <Failure title={common.failed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-20 w-full" />;
  return <Impact impact={data} />;
}

/** Shows the counts of an impact, and each row that breaks with its errors. */
export function Impact({ impact, isStored = true }: { impact: ProviderVersionImpact; isStored?: boolean }) {
  const { counts, items, partial, hint } = impact;
  const listed = items.filter(({ passes }) => passes !== true);
  const broken = listed.filter(({ passes }) => passes === false).length;
  return (
    <div className="grid gap-3">
      <div role="status" className="flex flex-wrap items-center gap-2">
        <span>{upgradeWords.checked(counts.checked)}</span>
        {counts.passes > 0 ? <Badge tone="good">{upgradeWords.passes(counts.passes)}</Badge> : null}
        {counts.breaks > 0 ? <Badge tone="bad">{upgradeWords.breaks(counts.breaks)}</Badge> : null}
        {counts.undecided > 0 ? <Badge tone="warn">{upgradeWords.undecided(counts.undecided)}</Badge> : null}
        {counts.migrated > 0 ? <Badge tone="accent">{upgradeWords.migrated(counts.migrated)}</Badge> : null}
      </div>
      {counts.checked === 0 ? <p className="text-muted">{upgradeWords.impactEmpty}</p> : null}
      {counts.checked > 0 && counts.passes === counts.checked ? <p>{upgradeWords.impactNone}</p> : null}
      {partial && hint ? <p className="text-warn">{hint}</p> : null}
      {listed.length > 0 ? (
        <ul className="grid gap-2">
          {listed.map((item) => (
            <Broken key={item.id} item={item} versionId={isStored ? impact.provider_version_id : null} />
          ))}
        </ul>
      ) : null}
      {broken < counts.breaks && broken > 0 ? (
        <p className="text-xs text-muted">{upgradeWords.listed(broken, counts.breaks)}</p>
      ) : null}
    </div>
  );
}

const LINK = 'text-accent underline-offset-2 hover:underline';

function Broken({ item, versionId }: { item: ProviderVersionImpactItem; versionId: string | null }) {
  const { id, of, name, handle, passes, errors, migrated } = item;
  return (
    <li className="grid gap-1 rounded border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">
          <IdLink id={id} label={name ?? handle ?? id} />
        </span>
        <span className="text-xs text-muted">{upgradeWords.kinds[of]}</span>
        {passes === null ? <Badge tone="warn">{upgradeWords.undecided(1)}</Badge> : null}
        {migrated ? <Badge tone="accent">{upgradeWords.migrated(1)}</Badge> : null}
        {of === 'provider.config' ? (
          <span className="ml-auto flex gap-3 text-xs">
            <Link to={`/provider-configs/${id}/edit`} className={LINK}>
              {upgradeWords.fix}
            </Link>
            {versionId ? (
              <Link
                to={`/provider-configs/${id}/upgrade`}
                search={{ to: versionId } as never}
                className={LINK}
              >
                {upgradeWords.upgradeOne}
              </Link>
            ) : null}
          </span>
        ) : null}
      </div>
      {passes === null ? <p className="text-xs text-muted">{upgradeWords.undecidedHint}</p> : null}
      <ProblemList problems={errors} />
    </li>
  );
}
