import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { berth } from '../../app/client.ts';
import { PageHead } from '../../app/page-head.tsx';
import { useWhyNot } from '../../app/session.ts';
import { Button, Card, Select, TextField } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { editorWords } from '../../words/editor.ts';
import type { NewRow } from './new-source.ts';

const words = editorWords.fields;
const MOST_OFFERED = 100;

/** Asks where a new config or vault belongs, and what it is called. */
export function NewForm({
  kind,
  start,
  busy,
  onNext,
}: {
  kind: NewRow['kind'];
  start: { provider: string; deployment: string };
  busy: boolean;
  onNext: (row: NewRow, source: 'own' | 'vault') => void;
}) {
  const [row, setRow] = useState<NewRow>({
    kind,
    provider: start.provider,
    deployment: start.deployment || null,
    name: '',
    handle: '',
    description: '',
  });
  const [source, setSource] = useState<'own' | 'vault'>('own');
  const lacking = useWhyNot([[kind === 'vault' ? 'provider-config-vaults:write' : 'provider-configs:write']]);
  const { data: deployments } = useQuery({
    queryKey: ['editor', 'deployments'],
    queryFn: async () => berth.providerDeployments.list({ limit: MOST_OFFERED, order: 'desc' }),
  });
  const offered = deployments?.items ?? [];
  const change = (part: Partial<NewRow>) => setRow({ ...row, ...part });
  const chooseDeployment = (id: string) => {
    const chosen = offered.find((one) => one.id === id);
    change({ deployment: id === '' ? null : id, ...(chosen ? { provider: chosen.provider_id } : {}) });
  };
  const provider = providerOf(row, offered);
  const isComplete = provider !== '' && (kind === 'config' || row.name !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || lacking) return;
    onNext({ ...row, provider }, source);
  };
  return (
    <>
      <PageHead
        title={kind === 'vault' ? editorWords.newVault : editorWords.newConfig}
        about={lacking ?? undefined}
      />
      <div className="max-w-2xl">
        <Card>
          <form className="grid gap-4" onSubmit={submit}>
            <Select
              label={words.deployment}
              value={row.deployment ?? ''}
              options={[
                { value: '', label: common.none },
                ...offered.map(({ id, name }) => ({ value: id, label: name ?? id })),
                ...(row.deployment && !offered.some(({ id }) => id === row.deployment)
                  ? [{ value: row.deployment, label: row.deployment }]
                  : []),
              ]}
              onChange={(event) => chooseDeployment(event.target.value)}
            />
            <TextField
              label={words.provider}
              hint={words.providerHint}
              value={provider}
              required
              disabled={row.deployment !== null && provider !== ''}
              onChange={(event) => change({ provider: event.target.value.trim() })}
            />
            <TextField
              label={words.name}
              value={row.name}
              required={kind === 'vault'}
              onChange={(event) => change({ name: event.target.value })}
            />
            {kind === 'config' && (
              <>
                <TextField
                  label={words.handle}
                  hint={words.handleHint}
                  value={row.handle}
                  onChange={(event) => change({ handle: event.target.value })}
                />
                <Select
                  label={words.source}
                  value={source}
                  options={[
                    { value: 'own', label: words.own },
                    { value: 'vault', label: words.vault },
                  ]}
                  onChange={(event) => setSource(event.target.value === 'vault' ? 'vault' : 'own')}
                />
              </>
            )}
            <div className="flex justify-end">
              <Button
                type="submit"
                kind="primary"
                busy={busy}
                disabledReason={
                  lacking ?? (isComplete ? null : kind === 'vault' ? words.needs : words.needsProvider)
                }
              >
                {words.next}
              </Button>
            </div>
          </form>
        </Card>
      </div>
    </>
  );
}

const providerOf = (row: NewRow, offered: readonly { id: string; provider_id: string }[]): string =>
  row.provider || (offered.find(({ id }) => id === row.deployment)?.provider_id ?? '');
