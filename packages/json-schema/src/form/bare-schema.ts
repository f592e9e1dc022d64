import { SUBSCHEMA_MAP } from '../schema/keywords.ts';

/** Keywords that hold values, or remarks for authors. The default of a secret may be one of them. */
const DROPPED: ReadonlySet<string> = new Set(['$comment', 'default', 'example', 'examples']);
const LITERALS: ReadonlySet<string> = new Set(['const', 'enum']);

/**
 * Copies a schema without its defaults, examples and comments, for a reader who may not see those of secrets. Members
 * with such a name stay. Takes any schema that was read from JSON text.
 */
export function bareSchema(schema: unknown): unknown {
  return copied(schema, false);
}

function copied(value: unknown, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => copied(item, false));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => isMap || !DROPPED.has(name));
  return Object.fromEntries(
    kept.map(([name, below]) =>
      !isMap && LITERALS.has(name) ? [name, below] : [name, copied(below, !isMap && SUBSCHEMA_MAP.has(name))],
    ),
  );
}
