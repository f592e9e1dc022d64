import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { berth } from '../../app/client.ts';
import { PageHead } from '../../app/page-head.tsx';
import { Button, Card, Failure, Select, toast } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { editorWords } from '../../words/editor.ts';
import type { NewRow } from './new-source.ts';

const words = editorWords.fields;
const MOST_OFFERED = 100;

/** Makes a config that follows a vault. Its own values are laid over it in the editor afterwards. */
export function FollowVault({ row, onSaved }: { row: NewRow; onSaved: (id: string) => void }) {
  const [vault, setVault] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['editor', 'vaults', row.provider],
    queryFn: async () =>
      berth.providerConfigVaults.list({ provider_id: row.provider, limit: MOST_OFFERED, order: 'desc' }),
  });
  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (vault === '') return;
    setBusy(true);
    try {
      const made = await berth.providerConfigs.create({
        provider_id: row.provider,
        provider_config_vault_id: vault,
        ...(row.deployment === null ? {} : { provider_deployment_id: row.deployment }),
        ...(row.name === '' ? {} : { name: row.name }),
        ...(row.handle === '' ? {} : { handle: row.handle }),
      });
      toast(editorWords.created);
      onSaved(made.id);
    } catch (refused) {
      setFailure(refused);
      setBusy(false);
    }
  };
  return (
    <>
      <PageHead title={editorWords.newConfig} />
      <Card>
        <form className="grid max-w-xl gap-4" onSubmit={(event) => void create(event)}>
          {failure || error ? <Failure title={editorWords.saveFailed} error={failure ?? error} /> : null}
          <Select
            label={words.vaultField}
            value={vault}
            options={[
              { value: '', label: common.none },
              ...(data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => setVault(event.target.value)}
          />
          <div>
            <Button
              type="submit"
              kind="primary"
              busy={isBusy}
              disabledReason={vault === '' ? words.needsVault : null}
            >
              {editorWords.create}
            </Button>
          </div>
        </form>
      </Card>
    </>
  );
}
