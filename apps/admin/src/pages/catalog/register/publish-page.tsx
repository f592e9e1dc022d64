import type { CreateProviderVersion, Provider } from '@berth/client';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { berth } from '../../../app/client.ts';
import { resourceAt } from '../../../app/navigation.ts';
import { NotFound } from '../../../app/not-found.tsx';
import { PageHead } from '../../../app/page-head.tsx';
import { problemOn } from '../../../app/problems.ts';
import { useWhyNot } from '../../../app/session.ts';
import { useRow } from '../../../detail/use-row.ts';
import type { Row } from '../../../list/row.ts';
import { Button, Empty, Failure, Skeleton, toast } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { common } from '../../../words/common.ts';
import { detailWords } from '../../../words/detail.ts';
import { registerWords } from '../../../words/register.ts';
import { Impact } from '../../upgrade/impact.tsx';
import { useVersions } from '../use-catalog.ts';
import { nextVersion } from './next-version.ts';
import { useCheck } from './use-check.ts';
import { useDraft } from './use-draft.ts';
import { type VersionFields, VersionInputs, versionOf } from './version-inputs.tsx';
import { Workbench } from './workbench.tsx';

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
  const draft = useDraft();
  const [fields, setFields] = useState<VersionFields>({});
  const content = versionOf(draft.pasted, fields, usual);
  const body: CreateProviderVersion | null = content ? { ...content, provider_id: provider.id } : null;
  const verdict = useCheck({
    body,
    pasted: draft.pasted,
    sent: [],
    dryRun: (checked, signal) => berth.providerVersions.create(checked, { dryRun: true, signal }),
  });
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const publish = async (event: FormEvent) => {
    event.preventDefault();
    if (!body || isBusy || verdict.state !== 'accepted') return;
    setBusy(true);
    try {
      const made = await berth.providerVersions.create(body);
      await queries.invalidateQueries({ queryKey: ['list'] });
      toast(registerWords.publishedAs(made.version));
      await navigate({ to: `/providers/${provider.id}`, search: { tab: 'versions' } as never });
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  const { state, answer } = verdict;
  return (
    <form className="grid gap-4" onSubmit={(event) => void publish(event)}>
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <VersionInputs
          fields={fields}
          version={content?.version ?? fields.version ?? usual}
          visibility={content?.config_visibility ?? 'plain'}
          error={problemOn(verdict.error, 'version')}
          onChange={setFields}
        />
      </div>
      <Workbench draft={draft} verdict={verdict} isEncrypted={content?.config_visibility === 'encrypted'}>
        {answer?.impact ? (
          <section aria-label={registerWords.impact} className="grid gap-2 border-t border-line pt-3">
            <h3 className="font-medium">{registerWords.impact}</h3>
            <Impact impact={answer.impact} isStored={false} />
          </section>
        ) : null}
      </Workbench>
      {error ? <Failure title={common.failed} error={error} /> : null}
      <div className="flex justify-end">
        <Button
          type="submit"
          kind="primary"
          busy={isBusy}
          disabledReason={state === 'accepted' ? null : registerWords.reasons[state]}
        >
          {registerWords.publish}
        </Button>
      </div>
    </form>
  );
}
