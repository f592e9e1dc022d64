import { childPointer, isObject, type Pointer, parsePointer } from './pointer.ts';
import { type Place, SchemaIndex } from './schema-index.ts';

/** A path marked secret by hand, with what is wrong with it. */
export interface MarkProblem {
  readonly path: string;
  /** `pointer`: not a JSON Pointer. `unmatched`: the schema describes nothing there, so it may be a slip. */
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
 * to something the schema does not describe. The second need not be an error: an open schema allows more than it
 * describes.
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
    if (isDescribed(index, segments)) return [];
    return [{ path, code: 'unmatched', message: 'names nothing that the schema describes' }];
  });
}

function isDescribed(index: SchemaIndex, segments: readonly string[]): boolean {
  let here = new Set([index.root]);
  for (const segment of segments) {
    here = new Set([...inPlace(index, here)].flatMap((place) => stepsInto(index, place, segment)));
  }
  return here.size > 0;
}

function stepsInto(index: SchemaIndex, place: Place, segment: string): Place[] {
  return index.childrenOf(place).filter(({ keyword, pointer }) => {
    if (keyword === 'properties')
      return segment === '*' || pointer === propertyPointer(place.pointer, segment);
    return STEPS.has(keyword);
  });
}

const STEPS = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'items',
  'patternProperties',
  'prefixItems',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

function propertyPointer(parent: Pointer, name: string): Pointer {
  return childPointer(childPointer(parent, 'properties'), name);
}

const SAME_VALUE = new Set(['allOf', 'anyOf', 'dependencies', 'dependentSchemas', 'else', 'oneOf', 'then']);

/** The places and everything that applies to the same value. */
function inPlace(index: SchemaIndex, start: ReadonlySet<Place>): Set<Place> {
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
    pending.push(...index.childrenOf(next).filter(({ keyword }) => SAME_VALUE.has(keyword)));
  }
  return reached;
}
