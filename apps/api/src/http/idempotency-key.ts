import { idempotent } from '@berth/domain';
import { type Context, newWrite } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import { requestErrors } from './errors.ts';

const QUOTED = /^"(.*)"$/;
const KEY = /^[\x20-\x7e]{1,255}$/;

const REPLAYED = 'replayed';

/** The parts of a request that make it the same request, beside its query. */
interface Repeatable {
  /** The body: two requests are the same when their JSON texts are equal. */
  body: unknown;
  /** The canonical path, for a face that has several spellings of it. */
  path?: string;
  /** Stores the answer encrypted, because it may show a part of a value. */
  sealed?: boolean;
}

/** Runs the write of a POST once for each `Idempotency-Key`, however often the request comes. */
export function forKey(ctx: Context, c: HonoContext, { body, path, sealed = false }: Repeatable): Context {
  const key = readIdempotencyKey(c.req.header('idempotency-key'));
  if (key === null || c.req.method !== 'POST') return ctx;
  const { pathname, search } = new URL(c.req.url);
  const request = { key, route: `POST ${path ?? pathname}`, payload: JSON.stringify([search, body]), sealed };
  const idempotency = idempotent(request, () => c.set(REPLAYED, true));
  return { ...ctx, write: newWrite({ ...ctx.write.options, idempotency }) };
}

/** Marks an answer that an earlier request got already. */
export const replayHeader = (c: HonoContext): Record<string, string> =>
  c.get(REPLAYED) ? { 'Idempotency-Replayed': 'true' } : {};

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
