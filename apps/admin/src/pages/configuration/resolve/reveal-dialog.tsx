import { isBerthError } from '@berth/client';
import { type FormEvent, useState } from 'react';
import { berth } from '../../../app/client.ts';
import { useSession, useWhyNot } from '../../../app/session.ts';
import { Refusal } from '../../../detail/refusal.tsx';
import { etagOf } from '../../../detail/use-row.ts';
import { nameOf, type Row } from '../../../list/row.ts';
import { Button, Dialog, TextField } from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { resolveWords } from '../../../words/resolve.ts';
import { ReviewDialog } from '../parts/review-dialog.tsx';

interface RevealDialogProps {
  row: Row;
  reveal: (reason: string) => Promise<void>;
  onClose: () => void;
}

const LONGEST_REASON = 1000;

/** Asks for the reason of a reveal, and shows the line that the audit trail gets. */
export function RevealDialog({ row, reveal, onClose }: RevealDialogProps) {
  const { key } = useSession();
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [isConfirming, setConfirming] = useState(false);
  const given = reason.trim();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMissing(given === '');
    if (given === '') event.currentTarget.querySelector('input')?.focus();
    if (given === '' || busy) return;
    setBusy(true);
    try {
      await reveal(given);
      onClose();
    } catch (error) {
      setRefusal(error);
      setBusy(false);
    }
  };
  if (isConfirming) {
    return (
      <ReviewDialog
        row={row}
        title={resolveWords.confirmTitle}
        about={resolveWords.confirmAbout}
        confirm={resolveWords.confirmSecrets}
        done={resolveWords.confirmed}
        onClose={onClose}
        write={(options) =>
          berth.providerConfigs.confirmSecrets(row.id, { ...options, ifMatch: etagOf(row) })
        }
      />
    );
  }
  return (
    <Dialog title={resolveWords.revealTitle(nameOf(row))} onClose={onClose}>
      <form className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
        <p className="text-muted">{resolveWords.revealAbout}</p>
        <TextField
          label={resolveWords.reason}
          hint={resolveWords.reasonHint}
          error={isMissing && given === '' ? resolveWords.reasonMissing : null}
          required
          maxLength={LONGEST_REASON}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="grid gap-1">
          <p className="text-xs text-muted">{resolveWords.line}</p>
          <p className="rounded border border-line bg-sunken p-2 font-mono text-xs break-words">
            provider-configs.reveal {row.id} · {key.name ?? key.id} · {given === '' ? '…' : given}
          </p>
        </div>
        {refusal ? <RevealRefusal error={refusal} onConfirm={() => setConfirming(true)} /> : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" kind="primary" busy={busy}>
            {resolveWords.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RevealRefusal({ error, onConfirm }: { error: unknown; onConfirm: () => void }) {
  const whyNot = useWhyNot([['provider-configs:reveal']]);
  const isStale = isBerthError(error, 'secrets_stale');
  return (
    <Refusal title={resolveWords.refused} error={error}>
      {isStale ? (
        <>
          <p className="text-muted">{resolveWords.staleAbout}</p>
          <div>
            <Button disabledReason={whyNot} onClick={onConfirm}>
              {resolveWords.confirmSecrets}
            </Button>
          </div>
        </>
      ) : undefined}
    </Refusal>
  );
}
