import { createHash, randomBytes } from 'node:crypto';
import { isId } from '@berth/kernel';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { isOwnOrigin } from '../http/own-origin.ts';
import type { Env } from '../http/request.ts';

/** The session of a page. */
export interface PageSession {
  instanceId: string;
  id: string;
}

/** The cookie of a page: a name for the browser, and the secret of the link. */
export interface Cookie {
  browser: string;
  secret: string;
}

const LONGEST_SECRET = 100;
const PLAIN = /^[\w-]+$/;

/** Reads the session of a page from its path; null for a path of no page. */
export function pageSessionOf(c: Context): PageSession | null {
  const { instance = '', session = '' } = c.req.param() as Record<string, string>;
  return isId('instance', instance) && isId('setupSession', session)
    ? { instanceId: instance, id: session }
    : null;
}

/** Reads the secret of a link from its query; null when there is none. */
export function secretOf(c: Context): string | null {
  const secret = c.req.query('client_secret');
  return secret !== undefined && isPlain(secret) ? secret : null;
}

const isPlain = (text: string): boolean => text.length <= LONGEST_SECRET && PLAIN.test(text);

const nameOf = ({ id }: PageSession): string => `berth_setup_${id}`;

/** Reads the cookie of the page. Each session has its own, so that no page sees that of another. */
export function cookieOf(c: Context, page: PageSession): Cookie | null {
  const [browser = '', secret = '', ...rest] = (getCookie(c, nameOf(page)) ?? '').split('.');
  return isPlain(browser) && isPlain(secret) && rest.length === 0 ? { browser, secret } : null;
}

export const newBrowser = (): string => randomBytes(24).toString('base64url');

/** The content of the cookie once the page is finished: it tells this browser so, and opens nothing. */
const DONE = 'done';

/** True when this browser has finished the page. */
export const isDone = (c: Context, page: PageSession): boolean => getCookie(c, nameOf(page)) === DONE;

/** The time after the end of a session for which its page can say that it is over, in seconds. */
const SAID_FOR = 60 * 60;

/** Writes the cookie that opens the page. */
export const setCookie = (
  c: Context<Env>,
  page: PageSession,
  { browser, secret }: Cookie,
  life: { seconds: number; isSecure: boolean },
): string => written(c, page, `${browser}.${secret}`, life);

/** Replaces the cookie of a finished page, so that its secret is gone. */
export const doneCookie = (c: Context<Env>, page: PageSession, isSecure: boolean): string =>
  written(c, page, DONE, { seconds: 0, isSecure });

/**
 * Writes a cookie. It is sent along when the page is opened from elsewhere (`Lax`). A page in a frame of another site
 * needs `None`; the cookie is then kept apart for that site.
 */
function written(
  c: Context<Env>,
  page: PageSession,
  content: string,
  { seconds, isSecure }: { seconds: number; isSecure: boolean },
): string {
  const isFramed =
    isSecure &&
    c.req.header('sec-fetch-dest') === 'iframe' &&
    c.req.header('sec-fetch-site') === 'cross-site';
  const site = isFramed ? 'SameSite=None; Partitioned' : 'SameSite=Lax';
  const parts = [
    `${nameOf(page)}=${content}`,
    `Path=${c.get('request').server.basePath}/setup`,
    `Max-Age=${seconds + SAID_FOR}`,
    'HttpOnly',
    site,
  ];
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
}

/** Makes the token that the form sends back. It follows from the cookie, which no other page can read. */
export const tokenOf = ({ browser, secret }: Cookie): string =>
  createHash('sha256').update(`form.${browser}.${secret}`).digest('base64url');

/**
 * True for a form that its own page sent. A page without a referrer sends `Origin: null`; the token decides then.
 */
export function isFromPage(
  c: Context,
  cookie: Cookie,
  token: string | undefined,
  publicUrl: string,
): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== 'null' && !isOwnOrigin(origin, c.req.header('host'), publicUrl))
    return false;
  return token === tokenOf(cookie);
}
