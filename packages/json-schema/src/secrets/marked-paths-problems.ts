import { isObject } from '../json/object.ts';
import { parsePointer } from '../json/pointer.ts';
import { closureOf } from '../schema/closure.ts';
import { type Place, SchemaIndex, says } from '../schema/schema-index.ts';

/** A path marked secret by hand, and its problem. */
export interface MarkProblem {
  readonly path: string;
  /** `pointer`: not a JSON Pointer. `unmatched`: the schema allows nothing there. */
  readonly code: 'pointer' | 'unmatched';
  readonly message: string;
}

/**
 * Lists the paths marked secret that are not JSON Pointers (RFC 6901, with `*` for any name or index), or that lead to
 * a place the schema forbids: such a slip would leave a secret readable. A place that an open schema merely does not
 * describe may be marked.
 */
export function markedPathsProblems(schema: unknown, marked: readonly string[]): MarkProblem[] {
  const index = new SchemaIndex(schema);
  return marked.flatMap((path): MarkProblem[] => {
    const segments = typeof path === 'string' ? parsePointer(path) : undefined;
    if (segments === undefined) {
      const message =
        'is not a JSON Pointer: it must be empty or start with "/", and "~" must be "~0" or "~1"';
      return [{ path: String(path), code: 'pointer', message }];
    }
    if (isAllowed(index, segments)) return [];
    return [{ path, code: 'unmatched', message: 'leads to where the schema allows nothing' }];
  });
}

function isAllowed(index: SchemaIndex, segments: readonly string[]): boolean {
  let here = inPlace(index, [index.root]);
  for (const segment of segments) {
    const steps = [...here].flatMap((place) => stepsInto(index, place, segment));
    if (steps.length === 0) return !isScalar(here) && !isClosed(here);
    here = inPlace(index, steps);
  }
  return true;
}

/** True when every place that lists properties allows no others. */
function isClosed(places: ReadonlySet<Place>): boolean {
  const listing = [...places].filter(({ schema }) => isObject(schema) && Object.hasOwn(schema, 'properties'));
  const closed = ({ schema }: Place): boolean =>
    isObject(schema) && (schema.additionalProperties === false || schema.unevaluatedProperties === false);
  return listing.length > 0 ? listing.every(closed) : [...places].some(closed);
}

/** True when the named types exclude objects and arrays. */
function isScalar(places: ReadonlySet<Place>): boolean {
  const types = [...places].flatMap(({ schema }): unknown[] => {
    if (!isObject(schema) || schema.type === undefined) return [];
    return Array.isArray(schema.type) ? schema.type : [schema.type];
  });
  return types.length > 0 && !types.includes('object') && !types.includes('array');
}

function stepsInto(index: SchemaIndex, place: Place, segment: string): readonly Place[] {
  const property = index.named(place, 'properties', segment);
  const properties =
    segment === '*' ? index.under(place, 'properties') : property === undefined ? [] : [property];
  return [
    ...properties,
    ...STEPS.flatMap((keyword) => index.under(place, keyword)).filter(({ schema }) => says(schema)),
  ];
}

const STEPS = [
  'additionalItems',
  'additionalProperties',
  'contains',
  'items',
  'patternProperties',
  'prefixItems',
  'unevaluatedItems',
  'unevaluatedProperties',
];

const SAME_VALUE = ['allOf', 'anyOf', 'dependencies', 'dependentSchemas', 'else', 'oneOf', 'then'];

/** Returns the places and everything that applies to the same value. */
function inPlace(index: SchemaIndex, start: readonly Place[]): Set<Place> {
  return new Set(
    closureOf(index, start, (place) => SAME_VALUE.flatMap((keyword) => index.under(place, keyword))),
  );
}
