import type { BerthError } from './errors.ts';

/** A call that failed and is tried again. */
export interface Retry {
  /** What the try ended with. */
  error: BerthError;
  /** How many tries there were, from 1. */
  tries: number;
  /** Milliseconds until the next one. */
  delay: number;
}

export interface ClientSettings {
  /** Where the server is, with its path when it lives below one. */
  url: string;
  /** A secret or publishable key of an instance. */
  key: string;
  /** Takes the place of the global `fetch`. */
  fetch?: typeof fetch | undefined;
  /** How often a call is tried again at most; 2 unless given. */
  retries?: number | undefined;
  /** Milliseconds that one try may take; 60,000 unless given, `Infinity` for no end. */
  timeout?: number | undefined;
  /** The longest that a server may ask to wait, in milliseconds, before a call gives up; 60,000 unless given. */
  maxRetryAfter?: number | undefined;
  /** Told before each wait for another try. */
  onRetry?: ((retry: Retry) => void) | undefined;
}

/** What a client keeps to. */
export interface Connection {
  /** Ends with a slash. */
  base: string;
  authorization: string;
  fetch: typeof fetch;
  mostTries: number;
  mostWait: number;
  timeout: number;
  onRetry: (retry: Retry) => void;
}

/** Checks the settings here, since what `fetch` says of a bad header quotes it. @throws TypeError. */
export function connect(settings: ClientSettings): Connection {
  const { retries = 2, timeout = 60_000, maxRetryAfter = 60_000, key } = settings;
  if (typeof key !== 'string' || !/^[\x21-\x7e]+$/.test(key)) {
    throw new TypeError('A key is printable ASCII without spaces.');
  }
  if (!Number.isSafeInteger(retries) || retries < 0) {
    throw new TypeError('retries is a whole number from 0 on.');
  }
  if (!(timeout > 0)) throw new TypeError('timeout is a number of milliseconds above 0.');
  if (!(maxRetryAfter >= 0)) throw new TypeError('maxRetryAfter is a number of milliseconds from 0 on.');
  return {
    base: baseOf(settings.url),
    authorization: `Bearer ${key}`,
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
    throw new TypeError('The url of a Berth is like http://127.0.0.1:3000.');
  }
  if (!/^https?:$/.test(url.protocol))
    throw new TypeError('The url of a Berth begins with http:// or https://.');
  if (url.username || url.password)
    throw new TypeError('The url of a Berth has no user and no password in it.');
  return `${url.origin}${url.pathname.replace(/\/*$/, '')}/`;
}
