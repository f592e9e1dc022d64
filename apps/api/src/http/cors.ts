import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

export const ANY_ORIGIN = '*';

const PREFLIGHT_SECONDS = 600;

/** The headers that a script of another origin may send. */
const asked = [
  'Accept',
  'Authorization',
  'Berth-Position',
  'Cache-Control',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Metorial-Version',
  'Prefer',
  'X-API-Key',
  'X-Request-Id',
];

/** The headers that it may read of an answer. */
const answered = [
  'Allow',
  'Berth-Position',
  'Deprecation',
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'Metorial-Req-Id',
  'Metorial-Version',
  'Preference-Applied',
  'RateLimit',
  'RateLimit-Limit',
  'RateLimit-Policy',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'Sunset',
  'X-Request-Id',
];

/** The pages for people, which know them by a cookie. No script of another origin sends it. */
const PAGES = /^\/(?:dashboard|setup)(?:\/|$)/;

/**
 * Allows these origins by CORS (Fetch standard §3.2), or any origin for `*`. Preflights need no key. Scripts send keys
 * in headers that they set. Listed origins may send the credentials of the browser too, which no face reads: the
 * official client always does, and a browser would keep the answer from it.
 */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  const isListed = !origins.includes(ANY_ORIGIN);
  const allow = (credentials: boolean) =>
    cors({
      origin: isListed ? [...origins] : ANY_ORIGIN,
      allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: asked,
      exposeHeaders: answered,
      maxAge: PREFLIGHT_SECONDS,
      credentials,
    });
  const [pages, faces] = [allow(false), allow(isListed)];
  return (c, next) => (PAGES.test(c.req.path) ? pages : faces)(c, next);
}
