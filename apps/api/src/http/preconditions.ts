import { type Context, newWrite, recorded, type Verb, type WriteOptions } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import { notVersionsOf, versionsOf } from './etag.ts';
import type { Env } from './request.ts';

type OfRow = Pick<WriteOptions, 'ifVersion' | 'notVersion' | 'lacksVersion'>;
type OfCollection = Pick<WriteOptions, 'ifNew'>;

/**
 * Reads the preconditions of a write (RFC 9110 §13.1): `If-Match` and `If-None-Match` of a verb on a row, which an
 * instance may require of changes, and `If-None-Match: *` of a creation. The row that a creation is for has no tag yet,
 * so a list of tags excludes nothing. @throws DomainError `bad_request`.
 */
export const preconditionsOf = (
  ctx: Context,
  c: HonoContext<Env>,
  { on, audit }: Pick<Verb, 'on' | 'audit'>,
): OfRow | OfCollection => (on === 'row' ? ofRow(ctx, c, audit !== null) : ofCollection(c));

const CHANGE: Pick<Verb, 'on' | 'audit'> = { on: 'row', audit: recorded };

/**
 * Makes the context of a verb with its preconditions, by default a change of a row, for a face without further options.
 * @throws DomainError `bad_request`.
 */
export const withPreconditions = (ctx: Context, c: HonoContext<Env>, verb = CHANGE): Context => ({
  ...ctx,
  write: newWrite({ ...ctx.write.options, ...preconditionsOf(ctx, c, verb) }),
});

function ofRow(ctx: Context, c: HonoContext<Env>, changes: boolean): OfRow {
  const [match, noneMatch] = [c.req.header('if-match'), c.req.header('if-none-match')];
  return {
    ifVersion: match === undefined ? null : versionsOf(match),
    notVersion: noneMatch === undefined ? null : notVersionsOf(noneMatch),
    lacksVersion: changes && match === undefined && ctx.requiresPreconditions,
  };
}

const ofCollection = (c: HonoContext<Env>): OfCollection => ({
  ifNew: c.req.header('if-none-match')?.trim() === '*',
});
