import { isObject, ownValue } from '../json/object.ts';
import type { SchemaIndex, Subschema } from '../schema/schema-index.ts';
import type { Further } from './descent.ts';

/** The subschemas that apply together with one: always, by a union, or when the value has a member. */
export interface Beside {
  readonly always: readonly Subschema[];
  readonly unions: readonly (readonly Subschema[])[];
  readonly dependent: readonly (readonly [member: string, subschema: Subschema])[];
  /** The subschemas that apply beside it, when they are the same for any value. */
  readonly forAny: Further | undefined;
}

export type BesideReader = (subschema: Subschema) => Beside;

/**
 * Makes a reader of what applies beside a subschema, which keeps what it reads in `known`: a map for these keywords
 * alone. The keywords of `always` apply to any value.
 */
export function besideReader(
  index: SchemaIndex,
  always: readonly string[],
  known: Map<object, Beside>,
): BesideReader {
  return (subschema) => {
    const { schema } = subschema;
    if (!isObject(schema)) return NOTHING_BESIDE;
    const found = known.get(schema) ?? readBeside(index, subschema, schema, always);
    known.set(schema, found);
    return found;
  };
}

function readBeside(
  index: SchemaIndex,
  subschema: Subschema,
  schema: Record<string, unknown>,
  keywords: readonly string[],
): Beside {
  const always = keywords.flatMap((keyword) => index.under(subschema, keyword));
  const unions = ['oneOf', 'anyOf']
    .map((keyword) => index.under(subschema, keyword))
    .filter((branches) => branches.length > 0);
  const dependent = ['dependentSchemas', 'dependencies'].flatMap((keyword) => {
    const holder = ownValue(schema, keyword);
    return Object.keys(isObject(holder) ? holder : {}).flatMap((member): [string, Subschema][] => {
      const found = index.named(subschema, keyword, member);
      return found === undefined ? [] : [[member, found]];
    });
  });
  if (always.length + unions.length + dependent.length === 0) return NOTHING_BESIDE;
  const forAny = unions.length + dependent.length === 0 ? { more: always, forAny: true } : undefined;
  return { always, unions, dependent, forAny };
}

const NOTHING_BESIDE: Beside = { always: [], unions: [], dependent: [], forAny: { more: [], forAny: true } };
