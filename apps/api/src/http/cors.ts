import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

export const ANY_ORIGIN = '*';

const PREFLIGHT_SECONDS = 600;

/** What a script of another origin may send. */
const asked = [
  'Accept',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Metorial-Version',
  'X-API-Key',
  'X-Request-Id',
];

/** What it may read of an answer, beside its body. */
const answered = [
  'Deprecation',
  'ETag',
  'Idempotency-Replayed',
  'Link',
  'Location',
  'Metorial-Req-Id',
  'Metorial-Version',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'X-Request-Id',
];

/**
 * CORS (Fetch standard §3.2) for these origins, or any of them for `*`. Preflights need no key. Keys travel in headers
 * that a script sets, so no credentials of the browser's are ever asked for.
 */
export const allowOrigins = (origins: readonly string[]): MiddlewareHandler =>
  cors({
    origin: origins.includes(ANY_ORIGIN) ? ANY_ORIGIN : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: asked,
    exposeHeaders: answered,
    maxAge: PREFLIGHT_SECONDS,
  });
