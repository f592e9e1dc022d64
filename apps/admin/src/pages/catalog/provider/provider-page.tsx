import type { Provider } from '@berth/client';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { resourceAt } from '../../../app/navigation.ts';
import { NotFound } from '../../../app/not-found.tsx';
import { firstOf, useUrlSearch } from '../../../app/search.ts';
import { useWhyNot } from '../../../app/session.ts';
import { ResourceDetail } from '../../../detail/detail-page.tsx';
import { rowAs } from '../../../list/row.ts';
import { Button, Card, Select, Tabs } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { useVersions } from '../use-catalog.ts';
import { DeployDialog } from './deploy-dialog.tsx';
import { Methods, Tools, Triggers } from './offers.tsx';
import { VersionSchema } from './version-schema.tsx';
import { Versions } from './versions.tsx';

type TabId = keyof typeof catalogWords.tabs;
const TABS = Object.keys(catalogWords.tabs) as TabId[];

/** The page of `/providers/$id`: what the provider takes and offers, its versions, and the way to a deployment. */
export function ProviderPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const resource = resourceAt('providers');
  if (!resource) return <NotFound />;
  return (
    <ResourceDetail
      key={id}
      resource={resource}
      id={id}
      actions={(row) => <Deploy provider={rowAs<Provider>(row)} />}
    >
      {(row) => <Parts provider={rowAs<Provider>(row)} />}
    </ResourceDetail>
  );
}

function Deploy({ provider }: { provider: Provider }) {
  const [isOpen, setOpen] = useState(false);
  const refusal = useWhyNot(resourceAt('provider-deployments')?.scopes.create);
  const reason =
    refusal ??
    (provider.status === 'archived'
      ? catalogWords.archivedReason
      : provider.current_version
        ? null
        : catalogWords.noVersionReason);
  return (
    <>
      <Button kind="primary" disabledReason={reason} onClick={() => setOpen(true)}>
        {catalogWords.deploy}
      </Button>
      {isOpen ? <DeployDialog provider={provider} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Shows the parts of a version as tabs. The tab and the version are in the URL. */
function Parts({ provider }: { provider: Provider }) {
  const search = useUrlSearch();
  const navigate = useNavigate();
  const { data: versions = [], error, isPending } = useVersions(provider.id);
  const tab = TABS.find((id) => id === firstOf(search.tab)) ?? 'schema';
  const wanted = firstOf(search.version);
  const version = versions.find(({ id }) => id === wanted) ?? provider.current_version;
  const show = (change: Record<string, string>) =>
    void navigate({ to: '.', search: { ...search, ...change } as never, replace: true });
  return (
    <Card
      title={catalogWords.ofVersion}
      actions={
        version ? (
          <Select
            label={catalogWords.ofVersion}
            hideLabel
            value={version.id}
            onChange={(event) => show({ version: event.target.value })}
            options={(versions.some(({ id }) => id === version.id) ? versions : [version, ...versions]).map(
              ({ id, version, is_current }) => ({
                value: id,
                label: is_current ? `${version} · ${catalogWords.current.toLowerCase()}` : version,
              }),
            )}
          />
        ) : null
      }
    >
      <Tabs
        label={catalogWords.title}
        tabs={TABS.map((id) => ({ id, label: catalogWords.tabs[id] }))}
        current={tab}
        onChange={(id) => show({ tab: id })}
      >
        {tab === 'versions' ? (
          <Versions
            provider={provider}
            versions={versions}
            error={error}
            isPending={isPending}
            onShow={(id) => show({ version: id, tab: 'schema' })}
          />
        ) : version === null ? (
          <p className="text-muted">{catalogWords.noVersions}</p>
        ) : tab === 'schema' ? (
          <VersionSchema specificationId={version.specification_id} />
        ) : tab === 'tools' ? (
          <Tools versionId={version.id} />
        ) : tab === 'methods' ? (
          <Methods versionId={version.id} />
        ) : (
          <Triggers versionId={version.id} />
        )}
      </Tabs>
    </Card>
  );
}
