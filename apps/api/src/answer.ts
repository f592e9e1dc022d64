import type { Request } from './request.ts';

/** A JSON answer. Its headers are plain values: building `Headers` for each costs more than finding the row. */
export function answer(
  { requestId }: Pick<Request, 'requestId'>,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'X-Request-Id': requestId, ...headers },
  });
}
