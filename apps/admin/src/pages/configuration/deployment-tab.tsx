import type { ProviderDeployment } from '@berth/client';
import { useQuery } from '@tanstack/react-query';
import { berth } from '../../app/client.ts';
import { useWhyNot } from '../../app/session.ts';
import type { TabProps } from '../../detail/tab.ts';
import { IdLink } from '../../list/value.tsx';
import { Badge, Card, LinkButton, Skeleton } from '../../ui/index.ts';
import { relatedWords } from '../../words/related.ts';
import { Facts } from './parts/facts.tsx';
import { RelatedList } from './parts/related-list.tsx';

/** Shows what a deployment is made of: its version, its configs, its auth configs and the tools it offers. */
export function DeploymentTab({ row }: TabProps) {
  const filters = { provider_deployment_id: row.id };
  return (
    <div className="grid gap-4">
      <VersionCard deployment={row as unknown as ProviderDeployment} />
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
      <RelatedList
        path="provider-tools"
        title={relatedWords.tools}
        filters={filters}
        columns={['key', 'description']}
      />
    </div>
  );
}

function VersionCard({ deployment: { provider_id, locked_version } }: { deployment: ProviderDeployment }) {
  const refusal = useWhyNot([['providers:read']]);
  const { data } = useQuery({
    queryKey: ['row', provider_id, 'current'],
    queryFn: ({ signal }) => berth.providers.get(provider_id, { signal }),
    enabled: refusal === null,
  });
  const current = data?.current_version ?? null;
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
