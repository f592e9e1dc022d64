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
import { TestRun } from './test-run.tsx';

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

/** Tests the credential of an auth config itself. */
export const AuthConfigTestTab = ({ row }: TabProps) => (
  <TestRun
    about={connectionWords.ofCredential}
    test={(signal) => berth.providerAuthConfigs.test(row.id, {}, { signal })}
    scopes={[['provider-auth-configs:write']]}
    isArchived={row.status === 'archived'}
  />
);

const MOST = 100;

/** Tests a config of a deployment: at first its default one. */
export function DeploymentTestTab({ row }: TabProps) {
  const refusal = useWhyNot([['provider-configs:read']]);
  const [chosen, setChosen] = useState((row.default_config as Row | null)?.id ?? null);
  const { data, error } = useQuery({
    queryKey: ['list', 'providerConfigs', 'tested', row.id],
    queryFn: ({ signal }) =>
      callOperation<Page<Row>>('providerConfigs.list', {
        provider_deployment_id: row.id,
        status: 'active',
        limit: MOST,
        order: 'desc',
        signal,
      }),
    enabled: refusal === null,
  });
  if (refusal) return <p className="text-muted">{refusal}</p>;
  if (error && !data) return <Failure title={relatedWords.loadFailed} error={error} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  const current = data.items.find(({ id }) => id === chosen) ?? data.items[0];
  return (
    <div className="grid gap-4">
      <p className="max-w-prose text-muted">{connectionWords.ofDeployment}</p>
      {current ? (
        <>
          <div className="max-w-md">
            <Select
              label={connectionWords.config}
              value={current.id}
              onChange={(event) => setChosen(event.target.value)}
              options={data.items.map((one) => ({
                value: one.id,
                label: nameOf(one) === one.id ? shortId(one.id) : nameOf(one),
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
