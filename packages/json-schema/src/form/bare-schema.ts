import { isObject, ownValue } from '../json/object.ts';
import { SUBSCHEMA_MAP } from '../schema/keywords.ts';
import { withUsedDefinitions } from './used-definitions.ts';

/** Keywords that hold values, or remarks for authors. The default of a secret may be one of them. */
const DROPPED: ReadonlySet<string> = new Set(['$comment', 'default', 'example', 'examples']);
const LITERALS: ReadonlySet<string> = new Set(['const', 'enum']);

/**
 * Copies a schema without its defaults, examples, comments, `readOnly` members and unused definitions, for a form whose
 * reader may not see those of secrets. Members with such a name stay. Takes any schema that was read from JSON text.
 */
export function bareSchema(schema: unknown): unknown {
  const copy = copied(schema, false);
  return isObject(copy) ? withUsedDefinitions(copy) : copy;
}

function copied(value: unknown, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => copied(item, false));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => isMap || !DROPPED.has(name));
  return Object.fromEntries(
    kept.map(([name, below]) => {
      if (isMap) return [name, copied(below, false)];
      if (LITERALS.has(name)) return [name, below];
      return [name, copied(name === 'properties' ? writable(below) : below, SUBSCHEMA_MAP.has(name))];
    }),
  );
}

/** The members that a value may be given with: nobody fills in a `readOnly` one. */
const writable = (members: unknown): unknown =>
  isObject(members)
    ? Object.fromEntries(
        Object.entries(members).filter(
          ([, member]) => !(isObject(member) && ownValue(member, 'readOnly') === true),
        ),
      )
    : members;
