import { type Context, newWrite, PLAIN_WRITE, type Verb } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import { forKey } from '../../http/idempotency-key.ts';
import { preconditionsOf } from '../../http/preconditions.ts';
import type { Env } from '../../http/request.ts';
import { readQuery, readWriteOptions } from './query.ts';

/**
 * Makes the context of a write with the caller's options: `?dry_run=true`, `?force=true`, the preconditions, and
 * `Idempotency-Key` for a POST.
 * @throws DomainError `bad_request`, `invalid_data`.
 */
export function withWriteOptions(ctx: Context, c: HonoContext<Env>, verb: Verb, body: unknown): Context {
  const asked = readWriteOptions(readQuery(c.req.url));
  const options = { ...PLAIN_WRITE, ...asked, ...preconditionsOf(ctx, c, verb) };
  return forKey({ ...ctx, write: newWrite(options) }, c, { body });
}
