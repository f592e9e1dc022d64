import type { Pointer } from '../../json/pointer.ts';
import { isWithin } from '../../json/pointer.ts';

/** A leaf, or an array, that is stored and not shown, or a secret that the schema describes and the value lacks. */
export interface Unit {
  path: Pointer;
  secret: boolean;
  set: boolean;
  from: 'own' | 'vault';
  changedAt: string | null;
  changedBy: string | null;
}

/** The fate of a unit on saving. `left` goes because its branch was left. */
export type Choice = 'kept' | 'replaced' | 'removed' | 'left';

export interface Problem {
  path: Pointer;
  message: string;
  code?: string;
}

export interface FormState {
  /** The content of the form; what is absent may be undefined. */
  value: unknown;
  choices: ReadonlyMap<Pointer, Choice>;
  /** The branches that were picked, by place and number of the union. */
  picks: ReadonlyMap<string, number | null>;
  /** The content that belongs to branches that were left. */
  aside: ReadonlyMap<string, unknown>;
  /** The problems that the server finds. */
  problems: readonly Problem[];
  /** Texts that are no value yet, such as half of a JSON text. They block saving. */
  unread: ReadonlyMap<Pointer, string>;
  /** A text of the whole value that is no value yet, and the value that it was made of. It blocks saving. */
  raw: { text: string; base: unknown } | null;
  /** The problems of the server by the field that shows them. */
  placed: ReadonlyMap<Pointer, readonly Problem[]>;
  disabled: boolean;
}

export interface FormStore {
  get: () => FormState;
  set: (change: Partial<FormState>) => void;
  subscribe: (listener: () => void) => () => void;
  /** Says that a field for a place is there, until the returned function is called. */
  mount: (place: Pointer) => () => void;
  /** True when a place has a field of its own. */
  hasField: (place: Pointer) => boolean;
  /** The field that shows a place: its own, or the nearest around it. */
  shownAt: (place: Pointer) => Pointer;
  /** Fields with a pause before they commit what was typed register here. */
  pending: Set<() => void>;
  flush: () => void;
}

/** Makes the store of one form. Fields read the parts that they show, so that a change renders few of them. */
export function createFormStore(value: unknown): FormStore {
  let state: FormState = {
    value,
    choices: new Map(),
    picks: new Map(),
    aside: new Map(),
    problems: [],
    unread: new Map(),
    raw: null,
    placed: new Map(),
    disabled: false,
  };
  const listeners = new Set<() => void>();
  const mounted = new Map<Pointer, number>();
  const pending = new Set<() => void>();
  let isQueued = false;

  const shownAt = (place: Pointer): Pointer => {
    for (let at = place; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (mounted.has(at)) return at;
    return '';
  };
  const place = () => {
    const placed = new Map<Pointer, Problem[]>();
    for (const problem of state.problems) {
      const at = shownAt(problem.path);
      placed.set(at, [...(placed.get(at) ?? []), problem]);
    }
    state = { ...state, placed };
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const replaceLater = () => {
    if (isQueued) return;
    isQueued = true;
    queueMicrotask(() => {
      isQueued = false;
      place();
      tell();
    });
  };
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change };
      if (change.problems) place();
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    mount: (at) => {
      mounted.set(at, (mounted.get(at) ?? 0) + 1);
      replaceLater();
      return () => {
        const left = (mounted.get(at) ?? 1) - 1;
        if (left > 0) mounted.set(at, left);
        else mounted.delete(at);
        replaceLater();
      };
    },
    hasField: (at) => mounted.has(at),
    shownAt,
    pending,
    flush: () => {
      for (const commit of pending) commit();
    },
  };
}

/** Copies a map with one entry changed; undefined removes it. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V | undefined): Map<K, V> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

/** The units at or below a place. */
export const unitsWithin = (units: ReadonlyMap<Pointer, Unit>, place: Pointer): Unit[] =>
  [...units.values()].filter(({ path }) => isWithin(path, place));
