import type { CreateProviderVersion, Provider } from '@berth/client';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { berth } from '../../../app/client.ts';
import { resourceAt } from '../../../app/navigation.ts';
import { NotFound } from '../../../app/not-found.tsx';
import { PageHead } from '../../../app/page-head.tsx';
import { problemOn } from '../../../app/problems.ts';
import { useWhyNot } from '../../../app/session.ts';
import { useRow } from '../../../detail/use-row.ts';
import type { Row } from '../../../list/row.ts';
import { Empty, Failure, Skeleton } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { common } from '../../../words/common.ts';
import { detailWords } from '../../../words/detail.ts';
import { registerWords } from '../../../words/register.ts';
import { Impact } from '../../upgrade/impact.tsx';
import { useVersions } from '../use-catalog.ts';
import { CheckedForm, type Sent } from './checked-form.tsx';
import { nextVersion } from './next-version.ts';
import { useCheck } from './use-check.ts';
import { usePastedText } from './use-pasted-text.ts';
import { type VersionFields, VersionInputs, versionOf } from './version-inputs.tsx';

/** The page of `/providers/$id/versions/new`: publishes a version, after its impact was shown. */
export function PublishPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const resource = resourceAt('providers');
  const refusal = useWhyNot(resourceAt('provider-versions')?.scopes.create);
  if (!resource) return <NotFound />;
  return refusal ? <Empty title={common.failed} hint={refusal} /> : <Publish id={id} resource={resource} />;
}

function Publish({ id, resource }: { id: string; resource: NonNullable<ReturnType<typeof resourceAt>> }) {
  const { data: provider, error, refusal, refetch } = useRow<Provider & Row>(resource, id);
  const { data: versions } = useVersions(id);
  if (refusal) return <Empty title={common.failed} hint={refusal} />;
  if (error && !provider)
    return <Failure title={detailWords.loadFailed} error={error} onRetry={() => void refetch()} />;
  if (!provider || !versions) return <Skeleton className="h-64 w-full" />;
  return (
    <>
      <PageHead
        title={registerWords.versionTitle(provider.name)}
        about={registerWords.versionAbout}
        above={
          <Link to={`/providers/${id}`} className="underline-offset-2 hover:underline">
            {provider.name}
          </Link>
        }
      />
      {provider.access === 'public' ? (
        <Empty title={common.failed} hint={catalogWords.shippedReason} />
      ) : (
        <PublishForm provider={provider} usual={nextVersion(versions.map(({ version }) => version))} />
      )}
    </>
  );
}

function PublishForm({ provider, usual }: { provider: Provider; usual: string }) {
  const source = usePastedText();
  const [fields, setFields] = useState<VersionFields>({});
  const content = versionOf(source.pasted, fields, usual);
  const body: CreateProviderVersion | null = content ? { ...content, provider_id: provider.id } : null;
  const verdict = useCheck({
    body,
    pasted: source.pasted,
    sent: [],
    dryRun: (checked, signal) => berth.providerVersions.create(checked, { dryRun: true, signal }),
  });
  const publish = async (): Promise<Sent> => {
    if (!body) throw new Error(registerWords.reasons.missing);
    const made = await berth.providerVersions.create(body);
    return {
      told: registerWords.publishedAs(made.version),
      to: `/providers/${provider.id}`,
      search: { tab: 'versions' },
    };
  };
  const impact = verdict.answer?.impact;
  return (
    <CheckedForm
      source={source}
      verdict={verdict}
      isEncrypted={content?.config_visibility === 'encrypted'}
      word={registerWords.publish}
      send={publish}
      inputs={
        <VersionInputs
          fields={fields}
          version={content?.version ?? fields.version ?? usual}
          visibility={content?.config_visibility ?? 'plain'}
          error={problemOn(verdict.error, 'version')}
          onChange={setFields}
        />
      }
    >
      {impact ? (
        <section aria-label={registerWords.impact} className="grid gap-2 border-t border-line pt-3">
          <h3 className="font-medium">{registerWords.impact}</h3>
          <Impact impact={impact} isStored={false} />
        </section>
      ) : null}
    </CheckedForm>
  );
}
