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
 * Pointers into the value of every leaf that says where a request goes: a scalar for which a subschema that may apply
 * has the `format` of a URI, a host or an IP address, or a string that begins like a URL with a host (`scheme://`),
 * whatever the schema says of it. Which subschemas may apply is judged as for `secretLeaves`.
 *
 * Takes any schema and any JSON value and never throws. Where the walk ended (more than 128 levels deep, or after a
 * million steps) every leaf counts, a container at the last level too.
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

/** URL parsers skip leading space, drop tabs and line ends, and take a backslash for a slash. */
function beginsLikeUrl(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const start = value
    .trimStart()
    .slice(0, LONGEST_SCHEME)
    .replaceAll(/[\t\n\r]/g, '');
  return /^[a-z][a-z\d+.-]*:[/\\]{2}/i.test(start);
}

const LONGEST_SCHEME = 100;
