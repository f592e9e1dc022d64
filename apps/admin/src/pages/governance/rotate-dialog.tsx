import type { ApiKey } from '@berth/client';
import { type FormEvent, useId, useState } from 'react';
import { berth } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { isPlaced, problemAt } from '../../app/problems.ts';
import { etagOf, useForgetRow } from '../../detail/use-row.ts';
import { Button, Dialog, Failure, instantOf, Select, TextField } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { keyWords } from '../../words/keys.ts';

const USUAL_OVERLAP = '86400';

interface RotateDialogProps {
  apiKey: ApiKey & { [member: string]: unknown };
  onRotated: (secret: string | null) => void;
  onClose: () => void;
}

/** Gives a key a new secret; the old one works until the overlap ends. */
export function RotateDialog({ apiKey, onRotated, onClose }: RotateDialogProps) {
  const form = useId();
  const forget = useForgetRow(resourceNamed('api-keys'));
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const rotate = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const expires_at = instantOf(String(fields.get('expires') ?? ''));
    setBusy(true);
    try {
      const { secret } = await berth.apiKeys.rotate(
        apiKey.id,
        { overlap_seconds: Number(fields.get('overlap')), ...(expires_at ? { expires_at } : {}) },
        { ifMatch: etagOf(apiKey) },
      );
      onRotated(secret);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
      await forget(apiKey.id);
    }
  };
  return (
    <Dialog
      title={keyWords.rotateTitle(apiKey.name)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={form} kind="primary" busy={isBusy}>
            {keyWords.rotate}
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void rotate(event)}>
        <p>{keyWords.rotateAbout}</p>
        <Select
          label={keyWords.overlap}
          name="overlap"
          defaultValue={USUAL_OVERLAP}
          error={problemAt(error, 'overlap_seconds')}
          options={keyWords.overlaps.map(([value, label]) => ({ value, label }))}
        />
        <TextField
          type="datetime-local"
          label={keyWords.newExpiry}
          hint={keyWords.newExpiryHint}
          name="expires"
          error={problemAt(error, 'expires_at')}
        />
        {error && !isPlaced(error, [['overlap_seconds'], ['expires_at']]) ? (
          <Failure title={common.failed} error={error} />
        ) : null}
      </form>
    </Dialog>
  );
}
