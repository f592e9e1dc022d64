import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { berth, callOperation } from '../../../app/client.ts';
import { resourceAt, titleOf } from '../../../app/navigation.ts';
import { PageHead } from '../../../app/page-head.tsx';
import { problemAt } from '../../../app/problems.ts';
import { firstOf, useUrlSearch } from '../../../app/search.ts';
import { useWhyNot } from '../../../app/session.ts';
import { Refusal } from '../../../detail/refusal.tsx';
import type { Row } from '../../../list/row.ts';
import { RowPicker } from '../../../list/row-picker.tsx';
import { Button, Card, Select, TextField } from '../../../ui/index.ts';
import { setupWords } from '../../../words/setup.ts';
import { shell } from '../../../words/shell.ts';
import { LinkCard } from './link-card.tsx';

type Type = keyof typeof setupWords.types;

/** Makes a setup link: for a provider, or for one of its deployments. The link is shown once, and watched. */
export function NewSetupPage() {
  const [session, setSession] = useState<{ id: string; url: string } | null>(null);
  const path = 'provider-setup-sessions';
  const resource = resourceAt(path);
  return (
    <>
      <PageHead
        title={setupWords.newTitle}
        about={setupWords.newAbout}
        above={<Link to={`/${path}`}>{resource ? titleOf(resource) : shell.goTo}</Link>}
      />
      <div className="max-w-2xl">
        {session ? (
          <LinkCard session={session} onAnother={() => setSession(null)} />
        ) : (
          <SetupForm onMade={setSession} />
        )}
      </div>
    </>
  );
}

/** Reads the row that a link to the page names, so that it is chosen at first. */
function useNamed(operation: string, id: string) {
  const { data } = useQuery({
    queryKey: ['row', id, 'named'],
    queryFn: ({ signal }) => callOperation<Row>(operation, id, { signal }),
    enabled: id !== '',
  });
  return data ?? null;
}

function SetupForm({ onMade }: { onMade: (session: { id: string; url: string }) => void }) {
  const search = useUrlSearch();
  const namedProvider = useNamed('providers.get', firstOf(search.provider_id));
  const namedDeployment = useNamed('providerDeployments.get', firstOf(search.provider_deployment_id));
  const [provider, setProvider] = useState<Row | null | undefined>();
  const [deployment, setDeployment] = useState<Row | null | undefined>();
  const [type, setType] = useState<Type>('auto');
  const [isMissing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const lacks = useWhyNot([['provider-setup-sessions:write']]);
  const ofProvider = provider === undefined ? namedProvider : provider;
  const ofDeployment = deployment === undefined ? namedDeployment : deployment;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    setMissing(!ofProvider && !ofDeployment);
    if ((!ofProvider && !ofDeployment) || busy) return;
    setBusy(true);
    setRefusal(null);
    try {
      const { id, url } = await berth.providerSetupSessions.create({
        type,
        ...(ofDeployment ? { provider_deployment_id: ofDeployment.id } : { provider_id: ofProvider?.id }),
        ...(text('name') === '' ? {} : { name: text('name') }),
        ...(text('redirect_url') === '' ? {} : { redirect_url: text('redirect_url') }),
      });
      onMade({ id, url });
    } catch (error) {
      setRefusal(error);
      setBusy(false);
    }
  };
  return (
    <Card>
      <form className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
        <RowPicker
          label={setupWords.provider}
          path="providers"
          value={ofProvider}
          error={
            isMissing && !ofProvider && !ofDeployment
              ? setupWords.needsProvider
              : problemAt(refusal, 'provider_id')
          }
          onChange={(row) => {
            setProvider(row);
            if (ofDeployment && row?.id !== ofDeployment.provider_id) setDeployment(null);
          }}
        />
        <RowPicker
          key={ofProvider?.id ?? ''}
          label={setupWords.deployment}
          hint={setupWords.deploymentHint}
          path="provider-deployments"
          filters={{ status: 'active', ...(ofProvider ? { provider_id: ofProvider.id } : {}) }}
          value={ofDeployment}
          error={problemAt(refusal, 'provider_deployment_id')}
          onChange={setDeployment}
        />
        <Select
          label={setupWords.type}
          value={type}
          error={problemAt(refusal, 'type')}
          onChange={(event) => setType(event.target.value as Type)}
          options={Object.entries(setupWords.types).map(([value, label]) => ({ value, label }))}
        />
        <TextField
          label={setupWords.name}
          hint={setupWords.nameHint}
          name="name"
          error={problemAt(refusal, 'name')}
        />
        <TextField
          type="url"
          label={setupWords.redirect}
          hint={setupWords.redirectHint}
          name="redirect_url"
          error={problemAt(refusal, 'redirect_url')}
        />
        {refusal ? <Refusal title={setupWords.reconnectFailed} error={refusal} /> : null}
        <div className="flex justify-end">
          <Button type="submit" kind="primary" busy={busy} disabledReason={lacks}>
            {setupWords.make}
          </Button>
        </div>
      </form>
    </Card>
  );
}
