import { useCallback, useLayoutEffect, useRef } from 'react';
import type { Pointer } from '../../json/pointer.ts';
import { useForm, useShared } from '../state/context.ts';
import { type FormStore, withEntry } from '../state/store.ts';

function mark(store: FormStore, place: Pointer, problem: string | undefined): void {
  const { unread } = store.get();
  if (unread.get(place) !== problem) store.set({ unread: withEntry(unread, place, problem) });
}

/**
 * Keeps the problem of a text that is no value yet. While there is one, the form cannot be saved. It goes along with
 * the field when an item of an array gets another place.
 */
export function useUnread(place: Pointer) {
  const { store } = useShared();
  const problem = useForm((state) => state.unread.get(place));
  const own = useRef<string>(undefined);
  const setProblem = useCallback(
    (text: string | undefined) => {
      own.current = text;
      mark(store, place, text);
    },
    [store, place],
  );
  useLayoutEffect(() => {
    mark(store, place, own.current);
    return () => mark(store, place, undefined);
  }, [store, place]);
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
