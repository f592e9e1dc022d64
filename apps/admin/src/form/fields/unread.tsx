import { useCallback, useEffect } from 'react';
import type { Pointer } from '../../json/pointer.ts';
import { useForm, useShared } from '../state/context.ts';
import { withEntry } from '../state/store.ts';

/** Keeps the problem of a text that is no value yet. While there is one, the form cannot be saved. */
export function useUnread(place: Pointer) {
  const { store } = useShared();
  const problem = useForm((state) => state.unread.get(place));
  const setProblem = useCallback(
    (text: string | undefined) => {
      if (store.get().unread.get(place) === text) return;
      store.set({ unread: withEntry(store.get().unread, place, text) });
    },
    [store, place],
  );
  useEffect(() => () => setProblem(undefined), [setProblem]);
  return { problem, setProblem };
}

export function Unread({ id, problem }: { id: string; problem: string | undefined }) {
  if (problem === undefined) return null;
  return (
    <p id={`${id}-unread`} className="text-xs leading-5 text-bad">
      {problem}
    </p>
  );
}
