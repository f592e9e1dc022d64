import { type Context, newWrite, PLAIN_WRITE, type Verb, type WriteOptions } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import { versionsOf } from '../../http/etag.ts';
import { forKey } from '../../http/idempotency-key.ts';
import type { Env } from '../../http/request.ts';
import { readQuery, readWriteOptions } from './query.ts';

/**
 * Makes the context of a write with the caller's options: `?dry_run=true`, `?force=true`, `If-Match` for a row,
 * `If-None-Match: *` for a collection, and `Idempotency-Key` for a POST.
 * @throws DomainError `bad_request`, `invalid_data`.
 */
export function withWriteOptions(ctx: Context, c: HonoContext<Env>, verb: Verb, body: unknown): Context {
  const options: WriteOptions = {
    ...PLAIN_WRITE,
    ...readWriteOptions(readQuery(c.req.url)),
    ...(verb.on === 'row' && verb.audit !== null ? versionOptions(ctx, c) : collectionOptions(c)),
  };
  return forKey({ ...ctx, write: newWrite(options) }, c, { body });
}

function versionOptions(ctx: Context, c: HonoContext<Env>): Pick<WriteOptions, 'ifVersion' | 'lacksVersion'> {
  const header = c.req.header('if-match');
  return {
    ifVersion: header === undefined ? null : versionsOf(header),
    lacksVersion: header === undefined && ctx.requiresPreconditions,
  };
}

const collectionOptions = (c: HonoContext<Env>): Pick<WriteOptions, 'ifNew'> => ({
  ifNew: c.req.header('if-none-match')?.trim() === '*',
});
