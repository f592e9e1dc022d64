import { isObject, ownValue } from '../json/object.ts';
import { parsePointer } from '../json/pointer.ts';

const HOLDERS = ['$defs', 'definitions'];
const REFERENCES: ReadonlySet<string> = new Set(['$dynamicRef', '$recursiveRef', '$ref']);

/**
 * Copies a schema without the definitions of its root that nothing refers to. Keeps all of them when a reference is
 * more than a JSON Pointer (RFC 6901) into the schema.
 */
export function withUsedDefinitions(schema: Record<string, unknown>): Record<string, unknown> {
  const used = new Set<string>();
  const pending: unknown[] = Object.entries(schema).flatMap(([name, below]) =>
    HOLDERS.includes(name) ? [] : [{ [name]: below }],
  );
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const reference of referencesIn(next)) {
      const steps = stepsOf(reference);
      if (steps === undefined) return schema;
      const [holder = '', name] = steps;
      if (!HOLDERS.includes(holder)) continue;
      if (name === undefined) return schema;
      const key = JSON.stringify([holder, name]);
      if (used.has(key)) continue;
      used.add(key);
      const held = ownValue(schema, holder);
      pending.push((isObject(held) ? ownValue(held, name) : null) ?? null);
    }
  }
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, below]) => {
      if (!HOLDERS.includes(name) || !isObject(below)) return [[name, below]];
      const kept = Object.entries(below).filter(([one]) => used.has(JSON.stringify([name, one])));
      return kept.length === 0 ? [] : [[name, Object.fromEntries(kept)]];
    }),
  );
}

function* referencesIn(value: unknown): Iterable<string> {
  if (Array.isArray(value)) for (const item of value) yield* referencesIn(item);
  if (!isObject(value)) return;
  for (const [name, below] of Object.entries(value)) {
    if (typeof below !== 'string') yield* referencesIn(below);
    else if (REFERENCES.has(name)) yield below;
  }
}

/** The steps of a reference into the same schema; undefined for any other. */
function stepsOf(reference: string): readonly string[] | undefined {
  if (!reference.startsWith('#')) return undefined;
  try {
    return parsePointer(decodeURIComponent(reference.slice(1)));
  } catch {
    return undefined;
  }
}
