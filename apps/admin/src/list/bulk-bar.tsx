import { isBerthError } from '@berth/client';
import type { ResourceDescription } from '@berth/client/resources';
import { useRef, useState } from 'react';
import { callOperation } from '../app/client.ts';
import { useWhyNot } from '../app/session.ts';
import { Button, Dialog, Icon, Progress, toast } from '../ui/index.ts';
import { common } from '../words/common.ts';
import { endWords } from '../words/detail.ts';
import { listWords } from '../words/list.ts';
import { nameOf, type Row, tagOf } from './row.ts';

interface BulkBarProps {
  resource: ResourceDescription;
  rows: readonly Row[];
  onClear: () => void;
  onDone: () => void;
}

/** Shows the actions on the selected rows. */
export function BulkBar({ resource, rows, onClear, onDone }: BulkBarProps) {
  const reason = useWhyNot(resource.scopes.archive);
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2 rounded-md border border-accent bg-accent-soft px-3 py-1.5">
      <span role="status" className="grow font-medium">
        {listWords.selected(rows.length)}
      </span>
      <Button kind="danger" disabledReason={reason} onClick={() => setAsking(true)}>
        <Icon name="archive" size={14} />
        {endWords(resource.path).action}
      </Button>
      <Button kind="quiet" onClick={onClear}>
        {listWords.unselect}
      </Button>
      {isAsking ? (
        <ArchiveMany
          resource={resource}
          rows={rows}
          onClose={(hasArchived) => {
            setAsking(false);
            if (hasArchived) onDone();
          }}
        />
      ) : null}
    </div>
  );
}

interface ArchiveManyProps {
  resource: ResourceDescription;
  rows: readonly Row[];
  onClose: (hasArchived: boolean) => void;
}

/** Archives rows one after the other, and lists those that the server refuses. */
function ArchiveMany({ resource, rows, onClose }: ArchiveManyProps) {
  const words = endWords(resource.path);
  const [done, setDone] = useState<number | null>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [archived, setArchived] = useState(0);
  const isStopped = useRef(false);
  const archive = async () => {
    const problems: string[] = [];
    let count = 0;
    for (const [index, row] of rows.entries()) {
      if (isStopped.current) break;
      setDone(index);
      try {
        await callOperation(`${resource.name}.archive`, row.id, { ifMatch: tagOf(row) });
        count += 1;
      } catch (error) {
        problems.push(`${nameOf(row)}: ${isBerthError(error) ? error.message : String(error)}`);
      }
    }
    setDone(rows.length);
    if (count > 0) toast(words.doneMany(count));
    if (problems.length === 0) return onClose(count > 0);
    setArchived(count);
    setRefused(problems);
  };
  const isOver = refused.length > 0;
  /** Stops after the row that is on its way; the end of the loop closes the dialog. */
  const leave = () => {
    if (done === null || isOver) onClose(archived > 0);
    else isStopped.current = true;
  };
  return (
    <Dialog
      title={words.titleMany(rows.length)}
      onClose={leave}
      footer={
        <>
          <Button onClick={leave}>{isOver ? common.close : common.cancel}</Button>
          {isOver ? null : (
            <Button kind="danger" busy={done !== null} onClick={() => void archive()}>
              {words.action}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-3">
        <p>{words.about}</p>
        {done === null || isOver ? null : <Progress label={words.action} value={done / rows.length} />}
        {isOver ? (
          <ul role="alert" className="grid gap-1 text-bad">
            {refused.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        ) : (
          <ul className="max-h-60 list-inside list-disc overflow-y-auto">
            {rows.map((row) => (
              <li key={row.id}>{nameOf(row)}</li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
