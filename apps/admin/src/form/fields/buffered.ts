import { useCallback, useEffect, useRef, useState } from 'react';
import { useShared } from '../state/context.ts';

/** The pause after which what was typed goes to the form, in milliseconds. */
const PAUSE = 150;

/** Returns a readable text as the form writes its content; null for a text that is not readable. */
export type Normal = (text: string) => string | null;

/**
 * Returns the text that a field shows once the form has other content. A text that means this content stays as it is:
 * it was typed here, and another one under the caret would change what comes next.
 */
export const textAfter = (text: string, known: string, normal: Normal): string =>
  normal(text) === known ? text : known;

/**
 * Keeps what is typed in the field itself, and hands it on after a pause and when the field is left: the rest of the
 * form is not drawn again for each key, and no answer of the form takes a letter back. The text is brought into form
 * when the field is left.
 */
export function useBuffered(known: string, normal: Normal, commit: (text: string) => void) {
  const { store } = useShared();
  const [text, setText] = useState(known);
  const [last, setLast] = useState(known);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef({ text, commit });
  latest.current.commit = commit;
  if (known !== last) {
    setLast(known);
    if (timer.current === null) setText(textAfter(text, known, normal));
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
  const onBlur = () => {
    flush();
    setText(normal(text) ?? text);
  };
  return { text, onType, onBlur };
}
