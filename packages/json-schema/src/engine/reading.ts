import type { LinearPattern } from '../pattern/pattern.ts';
import type { Draft } from '../schema/draft.ts';
import type { SchemaIndex, Subschema } from '../schema/schema-index.ts';
import type { Lazy } from './run.ts';

/** The surroundings in which the keywords of a schema are read. */
export interface Env {
  readonly index: SchemaIndex;
  /** Returns the rules of a subschema, made once for each. */
  readonly rulesOf: (subschema: Subschema) => Lazy;
  /** Returns a compiled pattern of the schema. */
  readonly pattern: (source: string) => LinearPattern;
}

/** One subschema, as its keywords are read. */
export interface Reading {
  readonly env: Env;
  readonly subschema: Subschema;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly draft: Draft;
}
