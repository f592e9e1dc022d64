import { useCallback, useEffect, useRef, useState } from 'react';
import { useShared } from '../state/context.ts';

/** The pause after which what was typed goes to the form, in milliseconds. */
const PAUSE = 150;

/**
 * Keeps what is typed in the field itself, and hands it on after a pause and when the field is left: the rest of the
 * form is not drawn again for each key, and no answer of the form takes a letter back.
 */
export function useBuffered(known: string, commit: (text: string) => void) {
  const { store } = useShared();
  const [text, setText] = useState(known);
  const [last, setLast] = useState(known);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef({ text, commit });
  latest.current.commit = commit;
  if (known !== last) {
    setLast(known);
    // Another text than the one that was typed here: it was set from outside
    if (timer.current === null) setText(known);
  }
  const flush = useCallback(() => {
    if (timer.current === null) return;
    clearTimeout(timer.current);
    timer.current = null;
    latest.current.commit(latest.current.text);
  }, []);
  useEffect(() => {
    store.pending.add(flush);
    return () => {
      store.pending.delete(flush);
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [store, flush]);
  const onType = (next: string) => {
    setText(next);
    latest.current.text = next;
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(flush, PAUSE);
  };
  return { text, onType, flush };
}
