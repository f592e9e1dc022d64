import {
  authenticateHash,
  dashboardErrors,
  openSession,
  type Session,
  type SessionLimits,
} from '@berth/domain';
import type { Context } from '@berth/resource';
import type { Context as HonoContext } from 'hono';
import { contextOf } from '../http/auth.ts';
import type { Env } from '../http/request.ts';
import { sessionToken } from './cookie.ts';

/**
 * Makes the context of the session of a request: that of its key, as the key is now. So a key that is revoked, expired
 * or narrowed ends or narrows its sessions with the next request.
 * @throws DomainError `unauthorized`; as `contextOf`.
 */
export async function sessionContext(
  c: HonoContext<Env>,
  limits: SessionLimits,
): Promise<{ ctx: Context; session: Session; token: string }> {
  const request = c.get('request');
  const token = sessionToken(c);
  if (token === null) throw dashboardErrors.noSession();
  const session = await openSession(request.database, token, request.now, limits);
  const credential = await authenticateHash(request.database, session.secretHash, request.now);
  return { ctx: await contextOf(request, credential), session, token };
}
