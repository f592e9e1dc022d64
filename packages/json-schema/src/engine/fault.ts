import { childPointer, type Pointer } from '../json/pointer.ts';

/** A place in a value: the steps from the root, innermost first. `undefined` is the root. */
export type Path = { readonly up: Path; readonly name: string | number } | undefined;

/** One reason why a value does not fit, with the facts of the keyword. */
export interface Fault {
  readonly keyword: string;
  readonly at: Path;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Makes a fault of a keyword at a place. */
export const fault = (keyword: string, at: Path, params: Fault['params'] = {}): Fault => ({
  keyword,
  at,
  params,
});

/** Converts a path to a JSON Pointer. */
export function pointerOf(path: Path): Pointer {
  const names: (string | number)[] = [];
  for (let step = path; step !== undefined; step = step.up) names.push(step.name);
  return names.reduceRight<Pointer>(childPointer, '');
}
