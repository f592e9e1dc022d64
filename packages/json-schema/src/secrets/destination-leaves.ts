import { isObject, ownValue } from '../json/object.ts';
import type { Pointer } from '../json/pointer.ts';
import { walkLeaves } from '../walk/leaf-walk.ts';

const DESTINATION_FORMATS: ReadonlySet<unknown> = new Set([
  'hostname',
  'idn-hostname',
  'ipv4',
  'ipv6',
  'iri',
  'iri-reference',
  'uri',
  'uri-reference',
  'uri-template',
  'url',
]);

/**
 * Returns pointers to every leaf of the value that decides where a request goes: a scalar to which a subschema that may
 * apply gives the `format` of a URI, a host or an IP address, or a string that begins like a URL with a host
 * (`scheme://`), whatever the schema says about it. The subschemas that may apply are those of `secretLeaves`.
 *
 * Accepts any schema and any JSON value and never throws. Beyond the end of the walk (128 levels or a million steps)
 * every leaf counts, and so does a container at the last level.
 */
export function destinationLeaves(schema: unknown, value: unknown): Pointer[] {
  const destinations: Pointer[] = [];
  walkLeaves<true>(schema, value, true, ({ pointer, value, isLeaf, applying, beyond }) => {
    if (isLeaf && (beyond || (isScalar(value) && (beginsLikeUrl(value) || hasFormat(applying))))) {
      destinations.push(pointer);
    }
    return true;
  });
  return destinations;
}

function hasFormat(places: ReadonlySet<{ readonly schema: unknown }>): boolean {
  return [...places].some(
    ({ schema }) => isObject(schema) && DESTINATION_FORMATS.has(ownValue(schema, 'format')),
  );
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
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
