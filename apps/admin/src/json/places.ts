import { readNumber } from './numbers.ts';
import { type Pointer, pointerOf } from './pointer.ts';

/** A stretch of a text, in characters from its start. */
export interface Range {
  start: number;
  end: number;
}

/** The value of a JSON text, with the places of all values in it by their pointers. */
export type ReadText =
  | { value: unknown; places: ReadonlyMap<Pointer, Range>; problem: null }
  | { value: undefined; places: ReadonlyMap<Pointer, Range>; problem: TextProblem };

export interface TextProblem extends Range {
  kind: 'syntax' | 'deep' | 'inexact' | 'repeated';
}

const DEEPEST = 500;
const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("[^"\\\n]*(?:\\.[^"\\\n]*)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;
const SPACE = /[ \t\r\n]*/y;

class Fault extends Error {
  readonly problem: TextProblem;

  constructor(problem: TextProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

interface Token extends Range {
  kind: 'mark' | 'text' | 'number' | 'word';
  text: string;
}

/** Reads a JSON text in time linear in its length. A number with more digits than JavaScript keeps is a problem. */
export function readText(text: string): ReadText {
  const places = new Map<Pointer, Range>();
  let at = 0;

  function next(): Token {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) {
      SPACE.lastIndex = at;
      SPACE.exec(text);
      const start = Math.min(SPACE.lastIndex, Math.max(0, text.length - 1));
      throw new Fault({ kind: 'syntax', start, end: start + 1 });
    }
    const [, mark, string, number, word] = found;
    const body = mark ?? string ?? number ?? word ?? '';
    at = TOKEN.lastIndex;
    const kind = mark ? 'mark' : string ? 'text' : number ? 'number' : 'word';
    return { kind, text: body, start: at - body.length, end: at };
  }

  const unexpected = ({ start, end }: Range) => new Fault({ kind: 'syntax', start, end });

  function readValue(token: Token, path: string[]): void {
    if (path.length > DEEPEST) throw new Fault({ ...token, kind: 'deep' });
    if (token.text === '{' && token.kind === 'mark') readObject(path);
    else if (token.text === '[' && token.kind === 'mark') readArray(path);
    else if (token.kind === 'mark') throw unexpected(token);
    else if (token.kind === 'number' && 'problem' in readNumber(token.text, false))
      throw new Fault({ ...token, kind: 'inexact' });
    places.set(pointerOf(path), { start: token.start, end: at });
  }

  function readObject(path: string[]): void {
    const names = new Set<string>();
    let token = next();
    if (token.text === '}' && token.kind === 'mark') return;
    for (;;) {
      if (token.kind !== 'text') throw unexpected(token);
      const name = nameOf(token);
      if (names.has(name)) throw new Fault({ ...token, kind: 'repeated' });
      names.add(name);
      const colon = next();
      if (colon.text !== ':') throw unexpected(colon);
      readValue(next(), [...path, name]);
      const end = next();
      if (end.text === '}') return;
      if (end.text !== ',') throw unexpected(end);
      token = next();
    }
  }

  function readArray(path: string[]): void {
    let token = next();
    if (token.text === ']' && token.kind === 'mark') return;
    for (let index = 0; ; index++) {
      readValue(token, [...path, String(index)]);
      const end = next();
      if (end.text === ']') return;
      if (end.text !== ',') throw unexpected(end);
      token = next();
    }
  }

  function nameOf(token: Token): string {
    try {
      return JSON.parse(token.text) as string;
    } catch {
      throw unexpected(token);
    }
  }

  try {
    readValue(next(), []);
    SPACE.lastIndex = at;
    SPACE.exec(text);
    if (SPACE.lastIndex < text.length) throw unexpected({ start: SPACE.lastIndex, end: SPACE.lastIndex + 1 });
    return { value: JSON.parse(text), places, problem: null };
  } catch (error) {
    const problem =
      error instanceof Fault ? error.problem : { kind: 'syntax' as const, start: 0, end: text.length };
    return { value: undefined, places, problem };
  }
}

/** Returns the place of a pointer in a text, or that of the nearest value around it. */
export function placeOf(places: ReadonlyMap<Pointer, Range>, path: readonly string[]): Range | null {
  for (let length = path.length; length >= 0; length--) {
    const found = places.get(pointerOf(path.slice(0, length)));
    if (found) return found;
  }
  return null;
}

/** Returns the number of the line of an offset, from 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
