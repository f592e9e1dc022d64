import { prefers } from '../../http/accept.ts';
import type { Request } from '../../http/request.ts';
import { type ErrorBody, wireErrors } from './errors.ts';

export const PROBLEM = 'application/problem+json';

/** Tells if a caller asks for errors as problem details (RFC 9457). */
export const wantsProblem = (accept: string | undefined): boolean => prefers(accept, PROBLEM);

const titles = new Map(wireErrors.map(({ code, title }) => [code, title]));

/** Turns an error into problem details. `type` links to the meaning of the code: reference/errors.ts. */
export function problemOf(
  { object, ok, status, code, message, ...details }: ErrorBody,
  { requestId, server }: Pick<Request, 'requestId' | 'server'>,
) {
  return {
    type: `${server.basePath}/docs/errors#${code}`,
    title: titles.get(code) ?? code,
    status,
    detail: message,
    instance: `urn:berth:request:${requestId}`,
    code,
    ...details,
  };
}
