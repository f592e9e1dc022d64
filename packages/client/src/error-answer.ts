import { BerthError, type ErrorCode } from './errors.ts';
import type { Error as ErrorBody } from './generated/types.ts';
import { retryAfterMs } from './retry-after.ts';

/** Makes the error of an error answer. */
export function errorOf(operation: string, response: Response, text: string): BerthError {
  const { status, headers } = response;
  const requestId = headers.get('x-request-id');
  const body = parseError(text);
  const wait = retryAfterMs(headers.get('retry-after'), Date.now());
  const retryAfter = wait === null ? null : Math.ceil(wait / 1000);
  if (!body) {
    const details = { operation, status, requestId, retryAfter };
    return new BerthError('unreadable', `The server answers ${status}, but not as Berth does.`, details);
  }
  return new BerthError(body.code as ErrorCode, body.message, {
    ...body,
    operation,
    status,
    requestId,
    retryAfter: body.retry_after ?? retryAfter,
  });
}

function parseError(text: string): ErrorBody | null {
  try {
    const body = JSON.parse(text) as ErrorBody | null;
    return body?.object === 'error' && typeof body.message === 'string' ? body : null;
  } catch {
    return null;
  }
}
