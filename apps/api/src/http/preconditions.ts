import { type Context, newWrite, type Verb, type WriteOptions } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import { notVersionsOf, versionsOf } from './etag.ts';
import type { Env } from './request.ts';

type OfRow = Pick<WriteOptions, 'ifVersion' | 'notVersion' | 'lacksVersion'>;
type OfCollection = Pick<WriteOptions, 'ifNew'>;

/**
 * Reads the preconditions of a write (RFC 9110 §13.1): `If-Match` and `If-None-Match` of a change of a row, which an
 * instance may require, and `If-None-Match: *` of a creation. @throws DomainError `bad_request`.
 */
export const preconditionsOf = (
  ctx: Context,
  c: HonoContext<Env>,
  { on, audit }: Pick<Verb, 'on' | 'audit'>,
): OfRow | OfCollection => (on === 'row' && audit !== null ? ofRow(ctx, c) : ofCollection(c));

/** Makes the context of a change of a row, for a face without further options. @throws DomainError `bad_request`. */
export const withPreconditions = (ctx: Context, c: HonoContext<Env>): Context => ({
  ...ctx,
  write: newWrite({ ...ctx.write.options, ...ofRow(ctx, c) }),
});

function ofRow(ctx: Context, c: HonoContext<Env>): OfRow {
  const [match, noneMatch] = [c.req.header('if-match'), c.req.header('if-none-match')];
  return {
    ifVersion: match === undefined ? null : versionsOf(match),
    notVersion: noneMatch === undefined ? null : notVersionsOf(noneMatch),
    lacksVersion: match === undefined && ctx.requiresPreconditions,
  };
}

const ofCollection = (c: HonoContext<Env>): OfCollection => ({
  ifNew: c.req.header('if-none-match')?.trim() === '*',
});
