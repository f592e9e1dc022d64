import { isObject, parsePointer } from './pointer.ts';
import { type Place, SchemaIndex, says } from './schema-index.ts';

/** A path marked secret by hand, with what is wrong with it. */
export interface MarkProblem {
  readonly path: string;
  /** `pointer`: not a JSON Pointer. `unmatched`: the schema allows nothing there. */
  readonly code: 'pointer' | 'unmatched';
  readonly message: string;
}

/** Paths marked secret by hand, walked down beside a value. `*` stands for any one name or index. */
export class Marks {
  readonly #remaining: readonly (readonly string[])[];

  private constructor(remaining: readonly (readonly string[])[]) {
    this.#remaining = remaining;
  }

  /** Malformed pointers mark nothing; `markedPathsProblems` reports them. */
  static of(pointers: readonly string[]): Marks {
    return new Marks(
      pointers.flatMap((pointer) => {
        const segments = parsePointer(pointer);
        return segments === undefined ? [] : [segments];
      }),
    );
  }

  /** True when the place reached is itself marked, and with it all that lies below. */
  get marksHere(): boolean {
    return this.#remaining.some((segments) => segments.length === 0);
  }

  /** The marks that still hold one step further down. */
  below(name: string): Marks {
    if (this.#remaining.length === 0) return this;
    return new Marks(
      this.#remaining.flatMap(([first, ...rest]) => (first === name || first === '*' ? [rest] : [])),
    );
  }
}

/**
 * What is wrong with paths marked secret: not JSON Pointers (RFC 6901, with `*` for any name or index), or leading
 * to where the schema allows nothing, so that the slip would leave a secret in plain sight. What an open schema
 * merely does not describe may be marked.
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

/** True when the types that are named leave no room for an object or an array. */
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

/** The places and everything that applies to the same value. */
function inPlace(index: SchemaIndex, start: readonly Place[]): Set<Place> {
  const reached = new Set<Place>();
  const seen = new Set<unknown>();
  const pending = [...start];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next.schema)) continue;
    if (isObject(next.schema)) seen.add(next.schema);
    reached.add(next);
    for (const { to } of index.referencesOf(next)) {
      if (typeof to === 'object') pending.push(to);
    }
    for (const keyword of SAME_VALUE) pending.push(...index.under(next, keyword));
  }
  return reached;
}
