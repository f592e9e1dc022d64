import { isBerthError } from '@berth/client';
import { type ComponentProps, type FormEvent, useEffect, useState } from 'react';
import { callOperation } from '../../app/client.ts';
import { resourceNamed } from '../../app/navigation.ts';
import { problemAt } from '../../app/problems.ts';
import { etagOf, useForgetRow } from '../../detail/use-row.ts';
import { titleOfMember } from '../../list/columns.ts';
import { nameOf, type Row } from '../../list/row.ts';
import { Button, Icon, Select, TextField, toast } from '../../ui/index.ts';
import { common } from '../../words/common.ts';
import { modelWords } from '../../words/models.ts';
import { type EditedMember, readValue, textOf } from './values.ts';

const PAUSE_MS = 400;

interface CellEditorProps {
  row: Row;
  member: EditedMember;
  onClose: () => void;
}

/**
 * Edits a value of a model in its place: Enter saves, Escape leaves it. While typing pauses, a dry run asks the server
 * for its verdict. A change of another writer is not overwritten, unless the person saves once more after having read
 * of it.
 */
export function CellEditor({ row, member, onClose }: CellEditorProps) {
  const resource = resourceNamed('models');
  const words = resource.members.find(({ name }) => name === member)?.words;
  const forget = useForgetRow(resource);
  const [text, setText] = useState(textOf(row[member]));
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isConflict, setConflict] = useState(false);
  const [{ start, etag }] = useState({ start: textOf(row[member]), etag: etagOf(row) });
  const isSame = text === start;
  useEffect(() => {
    if (isSame) return;
    const aborter = new AbortController();
    const options = { dryRun: true, ifMatch: etag, signal: aborter.signal };
    const timer = setTimeout(() => {
      callOperation('models.update', row.id, { [member]: readValue(text, words) }, options).then(
        () => setProblem(null),
        (refused) => !aborter.signal.aborted && setProblem(problemOf(refused, member)),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [text, isSame, etag, row.id, member, words]);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isSame) return onClose();
    setBusy(true);
    try {
      const ifMatch = isConflict ? etagOf(row) : etag;
      await callOperation('models.update', row.id, { [member]: readValue(text, words) }, { ifMatch });
      await forget(row.id);
      toast(modelWords.saved(titleOfMember(member), nameOf(row)));
      onClose();
    } catch (refused) {
      setProblem(problemOf(refused, member));
      const isOutdated = isBerthError(refused, 'precondition_failed');
      if (isOutdated) await forget(row.id);
      setConflict(isOutdated);
      setBusy(false);
    }
  };
  return (
    <form className="flex items-start gap-1 py-1 whitespace-normal" onSubmit={(event) => void save(event)}>
      <div className="w-36">
        <Input
          words={words}
          label={modelWords.field(titleOfMember(member), nameOf(row))}
          value={text}
          error={problem}
          onText={setText}
          onLeave={onClose}
        />
      </div>
      <Button type="submit" kind="primary" square busy={isBusy} aria-label={common.save}>
        <Icon name="check" size={14} />
      </Button>
      <Button kind="quiet" square aria-label={common.cancel} onClick={onClose}>
        <Icon name="close" size={14} />
      </Button>
    </form>
  );
}

/** Says the problem of a refusal in a line, at the field. */
function problemOf(refused: unknown, member: string): string {
  if (isBerthError(refused, 'precondition_failed')) return modelWords.conflict;
  return problemAt(refused, member) ?? (refused instanceof Error ? refused.message : String(refused));
}

interface InputProps {
  words: readonly string[] | undefined;
  label: string;
  value: string;
  error: string | null;
  onText: (text: string) => void;
  onLeave: () => void;
}

function Input({ words, onText, onLeave, ...field }: InputProps) {
  const shared: Pick<ComponentProps<'input'>, 'autoFocus'> & {
    onKeyDown: (event: { key: string }) => void;
    hideLabel: true;
  } = { autoFocus: true, hideLabel: true, onKeyDown: ({ key }) => key === 'Escape' && onLeave() };
  if (!words)
    return (
      <TextField
        {...field}
        {...shared}
        inputMode="decimal"
        onChange={(event) => onText(event.target.value)}
      />
    );
  return (
    <Select
      {...field}
      {...shared}
      options={['', ...words].map((value) => ({ value, label: value || modelWords.none }))}
      onChange={(event) => onText(event.target.value)}
    />
  );
}
