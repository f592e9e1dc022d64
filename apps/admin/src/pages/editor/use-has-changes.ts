import { useSyncExternalStore } from 'react';
import type { FormModel } from '../../form/model.ts';
import type { FormState } from '../../form/state/store.ts';

const known = new WeakMap<FormState, boolean>();

/** Tells if a form would send something, or holds a text that cannot be read. */
export function hasChangesIn(model: FormModel): boolean {
  const state = model.store.get();
  const found = known.get(state) ?? (state.unread.size > 0 || model.hasChanges());
  known.set(state, found);
  return found;
}

/** Tells the same, whenever it changes. */
export const useHasChanges = (model: FormModel): boolean =>
  useSyncExternalStore(model.store.subscribe, () => hasChangesIn(model));
