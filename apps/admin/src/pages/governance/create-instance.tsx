import { type FormEvent, useId, useState } from 'react';
import { berth } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { isPlaced, problemAt } from '../../app/problems.ts';
import { useForgetRow } from '../../detail/use-row.ts';
import { Button, Dialog, Failure, Select, TextField } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { instanceWords } from '../../words/governance.ts';

interface CreateInstanceProps {
  /** Takes the secret of the first key, which is shown once. */
  onCreated: (secret: string | null) => void;
  onClose: () => void;
}

/** Asks for a new instance. */
export function CreateInstance({ onCreated, onClose }: CreateInstanceProps) {
  const form = useId();
  const forget = useForgetRow(resourceNamed('instances'));
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const create = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const slug = String(fields.get('slug') ?? '').trim();
    setBusy(true);
    try {
      const made = await berth.instances.create({
        name: String(fields.get('name') ?? ''),
        type: fields.get('type') === 'production' ? 'production' : 'development',
        ...(slug ? { slug } : {}),
      });
      await forget(made.id);
      onCreated(made.secret_key.secret);
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={instanceWords.create}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={form} kind="primary" busy={isBusy}>
            {instanceWords.create}
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void create(event)}>
        <p className="text-muted">{instanceWords.createAbout}</p>
        <TextField label={instanceWords.name} name="name" data-focus error={problemAt(error, 'name')} />
        <TextField
          label={instanceWords.slug}
          hint={instanceWords.slugHint}
          name="slug"
          error={problemAt(error, 'slug')}
        />
        <Select
          label={instanceWords.type}
          hint={instanceWords.typeHint}
          name="type"
          error={problemAt(error, 'type')}
          options={(['development', 'production'] as const).map((value) => ({
            value,
            label: instanceWords.types[value],
          }))}
        />
        {error && !isPlaced(error, [['name'], ['slug'], ['type']]) ? (
          <Failure title={common.failed} error={error} />
        ) : null}
      </form>
    </Dialog>
  );
}
