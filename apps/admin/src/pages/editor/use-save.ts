import { isBerthError } from '@berth/client';
import { useState } from 'react';
import type { FormModel } from '../../form/model.ts';
import { changeOf, type Source, type Verdict } from './source.ts';
import { problemsIn } from './verdict.ts';

export interface How {
  force: boolean;
  /** True to bind the secrets to the new addresses afterwards. */
  confirm: boolean;
}

interface Given {
  source: Source;
  model: FormModel;
  askNow: () => Promise<Verdict | null>;
  onProblems: () => void;
  onConflict: () => void;
  onSaved: (id: string) => Promise<void>;
}

/** Saves a value: asks the server first, then the person when more is touched than the value, then saves. */
export function useSave({ source, model, askNow, onProblems, onConflict, onSaved }: Given) {
  const [ask, setAsk] = useState<Verdict | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const send = async ({ force, confirm }: How) => {
    const id = await source.save(changeOf(model), { force });
    if (confirm) await source.confirm?.();
    setAsk(null);
    await onSaved(id);
  };
  const refused = (error: unknown) => {
    setAsk(null);
    if (isBerthError(error) && error.status === 412) return onConflict();
    const problems = isBerthError(error) ? problemsIn(error) : [];
    if (problems.length > 0) model.store.set({ problems });
    else setFailure(error);
    requestAnimationFrame(onProblems);
  };
  const save = async (how?: How) => {
    setFailure(null);
    setBusy(true);
    try {
      model.store.flush();
      await new Promise((done) => requestAnimationFrame(done));
      if (how) return await send(how);
      const { unread, raw } = model.store.get();
      if (unread.size > 0 || raw !== null) return onProblems();
      const verdict = await askNow();
      if (!verdict) return;
      if (verdict.isOutdated) return onConflict();
      if (verdict.failure !== null || verdict.problems.length > 0) {
        requestAnimationFrame(onProblems);
        return;
      }
      if (verdict.touched.length + verdict.broken.length + verdict.stale.length > 0) return setAsk(verdict);
      await send({ force: false, confirm: false });
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };
  return { save, ask, close: () => setAsk(null), isBusy, failure };
}
