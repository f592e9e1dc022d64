import type { Context } from 'hono';
import { parseAccept } from 'hono/utils/accept';
import { answer } from '../../answer.ts';
import type { Request } from '../../request.ts';
import { type ErrorBody, wireErrors } from './errors.ts';

export const PROBLEM = 'application/problem+json';

/**
 * Whether an error is asked for as RFC 9457 has it (RFC 9110 §12.5.1): the type is named, and wanted no less than plain
 * JSON. A range with a wildcard names neither, so it gets what there is by default.
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

/** The same error as problem details. `type` leads to what the code means: reference/errors.ts. */
export function problemOf({ object, ok, status, code, message, ...details }: ErrorBody, requestId: string) {
  return {
    type: `/docs/errors#${code}`,
    title: titles.get(code) ?? code,
    status,
    detail: message,
    instance: `urn:berth:request:${requestId}`,
    code,
    ...details,
  };
}

/** An error of this face; as problem details for who asks for them. */
export function answerBody(
  request: Request,
  c: Context,
  body: ErrorBody,
  headers: Record<string, string>,
): Response {
  const negotiated = { ...headers, Vary: 'Accept' };
  if (!wantsProblem(c.req.header('accept'))) return answer(request, body.status, body, negotiated);
  const problem = problemOf(body, request.requestId);
  return answer(request, body.status, problem, { ...negotiated, 'Content-Type': PROBLEM });
}
