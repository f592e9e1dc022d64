import { LRUCache } from 'lru-cache';

import { canonicalJson, contentHash } from '../json/canonical-json.ts';
import { isDeeperThan } from '../json/depth.ts';
import { jsonCopy } from '../json/json-copy.ts';
import { isObject } from '../json/object.ts';
import { PatternError } from '../pattern/pattern.ts';
import { PatternSet } from '../pattern/pattern-set.ts';
import { type Draft, draftOf, idKeywordOf } from '../schema/draft.ts';
import { inspectSchema } from '../schema/inspect.ts';
import { SchemaError, type SchemaProblem } from '../schema/schema-error.ts';
import { MAX_SCHEMA_DEPTH, SchemaIndex } from '../schema/schema-index.ts';
import { createEngine, type Engine } from './engine.ts';
import { prepareSchema } from './prepare.ts';

/** An accepted schema, ready to check values. */
export interface CompiledSchema {
  /** Hash of the schema's canonical JSON. */
  readonly hash: string;
  readonly draft: Draft;
  /** Harmless breaches of the metaschema. */
  readonly warnings: readonly SchemaProblem[];
  /** Internal: the schema itself, a private copy. */
  readonly schema: unknown;
  /** Internal: use `checkValue`. */
  readonly engine: Engine;
}

/** Canonical characters a schema may have. The largest real one seen has 42,000. */
const MAX_SCHEMA_LENGTH = 512 * 1024;

/**
 * Compiles a provider's JSON Schema (draft-04 to 2020-12 by `$schema`; 2020-12 without one). Formats are asserted,
 * unknown formats and keywords ignored, defaults never applied, nothing coerced, nothing fetched, and patterns run in
 * linear time.
 *
 * @throws SchemaError with every reason found: `invalid_schema`, `unknown_draft`, `unknown_type`, `invalid_keyword`,
 * `invalid_pattern`, `unsafe_pattern`, `remote_ref`, `unresolved_ref`, `circular_ref`, `too_large`, `too_deep`,
 * `not_compilable`.
 */
export function compileSchema(schema: unknown): CompiledSchema {
  const draft = acceptableDraft(schema);
  const own = jsonCopy(schema);
  const index = new SchemaIndex(own, idKeywordOf(draft));
  const patterns = new PatternSet();
  const { errors, warnings } = inspectSchema(index, draft, patterns);
  if (errors.length > 0) throw new SchemaError(errors);

  const engine = refusing(() => createEngine({ prepared: prepareSchema(index, draft), draft, patterns }));
  return { hash: contentHash(own), draft, warnings, schema: own, engine };
}

const CACHED_SCHEMAS = 1000;
const CACHED_CHARACTERS = 16 * 1024 * 1024;
const compiled = new LRUCache<string, CompiledSchema>({ max: CACHED_SCHEMAS, maxSize: CACHED_CHARACTERS });

/** Compiles like {@link compileSchema}, with a bounded cache keyed by content: equal schemas share one validator. */
export function validatorFor(schema: unknown): CompiledSchema {
  const draft = acceptableDraft(schema);
  const hash = contentHash(schema);
  const known = compiled.get(hash);
  if (known !== undefined && known.draft === draft) return known;
  const fresh = compileSchema(schema);
  compiled.set(hash, fresh, { size: canonicalJson(schema).length });
  return fresh;
}

/** Compiles like {@link validatorFor}, but returns `undefined` for a refused schema. */
export function validatorUnlessRefused(schema: unknown): CompiledSchema | undefined {
  try {
    return validatorFor(schema);
  } catch (error) {
    if (error instanceof SchemaError) return undefined;
    throw error;
  }
}

function acceptableDraft(schema: unknown): Draft {
  const refuse = (code: string, message: string, path = ''): never => {
    throw new SchemaError([{ path, code, message }]);
  };
  if (typeof schema !== 'boolean' && !isObject(schema)) {
    return refuse('invalid_schema', 'a schema must be an object or a boolean');
  }
  if (isDeeperThan(schema, MAX_SCHEMA_DEPTH)) {
    return refuse('too_deep', `the schema nests deeper than ${MAX_SCHEMA_DEPTH} levels`);
  }
  let length: number;
  try {
    length = canonicalJson(schema).length;
  } catch {
    return refuse('invalid_schema', 'a schema must be JSON');
  }
  if (length > MAX_SCHEMA_LENGTH) {
    return refuse('too_large', `the schema is longer than ${MAX_SCHEMA_LENGTH} characters`);
  }
  const draft = draftOf(schema);
  if (draft !== undefined) return draft;
  const declared = isObject(schema) ? schema.$schema : undefined;
  const shown = typeof declared === 'string' ? ` "${declared.slice(0, 200)}"` : '';
  return refuse(
    'unknown_draft',
    `unknown $schema${shown}; known are draft-04, -06, -07, 2019-09 and 2020-12`,
    '/$schema',
  );
}

/** Reports everything that ajv still refuses, a stack overflow included, as a fault of the schema. */
function refusing<T>(compile: () => T): T {
  try {
    return compile();
  } catch (cause) {
    const code = cause instanceof PatternError ? cause.code : 'not_compilable';
    throw new SchemaError([{ path: '', code, message: refusal(cause) }], { cause });
  }
}

function refusal(cause: unknown): string {
  if (cause instanceof PatternError) return cause.message;
  if (cause instanceof RangeError) return 'the schema is too deeply entangled to compile';
  return `the schema cannot be compiled: ${cause instanceof Error ? cause.message.slice(0, 300) : 'unknown reason'}`;
}
