import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { firstOf, useUrlSearch } from '../../app/search.ts';
import { Failure, Skeleton } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { Editor } from './editor.tsx';
import { FollowVault } from './follow-vault.tsx';
import { NewForm } from './new-form.tsx';
import { type NewRow, newSource } from './new-source.ts';

interface Start {
  provider: string;
  deployment: string;
}

const PATHS = { config: 'provider-configs', vault: 'provider-config-vaults' } as const;

/** Makes a config or a vault: first where it belongs, then its value. */
function NewPage({ kind, provider, deployment }: Start & { kind: NewRow['kind'] }) {
  const [row, setRow] = useState<NewRow | null>(null);
  const [followed, setFollowed] = useState<NewRow | null>(null);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const onSaved = (id: string) => {
    void queries.invalidateQueries();
    void navigate({ to: `/${PATHS[kind]}/${id}` });
  };
  const { data, error, isFetching } = useQuery({
    queryKey: ['editor', 'new', row],
    queryFn: () => newSource(row as NewRow),
    enabled: row !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (data) return <Editor key={data.key} source={data} scope={`${PATHS[kind]}:write`} onSaved={onSaved} />;
  if (followed) return <FollowVault row={followed} onSaved={onSaved} />;
  return (
    <>
      <NewForm
        kind={kind}
        start={{ provider, deployment }}
        busy={isFetching}
        onNext={(next, source) => (source === 'vault' ? setFollowed(next) : setRow(next))}
      />
      {isFetching && <Skeleton className="mt-4 h-40 w-full" />}
      {error && <Failure title={editorWords.loadFailed} error={error} />}
    </>
  );
}

/** Begins anew when the address names another provider or deployment. */
function FromAddress({ kind }: { kind: NewRow['kind'] }) {
  const search = useUrlSearch();
  const [provider, deployment] = [firstOf(search.provider), firstOf(search.deployment)];
  return (
    <NewPage key={`${provider} ${deployment}`} kind={kind} provider={provider} deployment={deployment} />
  );
}

export const NewConfigPage = () => <FromAddress kind="config" />;
export const NewVaultPage = () => <FromAddress kind="vault" />;
