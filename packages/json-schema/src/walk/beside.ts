import { isObject, ownValue } from '../json/object.ts';
import type { Place, SchemaIndex } from '../schema/schema-index.ts';
import type { Further } from './descent.ts';

/** The subschemas that apply together with one place: always, by a union, or when the value has a member. */
export interface Beside {
  readonly always: readonly Place[];
  readonly unions: readonly (readonly Place[])[];
  readonly dependent: readonly (readonly [member: string, place: Place])[];
  /** The places that apply beside it, when they are the same for any value. */
  readonly forAny: Further | undefined;
}

export type BesideReader = (place: Place) => Beside;

/**
 * Makes a reader of what applies beside a place, which keeps what it reads in `known`: a map for these keywords alone.
 * The keywords of `always` apply to any value.
 */
export function besideReader(
  index: SchemaIndex,
  always: readonly string[],
  known: Map<object, Beside>,
): BesideReader {
  return (place) => {
    const { schema } = place;
    if (!isObject(schema)) return NOTHING_BESIDE;
    const found = known.get(schema) ?? readBeside(index, place, schema, always);
    known.set(schema, found);
    return found;
  };
}

function readBeside(
  index: SchemaIndex,
  place: Place,
  schema: Record<string, unknown>,
  keywords: readonly string[],
): Beside {
  const always = keywords.flatMap((keyword) => index.under(place, keyword));
  const unions = ['oneOf', 'anyOf']
    .map((keyword) => index.under(place, keyword))
    .filter((branches) => branches.length > 0);
  const dependent = ['dependentSchemas', 'dependencies'].flatMap((keyword) => {
    const holder = ownValue(schema, keyword);
    return Object.keys(isObject(holder) ? holder : {}).flatMap((member): [string, Place][] => {
      const found = index.named(place, keyword, member);
      return found === undefined ? [] : [[member, found]];
    });
  });
  if (always.length + unions.length + dependent.length === 0) return NOTHING_BESIDE;
  const forAny = unions.length + dependent.length === 0 ? { more: always, forAny: true } : undefined;
  return { always, unions, dependent, forAny };
}

const NOTHING_BESIDE: Beside = { always: [], unions: [], dependent: [], forAny: { more: [], forAny: true } };
