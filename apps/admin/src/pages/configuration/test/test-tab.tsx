import type { Page } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { berth, callOperation } from '../../../app/client.ts';
import { useWhyNot } from '../../../app/session.ts';
import type { TabProps } from '../../../detail/tab.ts';
import { nameOf, type Row, shortId } from '../../../list/row.ts';
import { Empty, Failure, Select, Skeleton } from '../../../ui/index.ts';
import { connectionWords } from '../../../words/connection.ts';
import { relatedWords } from '../../../words/related.ts';
import { type StagedTest, TestRun } from './test-run.tsx';

/** Tests a config. */
export const ConfigTestTab = ({ row }: TabProps) => (
  <ConfigTest id={row.id} isArchived={row.status === 'archived'} />
);

const ConfigTest = ({ id, isArchived = false }: { id: string; isArchived?: boolean }) => (
  <TestRun
    test={(signal) => berth.providerConfigs.test(id, {}, { signal })}
    scopes={[['provider-configs:write']]}
    isArchived={isArchived}
  />
);

/** Tests a config of a deployment. */
export const DeploymentTestTab = ({ row }: TabProps) => (
  <ChosenTest
    about={connectionWords.ofDeployment}
    filters={{ provider_deployment_id: row.id }}
    first={(row.default_config as Row | null)?.id ?? null}
  />
);

/** Tests an auth config: its credential itself where the API can, else a config that it can be used with. */
export function AuthConfigTestTab({ row }: TabProps) {
  const deployment = row.deployment as Row | null;
  if ('test' in berth.providerAuthConfigs) {
    return (
      <TestRun
        about={connectionWords.ofCredential}
        test={(signal) => callOperation<StagedTest>('providerAuthConfigs.test', row.id, {}, { signal })}
        scopes={[['provider-auth-configs:write']]}
        isArchived={row.status === 'archived'}
      />
    );
  }
  const filters = deployment
    ? { provider_deployment_id: deployment.id }
    : { provider_id: String(row.provider_id) };
  return <ChosenTest about={connectionWords.ofAuthConfig} filters={filters} first={null} />;
}

interface ChosenTestProps {
  about: string;
  filters: Readonly<Record<string, string>>;
  /** The id of the config that is chosen at first; null for the newest. */
  first: string | null;
}

const MOST = 100;

function ChosenTest({ about, filters, first }: ChosenTestProps) {
  const refusal = useWhyNot([['provider-configs:read']]);
  const [chosen, setChosen] = useState(first);
  const { data, error, isPending } = useQuery({
    queryKey: ['list', 'providerConfigs', 'tested', filters],
    queryFn: ({ signal }) =>
      callOperation<Page<Row>>('providerConfigs.list', {
        ...filters,
        status: 'active',
        limit: MOST,
        order: 'desc',
        signal,
      }),
    enabled: refusal === null,
  });
  if (refusal) return <p className="text-muted">{refusal}</p>;
  if (error) return <Failure title={relatedWords.loadFailed} error={error} />;
  if (isPending) return <Skeleton className="h-24 w-full" />;
  const current = data.items.find(({ id }) => id === chosen) ?? data.items[0];
  return (
    <div className="grid gap-4">
      <p className="max-w-prose text-muted">{about}</p>
      {current ? (
        <>
          <div className="max-w-md">
            <Select
              label={connectionWords.config}
              value={current.id}
              onChange={(event) => setChosen(event.target.value)}
              options={data.items.map((row) => ({
                value: row.id,
                label: nameOf(row) === row.id ? shortId(row.id) : nameOf(row),
              }))}
            />
          </div>
          <ConfigTest key={current.id} id={current.id} />
        </>
      ) : (
        <Empty title={connectionWords.noConfig} hint={connectionWords.noConfigHint} />
      )}
    </div>
  );
}
