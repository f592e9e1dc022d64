import type { FormModel } from '../form/model.ts';
import type { Problem } from '../form/state/store.ts';
import { sameJson } from '../json/json.ts';
import { valueAt } from '../json/pointer.ts';
import { whenReleased } from './press.ts';

const watched = new WeakMap<FormModel, () => void>();

/** Shows problems at their fields. The problem of a field goes as soon as its content is another one. */
export function showProblems(model: FormModel, problems: readonly Problem[]): void {
  const { store } = model;
  const { value } = store.get();
  const before = new Map(problems.map(({ path }) => [path, valueAt(value, path)]));
  watched.get(model)?.();
  store.set({ problems });
  let isWatched = true;
  const look = () => {
    const now = store.get();
    const left = now.problems.filter(({ path }) => sameJson(valueAt(now.value, path), before.get(path)));
    if (isWatched && left.length < now.problems.length) store.set({ problems: left });
  };
  const unsubscribe = store.subscribe(() => whenReleased(look));
  watched.set(model, () => {
    isWatched = false;
    unsubscribe();
  });
}
