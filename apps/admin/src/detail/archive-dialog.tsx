import { isBerthError } from '@berth/client';
import type { ResourceDescription } from '@berth/client/resources';
import { useState } from 'react';
import { callOperation } from '../app/client.ts';
import { nameOf, type Row } from '../list/row.ts';
import { Button, Dialog, Failure, toast } from '../ui/index.ts';
import { common } from '../words/common.ts';
import { detailWords, endWords } from '../words/detail.ts';
import { DependentList, useDependents } from './dependents.tsx';
import { etagOf, useForgetRow } from './use-row.ts';

interface ArchiveDialogProps {
  resource: ResourceDescription;
  row: Row;
  onClose: () => void;
}

/** Asks before a row is archived, and lists the rows that use it. The server refuses where they need it. */
export function ArchiveDialog({ resource, row, onClose }: ArchiveDialogProps) {
  const { data: dependents = [] } = useDependents(resource, row.id);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const forget = useForgetRow(resource);
  const words = endWords(resource.path);
  const isInUse = isBerthError(error) && error.dependents.length > 0;
  const archive = async () => {
    setBusy(true);
    try {
      await callOperation(`${resource.name}.archive`, row.id, {
        ifMatch: etagOf(row),
        ...(isInUse ? { force: true } : {}),
      });
      toast(words.done(nameOf(row)));
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
      await forget(row.id);
    }
  };
  return (
    <Dialog
      title={words.title(nameOf(row))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="danger" busy={isBusy} onClick={() => void archive()}>
            {isInUse ? detailWords.archiveAnyway : words.action}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>{words.about}</p>
        {dependents.length > 0 ? (
          <>
            <p className="font-medium">{detailWords.usedBy(dependents.length)}</p>
            <DependentList items={dependents} />
          </>
        ) : null}
        {error ? <Failure title={common.failed} error={error} /> : null}
      </div>
    </Dialog>
  );
}
