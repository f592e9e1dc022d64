import { useEffect, useRef, useState } from 'react';
import type { FormModel } from '../../form/model.ts';
import { changeOf, type Source, type Verdict } from './source.ts';

/** The pause in typing after which the server is asked, in milliseconds. */
const PAUSE = 500;

export interface Checked {
  state: 'untouched' | 'waiting' | 'checked';
  verdict: Verdict | null;
}

/**
 * Asks the server about the value each time typing pauses. An answer about an older state is dropped. Until saving was
 * tried, a new form does not complain of what is not filled in yet.
 */
export function useVerdict(source: Source, model: FormModel) {
  const [checked, setChecked] = useState<Checked>({ state: 'untouched', verdict: null });
  const running = useRef<AbortController | null>(null);
  const wasTried = useRef(false);
  const asked = useRef('');

  const ask = useRef(async (): Promise<Verdict | null> => null);
  ask.current = async () => {
    running.current?.abort();
    const run = new AbortController();
    running.current = run;
    const change = changeOf(model);
    asked.current = JSON.stringify(change);
    setChecked((before) => ({ ...before, state: 'waiting' }));
    try {
      const verdict = await source.check(change, run.signal);
      if (run.signal.aborted) return null;
      const isNew = source.etag === null && !wasTried.current;
      const problems = isNew ? verdict.problems.filter(({ code }) => code !== 'required') : verdict.problems;
      model.store.set({ problems });
      setChecked({ state: 'checked', verdict: { ...verdict, problems } });
      return verdict;
    } catch (failure) {
      if (run.signal.aborted) return null;
      const verdict = { problems: [], touched: [], broken: [], stale: [], failure, isOutdated: false };
      setChecked({ state: 'checked', verdict });
      return verdict;
    }
  };

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = model.store.get();
    const stop = model.store.subscribe(() => {
      const now = model.store.get();
      const isSame = now.value === last.value && now.choices === last.choices && now.picks === last.picks;
      last = now;
      if (isSame) return;
      if (timer) clearTimeout(timer);
      timer = setTimeout(() => {
        if (model.store.get().unread.size > 0 || JSON.stringify(changeOf(model)) === asked.current) return;
        void ask.current();
      }, PAUSE);
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
      running.current?.abort();
    };
  }, [model]);

  return {
    checked,
    /** Asks now, as before saving. */
    askNow: () => {
      wasTried.current = true;
      return ask.current();
    },
  };
}
