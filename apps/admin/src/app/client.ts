import { type Berth, createClient } from '@berth/client';
import { common } from '../words/common.ts';
import { waitForSession } from './session-state.ts';

const LONGEST_MS = 60_000;

/**
 * Sends a request with the session of the browser. When the session has ended, the request waits until somebody has
 * signed in again over the page, and is sent once more: the server has done nothing yet, and what was edited stays.
 */
const send: typeof fetch = async (input, init = {}) => {
  for (;;) {
    const response = await sendOnce(input, init);
    if (response.status !== 401 || !(await waitForSession())) return response;
  }
};

/** The API, for every page: `berth.providerConfigs.list({ limit: 20 })`. */
export const berth: Berth = createClient({
  url: new URL('api', document.baseURI).href,
  key: null,
  fetch: send,
  timeout: Number.POSITIVE_INFINITY, // the wait for a session has no limit; a single try has
});

/** Sends a request. The limit holds until the answer begins: a body that streams may take longer. */
async function sendOnce(...[input, init = {}]: Parameters<typeof fetch>): Promise<Response> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DOMException(common.noAnswer, 'TimeoutError')), LONGEST_MS);
  try {
    const signal = init.signal ? AbortSignal.any([limit.signal, init.signal]) : limit.signal;
    return await fetch(input, { ...init, signal });
  } finally {
    clearTimeout(timer);
  }
}

type Call = (...args: unknown[]) => PromiseLike<unknown>;

/** Calls an operation by its id, for pages that show all resources alike: `callOperation('jobs.get', id)`. */
export async function callOperation<T>(id: string, ...args: unknown[]): Promise<T> {
  let group: unknown = berth;
  for (const name of id.split('.')) group = (group as Record<string, unknown>)[name];
  return (await (group as Call)(...args)) as T;
}
