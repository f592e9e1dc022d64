import { parseAccept } from 'hono/utils/accept';
import type { Request } from '../../http/request.ts';
import { type ErrorBody, wireErrors } from './errors.ts';

export const PROBLEM = 'application/problem+json';

/**
 * Tells if a caller asks for errors as problem details (RFC 9457; RFC 9110 §12.5.1): `Accept` names the type and
 * prefers it at least as much as plain JSON. A wildcard range does not name it, so its caller gets the default.
 */
export function wantsProblem(accept: string | undefined): boolean {
  const asked = accept?.toLowerCase() ?? '';
  if (!asked.includes(PROBLEM)) return false;
  const ranges = parseAccept(asked);
  const qualityOf = (...names: string[]): number =>
    names.map((name) => ranges.find(({ type }) => type === name)?.q).find((q) => q !== undefined) ?? 0;
  const problem = qualityOf(PROBLEM);
  return problem > 0 && problem >= qualityOf('application/json', 'application/*', '*/*');
}

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
