import { type Dependent, isBerthError } from '@berth/client';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { DependentList } from '../../../detail/dependents.tsx';
import { Refusal } from '../../../detail/refusal.tsx';
import { readable } from '../../../json/pointer.ts';
import type { Row } from '../../../list/row.ts';
import { IdLink } from '../../../list/value.tsx';
import { Button, Checkbox, Dialog, toast } from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { reviewWords } from '../../../words/review.ts';

/** The answer to a write, or to its dry run. */
export interface Written {
  dependents?: readonly Dependent[] | undefined;
  stale_secrets?:
    | readonly { path: string; because: readonly string[]; provider_config_id?: string | undefined }[]
    | undefined;
}

export interface WriteOptions {
  dryRun: boolean;
  force: boolean;
}

interface ReviewDialogProps {
  title: string;
  about: ReactNode;
  /** The word on the button that makes the change. */
  confirm: string;
  /** The row that the write is guarded by. When it changes, the change is tried again. */
  row: Row;
  write: (options: WriteOptions) => Promise<Written>;
  /** Told when the change was made. */
  done: string;
  onClose: () => void;
  /** Further inputs, above the review. A change of `tried` tries the change again. */
  children?: ReactNode;
  tried?: string;
}

const isForceable = (error: unknown): boolean =>
  isBerthError(error) && error.status === 409 && error.dependents.length > 0;

/** Tries a write as a dry run, shows what else it does, and makes it when it is confirmed. */
export function ReviewDialog({
  title,
  about,
  confirm,
  row,
  write,
  done,
  onClose,
  children,
  tried = '',
}: ReviewDialogProps) {
  const queries = useQueryClient();
  const [review, setReview] = useState<Written | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [blocking, setBlocking] = useState<unknown>(null);
  const [force, setForce] = useState(false);
  const [busy, setBusy] = useState(false);
  const [isOutdated, setOutdated] = useState(false);

  /** Shows a refusal. A row that somebody else has changed is read again, and then the change is tried on it. */
  const refuse = (error: unknown) => {
    setRefusal(error);
    if (!isBerthError(error, 'precondition_failed')) return;
    setOutdated(true);
    void queries.invalidateQueries();
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tried` and the version stand for what `write` closes over
  useEffect(() => {
    let isOver = false;
    setReview(null);
    setRefusal(null);
    write({ dryRun: true, force }).then(
      (answer) => isOver || setReview(answer),
      (error: unknown) => {
        if (isOver) return;
        refuse(error);
        setBlocking(isForceable(error) ? error : null);
      },
    );
    return () => {
      isOver = true;
    };
  }, [force, tried, row.row_version]);

  const make = async () => {
    setBusy(true);
    try {
      await write({ dryRun: false, force });
      toast(done);
      void queries.invalidateQueries();
      onClose();
    } catch (error) {
      setReview(null);
      refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabledReason={review ? null : refusal ? reviewWords.refused : reviewWords.checking}
            onClick={() => void make()}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p className="text-muted">{about}</p>
        {children}
        <div aria-live="polite" className="grid gap-3">
          {review && isOutdated ? <p>{reviewWords.outdated}</p> : null}
          {review ? (
            <Review of={review} />
          ) : refusal ? null : (
            <p className="text-muted">{reviewWords.checking}</p>
          )}
        </div>
        {refusal ? <Refusal title={reviewWords.refused} error={refusal} /> : null}
        {blocking ? (
          <Checkbox
            label={reviewWords.force}
            checked={force}
            onChange={(event) => setForce(event.target.checked)}
          />
        ) : null}
      </div>
    </Dialog>
  );
}

function Review({ of: { dependents = [], stale_secrets = [] } }: { of: Written }) {
  if (dependents.length === 0 && stale_secrets.length === 0) return <p>{reviewWords.clean}</p>;
  return (
    <>
      {dependents.length > 0 ? (
        <div className="grid gap-1">
          <p>{reviewWords.touches(dependents.length)}</p>
          <DependentList items={dependents} />
        </div>
      ) : null}
      {stale_secrets.length > 0 ? (
        <div className="grid gap-1 rounded-md border border-warn bg-warn-soft p-3">
          <p>{reviewWords.stale}</p>
          <ul className="list-inside list-disc">
            {stale_secrets.map(({ path, because, provider_config_id: id }) => (
              <li key={`${id ?? ''} ${path}`} className="break-words">
                <code className="font-mono text-xs">{readable(path)}</code>{' '}
                {reviewWords.because(because.map(readable).join(', '))}
                {id ? (
                  <>
                    {' '}
                    {reviewWords.ofConfig} <IdLink id={id} />
                  </>
                ) : null}
              </li>
            ))}
          </ul>
          <p className="text-muted">{reviewWords.staleHint}</p>
        </div>
      ) : null}
    </>
  );
}
