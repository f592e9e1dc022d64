import { isBerthError } from '@berth/client';
import type { ResourceDescription } from '@berth/client/resources';
import { type FormEvent, useId, useState } from 'react';
import { callOperation } from '../app/client.ts';
import { isPlaced, problemAt } from '../app/problems.ts';
import { titleOfMember } from '../list/columns.ts';
import { nameOf, type Row } from '../list/row.ts';
import { Button, Dialog, Failure, TextArea, TextField, toast } from '../ui/index.ts';
import { common } from '../words/common.ts';
import { detailWords } from '../words/detail.ts';
import { changesOf, textOfMember, UnreadText } from './changes.ts';
import { etagOf, useForgetRow } from './use-row.ts';

const MEMBERS = ['name', 'description', 'metadata'];

/** Lists the members that this dialog edits. A member that needs more than a text has a page of its own. */
export const editable = ({ writes }: ResourceDescription): string[] =>
  MEMBERS.filter((name) => writes.includes(name));

interface EditDialogProps {
  resource: ResourceDescription;
  row: Row;
  onClose: () => void;
}

/**
 * Edits the name, the description and the metadata of a row. A change of somebody else is not overwritten, unless the
 * person saves once more after having read of it.
 */
export function EditDialog({ resource, row, onClose }: EditDialogProps) {
  const form = useId();
  const names = editable(resource);
  const [base] = useState({ row, etag: etagOf(row) }); // a reload behind the dialog must not renew the ETag
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const forget = useForgetRow(resource);
  const isConflict = isBerthError(error, 'precondition_failed');
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const texts = new FormData(event.currentTarget);
    setBusy(true);
    try {
      const changes = changesOf(
        base.row,
        Object.fromEntries(names.map((name) => [name, String(texts.get(name) ?? '')])),
      );
      await callOperation(`${resource.name}.update`, row.id, changes, {
        ifMatch: isConflict ? etagOf(row) : base.etag,
      });
      toast(detailWords.saved);
      onClose();
    } catch (refused) {
      setError(refused);
    } finally {
      await forget(row.id);
      setBusy(false);
    }
  };
  const problemOf = (name: string): string | null => {
    if (name === 'metadata' && error instanceof UnreadText) return error.message;
    return problemAt(error, name);
  };
  const hasPlace =
    error instanceof UnreadText ||
    isPlaced(
      error,
      names.map((name) => [name]),
    );
  return (
    <Dialog
      title={detailWords.editTitle(nameOf(row))}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={form} kind="primary" busy={isBusy}>
            {common.save}
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void save(event)}>
        {names.map((name) => {
          const field = { name, defaultValue: textOfMember(base.row[name]), error: problemOf(name) };
          if (name === 'name')
            return <TextField key={name} label={titleOfMember(name)} data-focus {...field} />;
          const isJson = name === 'metadata';
          return (
            <TextArea
              key={name}
              label={isJson ? detailWords.metadata : titleOfMember(name)}
              rows={isJson ? 6 : 3}
              className={isJson ? 'font-mono text-xs' : ''}
              {...field}
            />
          );
        })}
        {error && !hasPlace ? (
          <Failure
            title={isConflict ? detailWords.conflict : common.failed}
            error={isConflict ? detailWords.conflictHint : error}
          />
        ) : null}
      </form>
    </Dialog>
  );
}
