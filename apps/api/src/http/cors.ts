import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

export const ANY_ORIGIN = '*';

const PREFLIGHT_SECONDS = 600;

/** The headers that a script of another origin may send. */
const asked = [
  'Accept',
  'Authorization',
  'Berth-Position',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Metorial-Version',
  'X-API-Key',
  'X-Request-Id',
];

/** The headers that it may read of an answer. */
const answered = [
  'Berth-Position',
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
 * Allows these origins by CORS (Fetch standard §3.2), or any origin for `*`. Preflights need no key. Scripts send keys
 * in headers that they set, so the browser's credentials are never asked for.
 */
export const allowOrigins = (origins: readonly string[]): MiddlewareHandler =>
  cors({
    origin: origins.includes(ANY_ORIGIN) ? ANY_ORIGIN : [...origins],
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: asked,
    exposeHeaders: answered,
    maxAge: PREFLIGHT_SECONDS,
  });
