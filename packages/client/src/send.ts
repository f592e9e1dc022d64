import type { Composed } from './compose.ts';
import { errorOf } from './error-answer.ts';
import { BerthError } from './errors.ts';
import type { RequestOptions } from './method-types.ts';
import { type Failure, isUnsent, retryDelay } from './retry.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Connection } from './settings.ts';
import { LONGEST_TIMER, wait } from './wait.ts';

/** The result of a try: the value read from its answer, or an error and the failure that decides about a retry. */
type Outcome<T> = { value: T } | { error: BerthError; failure: Failure | null };

export interface Call {
  /** The id of the operation. */
  id: string;
  request: Composed;
  options: RequestOptions;
}

/**
 * Sends the request until it is answered or no safe try is left. `read` reads a successful answer; when the answer
 * breaks while it reads, the try has failed.
 * @throws BerthError, or the reason of the signal.
 */
export async function send<T>(
  connection: Connection,
  call: Call,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const { mostTries, mostWait } = connection;
  for (let tries = 1; ; tries++) {
    const outcome = await attempt(connection, call, read);
    if ('value' in outcome) return outcome.value;
    const plan = { repeatable: call.request.repeatable, tries, mostTries, mostWait };
    const delay = outcome.failure && retryDelay(outcome.failure, plan, Math.random);
    if (delay === null) throw outcome.error;
    connection.onRetry({ error: outcome.error, tries, delay });
    await wait(delay, call.options.signal);
  }
}

async function attempt<T>(
  { base, headers, fetch, timeout: usual }: Connection,
  { id, request, options }: Call,
  read: (response: Response) => Promise<T>,
): Promise<Outcome<T>> {
  const { signal, timeout = usual } = options;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const clock = { over: false };
  const timer = setTimeout(
    () => {
      clock.over = true;
      controller.abort();
    },
    Math.min(timeout, LONGEST_TIMER),
  );
  try {
    const response = await fetch(`${base}${request.target}`, {
      method: request.method,
      headers: { ...request.headers, ...headers },
      ...(request.body === null ? {} : { body: request.body }),
      redirect: 'manual', // a redirect would take the key to another server
      signal: controller.signal,
    });
    if (response.ok || response.status === 304) return { value: await read(response) };
    const error = errorOf(id, response, await response.text());
    const { status } = response;
    const asked = retryAfterMs(response.headers.get('retry-after'), Date.now());
    return { error, failure: { kind: 'refused', status, reason: error.reason, retryAfterMs: asked } };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof BerthError) return { error, failure: null };
    return {
      error: brokenError(id, error, clock.over),
      failure: { kind: 'broken', unsent: isUnsent(error) },
    };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function brokenError(operation: string, error: unknown, late: boolean): BerthError {
  const details = { operation, status: null, requestId: null };
  if (late) return new BerthError('timed_out', 'The server did not answer in time.', details);
  const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
  const why = typeof code === 'string' ? ` (${code})` : '';
  return new BerthError(
    'unreachable',
    `The server cannot be reached, or the connection broke${why}.`,
    details,
    error,
  );
}
