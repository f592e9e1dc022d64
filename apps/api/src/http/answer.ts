import { DomainError } from '@berth/kernel';
import type { Request } from './request.ts';

/** The members of a request that the headers of its answer are made from. */
type Answered = Pick<Request, 'shownId' | 'rateLimitHeaders'>;

/** Writes a body as JSON text. A line end closes it, so that a shell prompts on a line of its own. */
export const jsonText = (body: unknown): string => `${JSON.stringify(body)}\n`;

/** Makes a JSON answer. */
export const answer = (
  request: Answered,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response => answerText(request, status, jsonText(body), headers);

/**
 * Makes a JSON answer from its text; null for no body. Its headers are a plain object: building `Headers` for each
 * answer costs more than finding the row.
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
      'X-Request-Id': shownId,
      ...(text === null ? {} : { 'Content-Type': 'application/json' }),
      ...rateLimitHeaders,
      ...headers,
    },
  });

/**
 * Streams an answer of JSON lines. The first line is made before the answer begins, so an error there is answered as
 * any other; a later error breaks the stream off and is logged.
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

/** Makes `Retry-After` (RFC 9110 §10.2.3) for an error that says when to try again. */
export function retryAfter(error: unknown): Record<string, string> {
  const seconds = error instanceof DomainError ? error.details.retry_after : undefined;
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) };
}

/** Makes the challenge of a face that takes bearer tokens, for a request without a valid one (RFC 6750 §3). */
export const bearerChallenge = (error: unknown): Record<string, string> =>
  error instanceof DomainError && error.code === 'unauthorized' ? { 'WWW-Authenticate': 'Bearer' } : {};

/** Tells if a result is JSON lines, made one after the other. */
export const isLines = (result: unknown): result is AsyncIterable<string> =>
  typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
