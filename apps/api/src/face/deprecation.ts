import type { Deprecated } from '@berth/resource';
import type { PlainHeaders } from './route.ts';
import { pathWith } from './router.ts';

/**
 * The longest path that a `Link` may hold, in characters: longer than any path with ids. Clients take heads of 8 kB or
 * 16 kB.
 */
const LONGEST_LINK = 1_000;

/**
 * Makes the headers `Deprecation` (RFC 9745 §2.1), `Sunset` (RFC 8594 §3) where an end is planned, and `Link` to the
 * successor (RFC 5829 §3.5) unless the link is too long for a head.
 */
export function deprecationHeaders(
  { since, sunset, instead }: Deprecated,
  params: Readonly<Record<string, string>>,
  basePath: string,
): PlainHeaders {
  const target = instead && pathWith(instead, params);
  return {
    Deprecation: `@${Date.parse(since) / 1000}`,
    ...(sunset === undefined ? {} : { Sunset: new Date(sunset).toUTCString() }),
    ...(target === undefined || target.length > LONGEST_LINK
      ? {}
      : { Link: `<${basePath}${target}>; rel="successor-version"` }),
  };
}
