import { authenticate, beginSession, dashboardErrors, endSession, shownInstance } from '@berth/domain';
import { DomainError } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { Type } from '@sinclair/typebox';
import type { Context as HonoContext } from 'hono';
import { answer } from '../http/answer.ts';
import { contextOf } from '../http/auth.ts';
import { bodyArrived } from '../http/body.ts';
import { requestErrors } from '../http/errors.ts';
import { parse, readJsonBody } from '../http/parse.ts';
import type { Env } from '../http/request.ts';
import { clearedCookies, sessionCookie, sessionToken } from './cookie.ts';
import type { GuessLimit } from './guess-limit.ts';
import { endingContext, sessionContext } from './session-context.ts';
import type { DashboardSettings } from './settings.ts';

const SignIn = Type.Object({ key: Type.String({ minLength: 1, maxLength: 1_000 }) });

const unstored = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** `POST`: exchanges a secret key for a session. The session that the browser had ends, and the token is a new one. */
export async function signIn(
  c: HonoContext<Env>,
  settings: DashboardSettings,
  guesses: GuessLimit,
): Promise<Response> {
  const request = c.get('request');
  const { database, client } = request;
  const wait = guesses.secondsLeft(client.ip, request.now);
  if (wait > 0) throw requestErrors.tooManyGuesses({ retry_after: wait });
  await bodyArrived(c);
  const { now } = request;
  const { key } = parse(SignIn, await readJsonBody(c), 'body') as { key: string };
  const credential = await authenticate(database, key.trim(), now).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'unauthorized') guesses.refused(client.ip, now);
    throw error;
  });
  if (credential.type !== 'secret') throw dashboardErrors.publishable();
  const ctx = await contextOf(request, credential);
  const { token, expiresAt } = await beginSession(ctx, {
    secret: key.trim(),
    former: sessionToken(c),
    lifeMs: settings.lifeMs,
  });
  const cookie = sessionCookie(c, token, settings.basePath);
  return answer(request, 200, await present(ctx, expiresAt, settings), { ...unstored, 'Set-Cookie': cookie });
}

/** `GET`: tells whose session it is, what its key may do, and when it ends. */
export async function showSession(c: HonoContext<Env>, settings: DashboardSettings): Promise<Response> {
  const { ctx, session } = await sessionContext(c, settings);
  return answer(c.get('request'), 200, await present(ctx, session.expiresAt, settings), unstored);
}

/** `DELETE`: ends the session on the server, and removes the cookie in any case. */
export async function signOut(c: HonoContext<Env>, settings: DashboardSettings): Promise<Response> {
  try {
    const { ctx, token } = await endingContext(c, settings);
    await endSession(ctx, token);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'unauthorized')) throw error;
  }
  const response = new Response(null, { status: 204, headers: { 'X-Request-Id': c.get('request').shownId } });
  for (const cookie of clearedCookies(settings.basePath)) response.headers.append('Set-Cookie', cookie);
  return response;
}

async function present(ctx: Context, expiresAt: string, { idleMs }: DashboardSettings) {
  const { keyId, keyName, bootstrap } = ctx.actor;
  return {
    object: 'dashboard.session',
    instance: { object: 'organization.instance', ...(await shownInstance(ctx)) },
    key: {
      object: 'api_key',
      id: keyId,
      name: keyName,
      is_bootstrap: bootstrap,
      scopes: [...ctx.scopes].sort(),
      reach: ctx.reach,
    },
    idle_seconds: idleMs / 1000,
    expires_at: expiresAt,
  };
}
