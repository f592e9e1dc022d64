import type { ProviderDeployment } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { berth } from '../../app/client.ts';
import { useWhyNot } from '../../app/session.ts';
import type { TabProps } from '../../detail/tab.ts';
import { rowAs } from '../../list/row.ts';
import { IdLink } from '../../list/value.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Badge, Card, LinkButton, Skeleton } from '../../ui/index.ts';
import { relatedWords } from '../../words/related.ts';
import { RelatedList } from './parts/related-list.tsx';

/** Shows what a deployment is made of: its version, its configs, its auth configs and the tools it offers. */
export function DeploymentTab({ row }: TabProps) {
  const filters = { provider_deployment_id: row.id };
  const deployment = rowAs<ProviderDeployment>(row);
  const { current, refusal } = useCurrentVersion(deployment.provider_id);
  const version = deployment.locked_version ?? current;
  return (
    <div className="grid gap-4">
      <VersionCard deployment={deployment} current={current} refusal={refusal} />
      <RelatedList
        path="provider-configs"
        title={relatedWords.configs}
        filters={filters}
        columns={['status', 'enabled', 'is_default', 'from_vault', 'invalid', 'updated_at']}
      />
      <RelatedList
        path="provider-auth-configs"
        title={relatedWords.authConfigs}
        filters={filters}
        columns={['status', 'health', 'is_default', 'expires_at', 'updated_at']}
        actions={
          <LinkButton kind="quiet" to="/provider-setup-sessions/new" search={filters}>
            {relatedWords.setupLink}
          </LinkButton>
        }
      />
      {version ? (
        <RelatedList
          path="provider-tools"
          title={relatedWords.tools}
          filters={{ provider_version_id: version.id, ...filters }}
          columns={['key', 'description']}
        />
      ) : null}
    </div>
  );
}

/** Reads the current version of a provider; null until it is known. */
function useCurrentVersion(providerId: string) {
  const refusal = useWhyNot([['providers:read']]);
  const { data } = useQuery({
    queryKey: ['row', 'providers', providerId],
    queryFn: ({ signal }) => berth.providers.get(providerId, { signal }),
    enabled: refusal === null,
  });
  return { current: data?.current_version ?? null, refusal };
}

interface VersionCardProps {
  deployment: ProviderDeployment;
  current: ProviderDeployment['locked_version'];
  /** The reason why the key may not read the current version; null when it may. */
  refusal: string | null;
}

function VersionCard({ deployment: { locked_version }, current, refusal }: VersionCardProps) {
  const isBehind = locked_version && current && locked_version.id !== current.id;
  return (
    <Card title={relatedWords.version}>
      <Facts
        facts={[
          [
            locked_version ? relatedWords.locked : relatedWords.version,
            locked_version ? (
              <span key="l" className="flex items-center gap-2">
                <IdLink id={locked_version.id} label={locked_version.version} />
                {isBehind ? <Badge tone="warn">{relatedWords.behind}</Badge> : null}
              </span>
            ) : (
              relatedWords.follows
            ),
          ],
          [
            relatedWords.currentIs,
            refusal ?? (current ? <IdLink key="c" id={current.id} label={current.version} /> : <Skeleton />),
          ],
        ]}
      />
    </Card>
  );
}
