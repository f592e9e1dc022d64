import { cutText } from '@berth/kernel';
import { LRUCache } from 'lru-cache';
import { canonicalJson, textHash } from '../json/canonical-json.ts';
import { isDeeperThan } from '../json/depth.ts';
import { jsonCopy } from '../json/json-copy.ts';
import { isObject } from '../json/object.ts';
import type { PointerProblem } from '../json/pointer-problem.ts';
import { type Budget, newBudget } from '../schema/budget.ts';
import { type Draft, draftOf } from '../schema/draft.ts';
import { schemaProblems } from '../schema/errors.ts';
import { inspectSchema } from '../schema/inspect.ts';
import { indexOf, shareIndex } from '../schema/known-index.ts';
import { NO_LIMITS, SCHEMA_BUDGET } from '../schema/schema-budget.ts';
import { SchemaError } from '../schema/schema-error.ts';
import { SchemaIndex } from '../schema/schema-index.ts';
import { createEngine, type Engine } from './engine.ts';

/** An accepted schema, ready to check values. */
export interface CompiledSchema {
  /** Hash of the schema's canonical JSON. */
  readonly hash: string;
  readonly draft: Draft;
  /** Harmless breaches of the metaschema. */
  readonly warnings: readonly PointerProblem[];
  /** Internal: the schema itself, a private copy. */
  readonly schema: unknown;
  /** Internal: the subschemas of the copy. */
  readonly index: SchemaIndex;
  /** Internal: use `checkValue`. */
  readonly engine: Engine;
}

/**
 * Accepts a provider's JSON Schema (draft-04 to 2020-12 by `$schema`; 2020-12 without one). Formats are asserted,
 * unknown formats and keywords ignored, defaults never applied, nothing coerced, nothing fetched, and patterns run in
 * linear time. Keeps it in the cache of {@link validatorFor}. Several schemas may share a budget.
 *
 * @throws SchemaError with every reason found: `invalid_schema`, `unknown_draft`, `unknown_type`, `invalid_keyword`,
 * `invalid_pattern`, `unsafe_pattern`, `remote_ref`, `unresolved_ref`, `circular_ref`, `too_large`, `too_deep`.
 */
export function compileSchema(schema: unknown, budget: Budget = newBudget()): CompiledSchema {
  const { draft, text } = acceptable(schema);
  refuse(budget.characters(text.length).map((message) => ({ path: '', code: 'too_large', message })));
  const own = jsonCopy(schema);
  const index = new SchemaIndex(own, draft);
  const { errors, warnings } = inspectSchema(index, draft, budget);
  refuse(errors);
  const hash = textHash(text);
  const fresh = { hash, draft, warnings, schema: own, index, engine: createEngine(index) };
  keep(schema, fresh, text);
  return fresh;
}

// Measured: a subschema with its place, its rules and what the index keeps of it; a character as JSON and as objects
const BYTES_OF_SUBSCHEMA = 3072;
const BYTES_OF_CHARACTER = 8;
const CACHED_SCHEMAS = 1000;
const CACHED_BYTES = 64 * 1024 * 1024;

const bytesOf = (text: string, subschemas: number): number =>
  1024 + text.length * BYTES_OF_CHARACTER + subschemas * BYTES_OF_SUBSCHEMA;

/** Estimates the bytes of a schema object with its validator and its index. The object must not change any more. */
export function schemaBytes(schema: unknown): number {
  const { subschemas, foreign } = indexOf(schema);
  return bytesOf(JSON.stringify(schema), subschemas.length + foreign.length);
}

const byHash = new LRUCache<string, CompiledSchema>({ max: CACHED_SCHEMAS, maxSize: CACHED_BYTES });
const byObject = new WeakMap<object, CompiledSchema>();

/**
 * Compiles like {@link compileSchema}, but at most once while the schema is in the cache, which is bounded by bytes:
 * equal schemas share one validator. The schema must not change any more. It counts as accepted, so no budget refuses
 * it: an earlier version may have allowed more.
 */
export function validatorFor(schema: unknown): CompiledSchema {
  const sameObject = isObject(schema) ? byObject.get(schema) : undefined;
  if (sameObject !== undefined) return hit(sameObject);
  const { text } = acceptable(schema);
  const known = byHash.get(textHash(text));
  if (known === undefined) {
    uses.misses += 1;
    return compileSchema(schema, newBudget(NO_LIMITS));
  }
  remember(schema, known);
  return hit(known);
}

function hit(known: CompiledSchema): CompiledSchema {
  uses.hits += 1;
  return known;
}

/** The bytes that the cached validators hold, as estimated. Their patterns are counted elsewhere. */
export const cachedSchemaBytes = (): number => byHash.calculatedSize;

const uses = { hits: 0, misses: 0 };

/** Reads the state of the cache: its validators, their estimated bytes, and how often one was found or compiled. */
export const schemaCache = () => ({ entries: byHash.size, bytes: byHash.calculatedSize, ...uses });

/** Compiles like {@link validatorFor}, but returns `undefined` for a refused schema. */
export function validatorUnlessRefused(schema: unknown): CompiledSchema | undefined {
  try {
    return validatorFor(schema);
  } catch (error) {
    if (error instanceof SchemaError) return undefined;
    throw error;
  }
}

function keep(schema: unknown, compiled: CompiledSchema, text: string): void {
  remember(schema, compiled);
  const { subschemas, foreign } = compiled.index;
  byHash.set(compiled.hash, compiled, { size: bytesOf(text, subschemas.length + foreign.length) });
}

function remember(schema: unknown, compiled: CompiledSchema): void {
  if (isObject(schema)) byObject.set(schema, compiled);
  shareIndex(schema, compiled.index);
}

function refuse(problems: readonly PointerProblem[]): void {
  if (problems.length > 0) throw new SchemaError(problems);
}

/** Reads the draft and the canonical text of what may be a schema. @throws SchemaError */
function acceptable(schema: unknown): { draft: Draft; text: string } {
  if (typeof schema !== 'boolean' && !isObject(schema)) {
    throw new SchemaError([schemaProblems.noSchema()]);
  }
  if (isDeeperThan(schema, SCHEMA_BUDGET.levels)) {
    throw new SchemaError([schemaProblems.deep({ levels: SCHEMA_BUDGET.levels })]);
  }
  let text: string;
  try {
    text = canonicalJson(schema);
  } catch {
    throw new SchemaError([schemaProblems.noJson()]);
  }
  const draft = draftOf(schema);
  if (draft !== undefined) return { draft, text };
  const declared = isObject(schema) ? schema.$schema : undefined;
  const shown = typeof declared === 'string' ? ` "${cutText(declared, 200)}"` : '';
  throw new SchemaError([schemaProblems.unknownDraft({ declared: shown }, '/$schema')]);
}
