import type { BerthError } from './errors.ts';

/** A failed try that will be repeated. */
export interface Retry {
  /** The error of the try. */
  error: BerthError;
  /** Tries so far, starting at 1. */
  tries: number;
  /** Milliseconds until the next try. */
  delay: number;
}

export interface ClientSettings {
  /** The URL of the server, with its path when it runs below one. */
  url: string;
  /**
   * A secret or publishable key of an instance; null sends none, for a page whose requests are proved by the cookie of
   * its session.
   */
  key: string | null;
  /** Replaces the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** The most retries of a call; 2 by default. */
  retries?: number | undefined;
  /** Milliseconds for one try; 60,000 by default, `Infinity` for no limit. */
  timeout?: number | undefined;
  /** The longest wait in milliseconds that a server may ask for before a call gives up; 60,000 by default. */
  maxRetryAfter?: number | undefined;
  /** The `User-Agent` of each request. A browser sends its own. */
  userAgent?: string | undefined;
  /** Called before each wait for a retry. */
  onRetry?: ((retry: Retry) => void) | undefined;
}

/** The checked settings of a client. */
export interface Connection {
  /** Ends with a slash. */
  base: string;
  headers: Readonly<Record<string, string>>;
  fetch: typeof fetch;
  mostTries: number;
  mostWait: number;
  timeout: number;
  onRetry: (retry: Retry) => void;
}

/** Checks the settings here, because `fetch` quotes a malformed header in its error. @throws TypeError */
export function connect(settings: ClientSettings): Connection {
  const { retries = 2, timeout = 60_000, maxRetryAfter = 60_000, key, userAgent } = settings;
  if (key !== null && (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key))) {
    throw new TypeError('A key is printable ASCII without spaces.');
  }
  if (!Number.isSafeInteger(retries) || retries < 0) {
    throw new TypeError('retries is a whole number from 0 on.');
  }
  if (!(timeout > 0)) throw new TypeError('timeout is a number of milliseconds above 0.');
  if (!(maxRetryAfter >= 0)) throw new TypeError('maxRetryAfter is a number of milliseconds from 0 on.');
  if (userAgent !== undefined && !/^[\x20-\x7e]+$/.test(userAgent)) {
    throw new TypeError('userAgent is printable ASCII.');
  }
  return {
    base: baseOf(settings.url),
    headers: {
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(userAgent === undefined ? {} : { 'User-Agent': userAgent }),
    },
    fetch: settings.fetch ?? globalThis.fetch.bind(globalThis),
    mostTries: retries + 1,
    mostWait: maxRetryAfter,
    timeout,
    onRetry: settings.onRetry ?? (() => {}),
  };
}

function baseOf(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError('The url of a Berth must be an address such as http://127.0.0.1:3000.');
  }
  if (!/^https?:$/.test(url.protocol))
    throw new TypeError('The url of a Berth must begin with http:// or https://.');
  if (url.username || url.password)
    throw new TypeError('The url of a Berth must not hold a user or a password.');
  if (url.search || url.hash)
    throw new TypeError('The url of a Berth must end with its path, without a query or a fragment.');
  return `${url.origin}${url.pathname.replace(/\/*$/, '')}/`;
}
