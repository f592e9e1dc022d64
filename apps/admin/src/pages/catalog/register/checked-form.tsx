import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button, Failure, toast } from '../../../ui/index.ts';
import { common } from '../../../words/common.ts';
import { registerWords } from '../../../words/register.ts';
import type { Verdict } from './use-check.ts';
import type { PastedText } from './use-pasted-text.ts';
import { Workbench } from './workbench.tsx';

/** The outcome of a form that was sent: the words that tell of it, and the view to go on with. */
export interface Sent {
  told: string;
  to: string;
  search?: Record<string, string>;
}

interface CheckedFormProps {
  source: PastedText;
  verdict: Verdict<unknown>;
  isEncrypted: boolean;
  /** The inputs above the text. */
  inputs: ReactNode;
  /** The word on the button that sends. */
  word: string;
  /** Sends the body that the server has accepted in a dry run. */
  send: () => Promise<Sent>;
  /** The outcome of the check, beside the remarks. */
  children?: ReactNode;
}

/** Shows a schema with the inputs around it, and sends it once the server has accepted it in a dry run. */
export function CheckedForm({
  source,
  verdict,
  isEncrypted,
  inputs,
  word,
  send,
  children,
}: CheckedFormProps) {
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { state } = verdict;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || state !== 'accepted') return;
    setBusy(true);
    setError(null);
    try {
      const { told, to, search } = await send();
      await queries.invalidateQueries({ queryKey: ['list'] });
      toast(told);
      await navigate({ to, ...(search ? { search: search as never } : {}) });
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <form className="grid gap-4" onSubmit={(event) => void submit(event)}>
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">{inputs}</div>
      <Workbench pastedText={source} verdict={verdict} isEncrypted={isEncrypted}>
        {children}
      </Workbench>
      {error ? <Failure title={common.failed} error={error} /> : null}
      <div className="flex justify-end">
        <Button
          type="submit"
          kind="primary"
          busy={isBusy}
          disabledReason={state === 'accepted' ? null : registerWords.reasons[state]}
        >
          {word}
        </Button>
      </div>
    </form>
  );
}
