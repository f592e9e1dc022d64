import { idempotent } from '@berth/domain';
import { DomainError } from '@berth/kernel';
import { type Context, newWrite } from '@berth/resource';
import type { Context as HonoContext } from 'hono';

const QUOTED = /^"(.*)"$/;
const KEY = /^[\x20-\x7e]{1,255}$/;

const REPLAYED = 'replayed';

/** What a request asks for, beside its query. */
interface Repeatable {
  /** As it is compared: equal texts of JSON are the same request. */
  body: unknown;
  /** When several spellings of a path are one. */
  path?: string;
  /** Whether the answer may show something of a value: it is kept sealed then. */
  sealed?: boolean;
}

/** With an `Idempotency-Key`, what a POST writes happens once however often its request comes. */
export function forKey(ctx: Context, c: HonoContext, { body, path, sealed = false }: Repeatable): Context {
  const key = readIdempotencyKey(c.req.header('idempotency-key'));
  if (key === null || c.req.method !== 'POST') return ctx;
  const { pathname, search } = new URL(c.req.url);
  const request = { key, route: `POST ${path ?? pathname}`, payload: JSON.stringify([search, body]), sealed };
  const idempotency = idempotent(request, () => c.set(REPLAYED, true));
  return { ...ctx, write: newWrite({ ...ctx.write.options, idempotency }) };
}

/** Says of an answer that it was given before. */
export const replayHeader = (c: HonoContext): Record<string, string> =>
  c.get(REPLAYED) ? { 'Idempotency-Replayed': 'true' } : {};

/**
 * The key of the header `Idempotency-Key`, in quotes (draft-ietf-httpapi-idempotency-key-header §2.1) or without; null
 * when there is none. @throws DomainError `bad_request`.
 */
function readIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  const key = header.trim().replace(QUOTED, '$1');
  if (KEY.test(key)) return key;
  throw new DomainError('bad_request', 'Idempotency-Key must be 1 to 255 printable ASCII characters.', {
    reason: 'invalid_idempotency_key',
  });
}
