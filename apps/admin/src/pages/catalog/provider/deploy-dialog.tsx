import type { Provider } from '@berth/client';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { berth } from '../../../app/client.ts';
import { Button, Dialog, Failure, Select, TextField, toast } from '../../../ui/index.ts';
import { catalogWords } from '../../../words/catalog.ts';
import { common } from '../../../words/common.ts';
import { useVersions } from '../use-catalog.ts';

const FOLLOW = '';

/** Makes a deployment of a provider, and opens its page. */
export function DeployDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { data: versions = [] } = useVersions(provider.id);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const deploy = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get('name')).trim();
    setBusy(true);
    try {
      const made = await berth.providerDeployments.create({
        provider_id: provider.id,
        name: name === '' ? null : name,
        locked_provider_version_id: String(form.get('version')) || null,
      });
      await queries.invalidateQueries({ queryKey: ['list', 'providerDeployments'] });
      toast(catalogWords.deployed(provider.name));
      await navigate({ to: `/provider-deployments/${made.id}` });
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog title={catalogWords.deployTitle(provider.name)} onClose={onClose}>
      <form className="grid gap-4" onSubmit={(event) => void deploy(event)}>
        <p className="text-muted">{catalogWords.deployAbout}</p>
        <TextField
          label={catalogWords.deployName}
          name="name"
          defaultValue={provider.name}
          autoComplete="off"
          data-focus
        />
        <Select
          label={catalogWords.deployVersion}
          name="version"
          options={[
            { value: FOLLOW, label: catalogWords.follow(provider.current_version?.version ?? common.none) },
            ...versions
              .filter(({ status }) => status === 'active')
              .map(({ id, version }) => ({ value: id, label: catalogWords.stay(version) })),
          ]}
        />
        {error ? <Failure title={common.failed} error={error} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" kind="primary" busy={isBusy}>
            {catalogWords.deploy}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
