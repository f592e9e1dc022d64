import { LRUCache } from 'lru-cache';

import { canonicalJson, contentHash } from './canonical-json.ts';
import { containsKeyword } from './contains.ts';
import { isDeeperThan } from './depth.ts';
import { type Draft, draftOf } from './draft.ts';
import { type Engine, explainingEngine, verdictEngine } from './engine.ts';
import { inspectSchema } from './inspect.ts';
import { PatternError } from './pattern.ts';
import { isObject } from './pointer.ts';
import { prepareSchema } from './prepare.ts';
import { SchemaError, type SchemaProblem } from './schema-error.ts';
import { SchemaIndex } from './schema-index.ts';
import { unionKeyword } from './union.ts';

/** A schema that was accepted, ready to check values. */
export interface CompiledSchema {
  /** Hash of the schema's canonical JSON. */
  readonly hash: string;
  readonly draft: Draft;
  /** Breaches of the metaschema that change nothing. */
  readonly warnings: readonly SchemaProblem[];
  /** Says whether a value fits, and little more. Internal: use `checkValue`. */
  readonly verdict: Engine;
  /** Finds all errors; built when first needed. Internal: use `checkValue`. */
  readonly explain: () => Engine;
}

/** Canonical characters a schema may have. The largest of the 6,478 real ones seen has 60,000. */
export const MAX_SCHEMA_LENGTH = 512 * 1024;
/** Levels of arrays and objects a schema may nest. The deepest real one seen has 12. */
export const MAX_SCHEMA_DEPTH = 100;

/**
 * Compiles a provider's JSON Schema (draft-04 to 2020-12 by `$schema`; none means 2020-12). Formats are asserted,
 * unknown formats and keywords ignored, defaults never applied, nothing coerced, nothing fetched, and patterns run
 * in linear time.
 *
 * @throws SchemaError with every reason found: `invalid_schema`, `unknown_draft`, `unknown_type`,
 * `invalid_keyword`, `invalid_pattern`, `unsafe_pattern`, `remote_ref`, `unresolved_ref`, `circular_ref`,
 * `too_large`, `too_deep`, `not_compilable`.
 */
export function compileSchema(schema: unknown): CompiledSchema {
  const draft = acceptableDraft(schema);
  // A private copy: JSON only, no shared nodes, and the caller may go on changing his
  const own: unknown = JSON.parse(JSON.stringify(schema));
  const idKeyword = draft === '04' ? 'id' : '$id';
  const { errors, warnings } = inspectSchema(new SchemaIndex(own, idKeyword), draft);
  if (errors.length > 0) throw new SchemaError(errors);

  const prepared = prepareSchema(new SchemaIndex(own, idKeyword), draft);
  const verdict = refusing(() => verdictEngine(prepared, draft));
  let explain: Engine | undefined;
  return {
    hash: contentHash(own),
    draft,
    warnings,
    verdict,
    explain: () => {
      explain ??= newExplainingEngine(prepared, draft, idKeyword);
      return explain;
    },
  };
}

const CACHED_SCHEMAS = 1000;
const CACHED_CHARACTERS = 16 * 1024 * 1024;
const compiled = new LRUCache<string, CompiledSchema>({ max: CACHED_SCHEMAS, maxSize: CACHED_CHARACTERS });

/** {@link compileSchema} behind a bounded cache keyed by content: equal schemas share one validator. */
export function validatorFor(schema: unknown): CompiledSchema {
  const draft = acceptableDraft(schema);
  const hash = contentHash(schema);
  const known = compiled.get(hash);
  if (known !== undefined && known.draft === draft) return known;
  const fresh = compileSchema(schema);
  compiled.set(hash, fresh, { size: canonicalJson(schema).length });
  return fresh;
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
  const declared = isObject(schema) ? schema['$schema'] : undefined;
  const shown = typeof declared === 'string' ? ` "${declared.slice(0, 200)}"` : '';
  return refuse(
    'unknown_draft',
    `unknown $schema${shown}; known are draft-04, -06, -07, 2019-09 and 2020-12`,
    '/$schema',
  );
}

function newExplainingEngine(prepared: unknown, draft: Draft, idKeyword: 'id' | '$id'): Engine {
  const index = new SchemaIndex(prepared, idKeyword);
  // Which properties a branch evaluated is known to ajv's own keywords only
  const needsAnnotations = index.places.some(
    ({ schema }) => isObject(schema) && ('unevaluatedProperties' in schema || 'unevaluatedItems' in schema),
  );
  return explainingEngine(prepared, draft, (ajv) => {
    if (needsAnnotations) return;
    for (const keyword of ['oneOf', 'anyOf'] as const) {
      ajv.removeKeyword(keyword);
      ajv.addKeyword(unionKeyword(keyword, ajv, index));
    }
    if (draft === '04') return;
    ajv.removeKeyword('contains');
    ajv.addKeyword(containsKeyword(ajv, index, draft === '2019-09' || draft === '2020-12'));
  });
}

/** Whatever ajv still refuses is the schema's fault, a stack overflow included. */
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
