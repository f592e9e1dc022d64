import type { SchemaIndex, Subschema } from '../schema/schema-index.ts';
import type { Beside } from './beside.ts';
import type { Described } from './described.ts';

/** Longer lists are made anew by each walk: those of a long chain of references would take quadratic memory. */
export const LONGEST_KEPT = 16;

/**
 * Facts that walks read of a schema without a value, by subschema object. They are kept with the index. Each walk still
 * counts the steps of its first use, so that no walk depends on an earlier one.
 */
export interface SchemaFacts {
  readonly described: Map<object, Described>;
  /** The subschemas that apply together with one, for the walk over leaves. */
  readonly applying: Map<object, ReadonlySet<Subschema>>;
  /** The subschemas that apply together with one by `allOf` and references. */
  readonly together: Map<object, readonly Subschema[]>;
  readonly beside: Map<object, Beside>;
  /** Like `beside`, with the subschemas inside an `if`. */
  readonly besideInTests: Map<object, Beside>;
}

const known = new WeakMap<SchemaIndex, SchemaFacts>();

/** Returns the facts of a schema. */
export function factsOf(index: SchemaIndex): SchemaFacts {
  const found = known.get(index) ?? {
    described: new Map(),
    applying: new Map(),
    together: new Map(),
    beside: new Map(),
    besideInTests: new Map(),
  };
  known.set(index, found);
  return found;
}
