import type { Context as HonoContext } from 'hono';
import { requestErrors } from './errors.ts';
import { isExactlyAmong, notVersionsOf, versionsOf } from './etag.ts';
import { isRead } from './position.ts';
import type { Env } from './request.ts';

/*
 * The conditions of a request that no version of a row decides (RFC 9110 §13.1). Those of a change of a row are in
 * preconditions.ts; `If-None-Match` on a read is answered with 304 where the answer is made.
 */

/** A status that another method than GET gives `If-Match` on (RFC 9110 §13.2.1): success, or the answer is known. */
const isAnswer = ({ ok, status }: Response): boolean => ok || status === 304;

/**
 * Refuses a condition of a wrong form, and `If-Match` on a write that is for no row: such a row is yet to be made, so
 * it has no tag to match. `checksVersion` says that the route compares the tags itself.
 * @throws DomainError `bad_request`, `precondition_failed`.
 */
export function requireConditions(c: HonoContext<Env>, checksVersion: boolean): void {
  const [match, noneMatch] = [c.req.header('if-match'), c.req.header('if-none-match')];
  if (noneMatch !== undefined) notVersionsOf(noneMatch);
  if (match === undefined) return;
  versionsOf(match);
  if (!isRead(c.req.method) && !checksVersion) throw requestErrors.noTagToMatch();
}

/** Tells if `If-Match` of a read names another answer than this one (RFC 9110 §13.1.1). */
export function isOtherAnswer(c: HonoContext<Env>, response: Response): boolean {
  const match = isRead(c.req.method) && isAnswer(response) ? c.req.header('if-match') : undefined;
  return match !== undefined && !isExactlyAmong(match, response.headers.get('etag'));
}
