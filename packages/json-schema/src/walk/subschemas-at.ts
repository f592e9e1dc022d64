import { isObject, ownValue } from '../json/object.ts';
import { type Subschema, says } from '../schema/schema-index.ts';
import type { Descent } from './descent.ts';
import { sameValue } from './same-value.ts';

/** The end of a path through a schema. */
export interface PathEnd {
  /** The number of steps that could be followed. */
  readonly depth: number;
  /** The subschemas that the last of these steps led to. */
  readonly direct: readonly Subschema[];
  /** All subschemas that may apply to the value at that depth. */
  readonly subschemas: ReadonlySet<Subschema>;
  /** True when the path ends at a place that the schema describes, or inside a free-form container. */
  readonly isReached: boolean;
}

const MEMBERS = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'];
/** The keywords that describe a place by naming it, even with an empty subschema. */
const NAMING: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'prefixItems']);
const ITEMS = ['prefixItems', 'items', 'additionalItems', 'unevaluatedItems', 'contains'];

/** The most steps of all paths through one schema together: a thousand paths of `*` would take minutes. */
const MOST_STEPS = 60_000;

/**
 * Follows a path of names and indexes through a schema, `*` for any name or index, into every branch. A path into an
 * object that lists no properties, or an array without items, counts as reached: the schema leaves the content free.
 * `undefined` once the paths of the descent have taken too many steps.
 */
export function subschemasAt(descent: Descent, segments: readonly string[]): PathEnd | undefined {
  let direct: readonly Subschema[] = [descent.index.root];
  let here = sameValue(descent, direct);
  for (const [depth, segment] of segments.entries()) {
    if (descent.steps > MOST_STEPS) return undefined;
    const below = stepsInto(descent, here, segment);
    if (below.length === 0) return { depth, direct, subschemas: here, isReached: isFreeForm(here, segment) };
    direct = below;
    here = sameValue(descent, direct);
  }
  return { depth: segments.length, direct, subschemas: here, isReached: true };
}

function stepsInto(descent: Descent, here: ReadonlySet<Subschema>, segment: string): Subschema[] {
  const found: Subschema[] = [];
  if (segment === '*') {
    descent.steps += here.size;
    for (const subschema of here) found.push(...everythingBelow(descent, subschema));
  } else {
    found.push(...descent.into(here, segment, false));
    if (isIndex(segment)) found.push(...descent.into(here, segment, true));
  }
  return found.filter(({ schema }) => schema !== false);
}

const everythingBelow = (descent: Descent, subschema: Subschema): Subschema[] =>
  [...MEMBERS, ...ITEMS].flatMap((keyword) =>
    descent.index.under(subschema, keyword).filter(({ schema }) => NAMING.has(keyword) || says(schema)),
  );

const isIndex = (segment: string): boolean => /^(?:0|[1-9]\d*)$/.test(segment);

/** True when nothing lists or forbids the members of an object, or the items of an array. */
function isFreeForm(here: ReadonlySet<Subschema>, segment: string): boolean {
  if (limits(here, [...MEMBERS, ...ITEMS])) return false;
  const types = typesOf(here);
  return (
    types === undefined ||
    types.has('object') ||
    (types.has('array') && (segment === '*' || isIndex(segment)))
  );
}

const limits = (here: ReadonlySet<Subschema>, keywords: readonly string[]): boolean =>
  [...here].some(
    ({ schema }) =>
      schema === false ||
      (isObject(schema) && keywords.some((keyword) => isLimit(ownValue(schema, keyword)))),
  );

/** True for a keyword that is there and does not merely allow everything. */
const isLimit = (value: unknown): boolean => value !== undefined && value !== true && !isEmptyObject(value);

const isEmptyObject = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0;

/** Returns the types that the subschemas name together; `undefined` when none names any. */
function typesOf(here: ReadonlySet<Subschema>): ReadonlySet<unknown> | undefined {
  const types = [...here].flatMap(({ schema }): unknown[] => {
    const type = isObject(schema) ? ownValue(schema, 'type') : undefined;
    return type === undefined ? [] : Array.isArray(type) ? type : [type];
  });
  return types.length === 0 ? undefined : new Set(types);
}
