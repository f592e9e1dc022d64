import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Env } from '../http/request.ts';
import { PATH } from './settings.ts';

const NAME = 'berth_dashboard';
/** The browser takes a cookie with this prefix from HTTPS alone, so no page without TLS can plant one. */
const SECURE_NAME = `__Secure-${NAME}`;
const TOKEN = /^[\w-]{43}$/;

/**
 * Tells if the browser reaches the server by TLS: by its public address, by what the proxy in front says, or by the
 * origin of the page that sent the request. A caller who lies here only makes its own cookie stricter.
 */
function isSecure(c: Context<Env>): boolean {
  const { publicUrl } = c.get('request').settings;
  if (publicUrl.startsWith('https:') || c.req.url.startsWith('https:')) return true;
  const forwarded = c.req.header('x-forwarded-proto')?.split(',')[0]?.trim();
  return forwarded === 'https' || (c.req.header('origin') ?? '').startsWith('https:');
}

/** Reads the token of the session; null without one. Its form is checked before anything is looked up. */
export function sessionToken(c: Context<Env>): string | null {
  const token = getCookie(c, SECURE_NAME) ?? (isSecure(c) ? undefined : getCookie(c, NAME));
  return token !== undefined && TOKEN.test(token) ? token : null;
}

/**
 * Writes the cookie: for this path alone, which rules the prefix `__Host-` out; unreadable for scripts; and never sent
 * along from another site. The browser forgets it when it is closed, the server earlier.
 */
export function sessionCookie(c: Context<Env>, token: string, basePath: string): string {
  return cookieOf(isSecure(c) ? SECURE_NAME : NAME, token, basePath);
}

/** The cookies that take the place of a session's, and end at once. */
export const clearedCookies = (basePath: string): string[] =>
  [NAME, SECURE_NAME].map((name) => `${cookieOf(name, '', basePath)}; Max-Age=0`);

function cookieOf(name: string, value: string, basePath: string): string {
  const secure = name === SECURE_NAME ? '; Secure' : '';
  return `${name}=${value}; Path=${basePath}${PATH}; HttpOnly; SameSite=Strict${secure}`;
}
