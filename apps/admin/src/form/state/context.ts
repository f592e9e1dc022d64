import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { Path, Pointer } from '../../json/pointer.ts';
import type { Node } from '../schema/node.ts';
import type { FormState, FormStore, Unit } from './store.ts';

/** The things that the fields of one form share. They stay the same object while the form is open. */
export interface FormShared {
  /** Begins the id of every element of the form. */
  id: string;
  store: FormStore;
  /** The value as it was first shown. */
  shown: unknown;
  /** The leaves that are stored and not shown, and secrets that are not set. */
  units: ReadonlyMap<Pointer, Unit>;
  /** The layer that each shown leaf came from; null for a value without layers. */
  origins: ReadonlyMap<Pointer, 'own' | 'vault'> | null;
  isSecret: (path: Path) => boolean;
  expand: (key: string) => Node;
  /** Sets the content of a place. */
  change: (path: Path, content: unknown) => void;
  /** Writes who changed a unit and when. */
  changeOf: (unit: Unit) => string;
}

const Shared = createContext<FormShared | null>(null);
export const FormSharedProvider = Shared.Provider;

export function useShared(): FormShared {
  const shared = useContext(Shared);
  if (!shared) throw new Error('A field is inside a form.');
  return shared;
}

/** Reads a part of the state. The part must be the same object while it has not changed. */
export function useForm<T>(read: (state: FormState) => T): T {
  const { store } = useShared();
  return useSyncExternalStore(store.subscribe, () => read(store.get()));
}

const NOTHING: readonly never[] = [];

/** The problems that the field of a place shows. */
export const useProblems = (place: Pointer) =>
  useForm((state) => state.placed.get(place) ?? (NOTHING as FormState['problems']));

/** Says that a field for a place is on the page. */
export function useMounted(place: Pointer): void {
  const { store } = useShared();
  useEffect(() => store.mount(place), [store, place]);
}

/** The id of the element of a place. Every sign that an id should not have is written by its number. */
export const idOf = (form: string, place: Pointer): string =>
  `${form}${place.replace(/[^a-zA-Z0-9-]/g, (sign) => `_${sign.charCodeAt(0).toString(16)}`)}`;
