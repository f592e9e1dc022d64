import { type FormEvent, useId, useState } from 'react';
import { berth } from '../../app/client.ts';
import { Button, Dialog, Failure, instantOf, localOf, TextField, toast } from '../../ui/index.ts';
import { auditWords } from '../../words/audit.ts';
import { common } from '../../words/common.ts';

interface ExportDialogProps {
  /** The period of the list; null for an end that it leaves open. */
  from: string | null;
  until: string | null;
  onClose: () => void;
}

/** Asks for a period, and lets the browser download its events. They go to the disk without passing the page. */
export function ExportDialog({ from, until, onClose }: ExportDialogProps) {
  const form = useId();
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const download = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    try {
      // A session that has ended is renewed here: a download cannot ask for one.
      await berth.auditEvents.list({ limit: 1, fields: ['id'] });
      const url = new URL('api/audit-events/export', document.baseURI);
      const ends = { gte: fields.get('from'), lt: fields.get('until') };
      for (const [end, local] of Object.entries(ends)) {
        const at = instantOf(String(local ?? ''));
        if (at) url.searchParams.set(`created_at[${end}]`, at);
      }
      const link = document.createElement('a');
      link.href = url.href;
      link.download = `audit-events-${new Date().toISOString().slice(0, 10)}.jsonl`;
      link.click();
      toast(auditWords.started);
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={auditWords.exportTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={form} kind="primary" busy={isBusy}>
            {auditWords.download}
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void download(event)}>
        <p className="text-muted">{auditWords.exportAbout}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField type="datetime-local" label={auditWords.from} name="from" defaultValue={localOf(from)} />
          <TextField
            type="datetime-local"
            label={auditWords.until}
            name="until"
            defaultValue={localOf(until)}
          />
        </div>
        {error ? <Failure title={auditWords.exportFailed} error={error} /> : null}
      </form>
    </Dialog>
  );
}
