import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { FormModel } from '../../form/model.ts';
import type { Pointer } from '../../json/pointer.ts';
import { Button, Dialog, Failure, Skeleton } from '../../ui/index.ts';
import { editorWords } from '../../words/editor.ts';
import { conflictOf, mergedForm, type Shown } from './conflict.ts';
import type { Source } from './source.ts';

const words = editorWords.conflict;

/** Shows what both sides did since the value was read, and merges it. */
export function ConflictDialog({
  source,
  model,
  onClose,
  onMerged,
}: {
  source: Source;
  model: FormModel;
  onClose: () => void;
  onMerged: (source: Source, model: FormModel) => void;
}) {
  const [theirsHold, setTheirsHold] = useState<ReadonlySet<Pointer>>(new Set());
  const { data: theirs, error } = useQuery({
    queryKey: ['theirs', source.key, source.etag],
    queryFn: () => source.reload?.() ?? Promise.reject(new Error(words.title)),
    gcTime: 0,
    staleTime: 0,
  });
  const conflict = useMemo(() => (theirs ? conflictOf(model, theirs) : null), [model, theirs]);
  const choose = (path: Pointer, isTheirs: boolean) => {
    const next = new Set(theirsHold);
    if (isTheirs) next.add(path);
    else next.delete(path);
    setTheirsHold(next);
  };
  return (
    <Dialog
      title={words.title}
      wide
      onClose={onClose}
      footer={
        <Button
          kind="primary"
          busy={!theirs}
          onClick={() => theirs && onMerged(theirs, mergedForm(model, theirs, theirsHold))}
        >
          {words.apply}
        </Button>
      }
    >
      <div className="grid gap-3 text-sm" data-conflict="">
        <p>{words.text}</p>
        {error ? <Failure title={editorWords.loadFailed} error={error} /> : null}
        {!conflict && !error && <Skeleton className="h-24 w-full" />}
        {conflict && conflict.rows.length === 0 && <p className="text-muted">{words.none}</p>}
        {conflict?.rows.map(({ path, base, mine, theirs: other }) => (
          <fieldset key={path} className="min-w-0 rounded border border-line p-3">
            <legend className="px-1 font-mono text-xs">{path}</legend>
            <p className="mb-2 text-xs text-muted">
              {words.base}: <Content shown={base} />
            </p>
            <div className="grid gap-2 sm:grid-cols-2">
              {[false, true].map((isTheirs) => (
                <label
                  key={String(isTheirs)}
                  className="flex min-w-0 items-start gap-2 rounded border border-line p-2 has-checked:border-accent has-checked:bg-accent-soft"
                >
                  <input
                    type="radio"
                    name={`conflict ${path}`}
                    className="mt-0.5 size-4 shrink-0 accent-accent"
                    checked={theirsHold.has(path) === isTheirs}
                    onChange={() => choose(path, isTheirs)}
                  />
                  <span className="min-w-0">
                    <span className="block font-medium">{isTheirs ? words.theirs : words.mine}</span>
                    <Content shown={isTheirs ? other : mine} />
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        ))}
        {conflict && conflict.taken.length > 0 && (
          <p className="text-xs text-muted">
            {words.taken}:{' '}
            {conflict.taken.map((path) => (
              <code key={path} className="mr-2 font-mono">
                {path}
              </code>
            ))}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function Content({ shown }: { shown: Shown }) {
  if (shown === 'absent') return <span className="text-xs text-muted italic">{words.absent}</span>;
  if (shown === 'masked') return <span className="text-xs tracking-widest">{words.masked}</span>;
  return <code className="font-mono text-xs break-all">{shown.text}</code>;
}
