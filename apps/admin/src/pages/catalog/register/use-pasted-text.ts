import { useMemo, useState } from 'react';
import { lineOf, readText } from '../../../json/places.ts';
import { pastedOf } from './document.ts';

/** Reads a pasted text: what it is, and the problem that keeps it from being sent. */
export function usePastedText() {
  const [text, setText] = useState('');
  const read = useMemo(() => (text.trim() === '' ? null : readText(text)), [text]);
  const pasted = useMemo(() => (read && !read.problem ? pastedOf(read.value) : null), [read]);
  const problem = read?.problem ?? null;
  const shape = read && !problem && !pasted ? ({ kind: 'shape', start: 0, end: text.length } as const) : null;
  const found = problem ?? shape;
  return {
    text,
    setText,
    places: read?.places ?? new Map(),
    pasted,
    problem: found ? { ...found, line: lineOf(text, found.start) } : null,
  };
}

export type PastedText = ReturnType<typeof usePastedText>;
