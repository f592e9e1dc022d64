import { DomainError } from '@berth/kernel';
import type { Request } from './request.ts';

/** What of a request stands in the headers of its answer. */
type Answered = Pick<Request, 'shownId' | 'rateLimitHeaders'>;

/** A JSON answer. */
export const answer = (
  request: Answered,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response => answerText(request, status, JSON.stringify(body), headers);

/**
 * A JSON answer whose text is known; null for none. Its headers are plain values: building `Headers` for each costs
 * more than finding the row.
 */
export const answerText = (
  { shownId, rateLimitHeaders }: Answered,
  status: number,
  text: string | null,
  headers: Record<string, string>,
): Response =>
  new Response(text, {
    status,
    headers: {
      ...(text === null ? {} : { 'Content-Type': 'application/json' }),
      'X-Request-Id': shownId,
      ...rateLimitHeaders,
      ...headers,
    },
  });

/**
 * An answer of JSON lines, made while it is sent. The first one is made before, so that what cannot even begin is an
 * error as any other; later nothing is left but to break off.
 */
export async function answerLines(
  { shownId, rateLimitHeaders, failed }: Answered & Pick<Request, 'failed'>,
  lines: AsyncIterable<string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const encoder = new TextEncoder();
  const iterator = lines[Symbol.asyncIterator]();
  let first: IteratorResult<string> | null = await iterator.next();
  const body = new ReadableStream({
    pull: async (controller) => {
      try {
        const { done, value } = first ?? (await iterator.next());
        first = null;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        failed(error);
        controller.error(error);
      }
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': 'application/x-ndjson',
      'Cache-Control': 'no-store',
      'X-Request-Id': shownId,
      ...rateLimitHeaders,
      ...headers,
    },
  });
}

/** `Retry-After` (RFC 9110 §10.2.3) for an error that says when to come again. */
export function retryAfter(error: unknown): Record<string, string> {
  const seconds = error instanceof DomainError ? error.details.retry_after : undefined;
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) };
}

/** What a face that takes bearer tokens says to who has shown no good one (RFC 6750 §3). */
export const bearerChallenge = (error: unknown): Record<string, string> =>
  error instanceof DomainError && error.code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer' } : {};

/** Whether a result is JSON lines that are made one after the other. */
export const isLines = (result: unknown): result is AsyncIterable<string> =>
  typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
