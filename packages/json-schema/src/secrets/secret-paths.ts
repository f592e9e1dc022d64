import { isObject } from '../json/object.ts';
import { childPointer, type Pointer } from '../json/pointer.ts';
import { indexOf } from '../schema/known-index.ts';
import type { Subschema } from '../schema/schema-index.ts';
import { Descent } from '../walk/descent.ts';
import { sameValue } from '../walk/same-value.ts';
import { stepsBelow } from '../walk/steps-below.ts';
import { subschemasAt } from '../walk/subschemas-at.ts';
import { Marks } from './marks.ts';
import type { SecretOptions } from './secret-leaves.ts';
import { isMarkedSecret } from './secret-subschemas.ts';

// A schema of a few hundred bytes can describe 2^40 places
const MOST_PATHS = 1000;
const MOST_STEPS = 20_000;

/**
 * Returns the outermost places of a value that a schema marks secret, as JSON Pointers with `*` for any item and any
 * member without a name of its own, the marked paths first; `''` alone when all is secret. At most 1,000, each once. A
 * recursive schema is followed until a subschema repeats. Accepts any schema and never throws.
 */
export function secretPaths(schema: unknown, { visibility, marked }: SecretOptions): Pointer[] {
  return placesOfSecrets(schema, { visibility, marked }).paths;
}

interface Search {
  /** The most steps of the walk. */
  most?: number;
  /** Leaves out members without a name of their own: `*` then stands for names that a pattern may match. */
  isNamed?: boolean;
}

/** Finds the places that `secretPaths` returns. `isWhole` is false when there may be more. */
export function placesOfSecrets(
  schema: unknown,
  { visibility, marked }: SecretOptions,
  { most = MOST_STEPS, isNamed = false }: Search = {},
): { paths: Pointer[]; isWhole: boolean } {
  if (visibility === 'encrypted') return { paths: [''], isWhole: true };
  const descent = new Descent(indexOf(schema));
  const { index } = descent;
  const found = new Set<Pointer>(marked.slice(0, MOST_PATHS));
  const passed = new Set<unknown>();

  const isFull = () => found.size >= MOST_PATHS || descent.steps > most;
  const walk = (at: Pointer, subschemas: readonly Subschema[]): void => {
    if (isFull()) return;
    const together = sameValue(descent, subschemas, { conditions: true });
    const here = [...together].filter(({ schema }) => !passed.has(schema));
    if (here.some(({ schema }) => isMarkedSecret(schema))) {
      found.add(at);
      return;
    }
    for (const { schema } of here) if (isObject(schema)) passed.add(schema);
    for (const { segment, isOther, subschemas: below } of stepsBelow(index, here)) {
      if (!isNamed || !isOther) walk(childPointer(at, segment), below);
    }
    for (const { schema } of here) passed.delete(schema);
  };

  walk('', [index.root]);
  return { paths: [...found], isWhole: !isFull() };
}

/**
 * The mark of a place: `marked` in some branch, at it or above it; `undescribed` where the schema says nothing, so that
 * a leaf there is secret; `unknown` when the paths that the descent has followed took too many steps.
 */
export type Secrecy = 'marked' | 'plain' | 'undescribed' | 'unknown';

/** Makes a function that finds the marks of places of a schema, `*` for any name or index. Places share one budget. */
export function secrecyOf(schema: unknown, { marked }: SecretOptions): (path: readonly string[]) => Secrecy {
  const descent = new Descent(indexOf(schema));
  return (path) => {
    let marks = Marks.of(marked);
    for (let depth = 0; depth <= path.length; depth++) {
      const name = path[depth - 1];
      if (name !== undefined) marks = marks.below(name);
      if (marks.marksHere) return 'marked';
      const end = subschemasAt(descent, path.slice(0, depth));
      if (end === undefined) return 'unknown';
      if (end.depth < depth) return 'undescribed';
      if ([...end.subschemas].some(({ schema }) => isMarkedSecret(schema))) return 'marked';
    }
    return 'plain';
  };
}
