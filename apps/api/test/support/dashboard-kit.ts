import type { Harness } from './harness.ts';
import { type Answer, answerOf } from './json-http.ts';

export const ORIGIN = 'http://localhost';

/** A browser at the dashboard, with its cookies. It sends what a page of the server sends. */
export interface Browser {
  /** The cookies by name. */
  cookies: Map<string, string>;
  /** The last `Set-Cookie`. */
  lastCookie: () => string;
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string | null>,
  ): Promise<Answer>;
  signIn(key: string, headers?: Record<string, string | null>): Promise<Answer>;
}

/** Opens a browser. A header of null is not sent. */
export function newBrowser({ app }: Pick<Harness, 'app'>, origin = ORIGIN): Browser {
  const cookies = new Map<string, string>();
  let last = '';
  const send: Browser['send'] = async (method, path, body, more = {}) => {
    const isWrite = method !== 'GET' && method !== 'HEAD';
    const given: Record<string, string | null> = {
      'sec-fetch-site': 'same-origin',
      ...(isWrite ? { origin } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookies.size > 0
        ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
        : {}),
      ...more,
    };
    const headers = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null);
    const response = await app.request(`${origin}/dashboard/${path}`, {
      method,
      headers: [['host', new URL(origin).host], ...headers],
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      last = line;
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answerOf(response);
  };
  return {
    cookies,
    lastCookie: () => last,
    send,
    signIn: (key, headers = {}) => send('POST', 'session', { key }, headers),
  };
}
