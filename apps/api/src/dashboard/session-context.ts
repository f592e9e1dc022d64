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
): Promise<{ ctx: Context; session: Session }> {
  const { session, credential } = await sessionOf(c, limits);
  return { ctx: await contextOf(c.get('request'), credential), session };
}

/**
 * Makes the context in which a session ends. Neither the addresses nor the limit of the key keep it from ending,
 * nor does a change of the key meanwhile.
 * @throws DomainError `unauthorized`.
 */
export async function endingContext(
  c: HonoContext<Env>,
  limits: SessionLimits,
): Promise<{ ctx: Context; token: string }> {
  const { token, credential } = await sessionOf(c, limits);
  const { limiter: _, ...request } = c.get('request');
  const ctx = await contextOf(request, { ...credential, isAllowedFrom: () => true });
  return { ctx: { ...ctx, authority: null }, token };
}

async function sessionOf(c: HonoContext<Env>, limits: SessionLimits) {
  const { database, now } = c.get('request');
  const token = sessionToken(c);
  if (token === null) throw dashboardErrors.noSession();
  const session = await openSession(database, token, now, limits);
  return { token, session, credential: await authenticateHash(database, session.secretHash, now) };
}
