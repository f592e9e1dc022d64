import { idempotent } from '@berth/domain';
import { type Context, type Idempotency, newWrite } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import { requestErrors } from './errors.ts';
import { restoredVersion, storedVersion } from './etag.ts';
import type { Env } from './request.ts';

const QUOTED = /^"(.*)"$/;
const KEY = /^[\x20-\x7e]{1,255}$/;

/** The parts of a request that make it the same request, beside its query. */
interface Repeatable {
  /** The body: two requests are the same when their JSON texts are equal. */
  body: unknown;
  /** The path, for a face that has further spellings of it beside those of a URL. */
  path?: string;
  /** Stores the answer encrypted, because it may show a part of a value. */
  sealed?: boolean;
}

/** Runs the write of a POST once for each `Idempotency-Key`, however often the request comes. */
export function forKey(
  ctx: Context,
  c: HonoContext<Env>,
  { body, path, sealed = false }: Repeatable,
): Context {
  const key = readIdempotencyKey(c.req.header('idempotency-key'));
  if (key === null || c.req.method !== 'POST') return ctx;
  const { search } = new URL(c.req.url);
  const route = `POST ${path ?? c.get('request').path}`;
  const request = { key, route, payload: JSON.stringify([search, body]), sealed };
  const idempotency = keepingVersion(idempotent(request, () => c.set('replayed', true)));
  return { ...ctx, write: newWrite({ ...ctx.write.options, idempotency }) };
}

/** Keeps the version of an answer that does not show it, so that its replay has the same tag. */
const keepingVersion = ({ begin, record }: Idempotency): Idempotency => ({
  begin: async (ctx) => {
    const known = await begin(ctx);
    return known && restoredVersion(known);
  },
  record: (ctx, answer) => record(ctx, storedVersion(answer)),
});

/** Marks an answer that an earlier request got already. */
export const replayHeader = (c: HonoContext<Env>): Record<string, string> =>
  c.get('replayed') ? { 'Idempotency-Replayed': 'true' } : {};

/**
 * Reads the header `Idempotency-Key`, in quotes (draft-ietf-httpapi-idempotency-key-header §2.1) or without; null when
 * it is absent. @throws DomainError `bad_request`.
 */
function readIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const key = header.trim().replace(QUOTED, '$1');
  if (KEY.test(key)) return key;
  throw requestErrors.badIdempotencyKey();
}
