import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { type Naming, walkLeaves } from '../walk/leaf-walk.ts';
import { type Said, said } from './destination-marks.ts';
import { isNamedDestination, isNamedPort } from './destination-names.ts';
import { Marks } from './marks.ts';

/** The state that a container hands down to its members. */
interface Handed {
  readonly said: boolean | undefined;
  readonly marks: Marks;
  /** The nearest object at or above the container. */
  readonly object: Pointer;
}

/**
 * Returns pointers to every leaf of the value that decides where a secret goes. A leaf is a scalar. It is a destination
 * when
 * - a marked path leads to it or above it;
 * - the schema says `x-destination: true` of it or of something above it. `false` takes it out, unless a path names it;
 *   the nearest mark counts;
 * - a subschema that may apply gives it the format of a URI, a host, an IP address or a connection string;
 * - it is one of `places` and the schema does not take it out;
 * - the schema says nothing about it, neither a mark nor the format of another thing, and its name is one of
 *   `DESTINATION_NAMES`. An item of an array has the name of the array;
 * - its name is that of a port, the schema does not take it out, and the same object has a destination besides.
 *
 * The subschemas that may apply are those of `secretLeaves`. Accepts any schema and any JSON value and never throws.
 * Beyond the end of the walk (128 levels or 150,000 steps) every leaf counts, and so does a container at the last
 * level.
 */
export function destinationLeaves(
  schema: unknown,
  value: unknown,
  marked: readonly string[] = [],
  places: readonly Pointer[] = [],
): Pointer[] {
  const found: { pointer: Pointer; portOf?: Pointer }[] = [];
  const addressed = new Set<Pointer>();
  const named = new Set(places);
  const start: Handed = { said: undefined, marks: Marks.of(marked), object: '' };
  walkLeaves<Handed>(schema, value, start, (spot, above = start) => {
    const marks = spot.name === undefined ? above.marks : above.marks.below(spot.name);
    const here = said(spot.applying);
    const mark = marks.marksHere ? true : (here.mark ?? above.said);
    const counts =
      spot.beyond ||
      (isScalar(spot.value) && (mark ?? (named.has(spot.pointer) || isDestination(here, spot))));
    const { pointer, isLeaf, value } = spot;
    if (isLeaf && counts) {
      found.push({ pointer });
      addressed.add(above.object);
    } else if (isLeaf && mark === undefined && isPort(spot)) found.push({ pointer, portOf: above.object });
    return { said: mark, marks, object: Array.isArray(value) ? above.object : pointer };
  });
  return found.flatMap(({ pointer, portOf }) =>
    portOf === undefined || addressed.has(portOf) ? pointer : [],
  );
}

function isDestination({ format }: Said, { naming, value }: { naming: Naming; value: unknown }): boolean {
  if (format !== undefined) return format;
  return typeof value !== 'boolean' && value !== null && isNamedDestination(naming);
}

const isPort = ({ naming, value }: { naming: Naming; value: unknown }): boolean =>
  (typeof value === 'number' || typeof value === 'string') && isNamedPort(naming);

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/**
 * Returns pointers to the destinations as version 0.2.0 found them: scalars with the format of a URI, a host or an IP
 * address, and strings that begin like a URL with a host, whatever the schema says. Bonds of that version name these.
 */
export function destinationLeavesOf020(schema: unknown, value: unknown): Pointer[] {
  const destinations: Pointer[] = [];
  walkLeaves<true>(schema, value, true, ({ pointer, value, isLeaf, applying, beyond }) => {
    if (isLeaf && (beyond || (isScalar(value) && (beginsLikeUrl(value) || hasFormatOf020(applying))))) {
      destinations.push(pointer);
    }
    return true;
  });
  return destinations;
}

const FORMATS_OF_020: ReadonlySet<unknown> = new Set([
  ...['hostname', 'idn-hostname', 'ipv4', 'ipv6', 'iri', 'iri-reference', 'uri', 'uri-reference'],
  ...['uri-template', 'url'],
]);

function hasFormatOf020(subschemas: ReadonlySet<{ readonly schema: unknown }>): boolean {
  return [...subschemas].some(
    ({ schema }) => isObject(schema) && FORMATS_OF_020.has(ownValue(schema, 'format')),
  );
}

/** URL parsers skip leading space, drop tabs and line ends, and read a backslash as a slash. */
function beginsLikeUrl(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const start = value
    .trimStart()
    .slice(0, LONGEST_SCHEME)
    .replaceAll(/[\t\n\r]/g, '');
  return /^[a-z][a-z\d+.-]*:[/\\]{2}/i.test(start);
}

const LONGEST_SCHEME = 100;
