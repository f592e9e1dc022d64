import { unreachableCode } from '@berth/db';
import { DomainError } from '@berth/kernel';
import { HttpError, type Refusal } from './errors.ts';
import type { Request } from './request.ts';

/** A restart of the database takes some seconds. */
const AWAY_SECONDS = 5;

/**
 * The error that the caller is told; null when the fault is ours. A database that is away is `unavailable`, because
 * nothing was done then; a commit whose end is not known is a fault. The rest goes into the log.
 */
export function refusalFor(request: Request, error: unknown): Refusal | null {
  if (error instanceof HttpError) return error;
  if (error instanceof DomainError) {
    if (error.code === 'unavailable') request.failed(error.cause);
    return error;
  }
  request.failed(error);
  if (unreachableCode(error) === null) return null;
  return new DomainError(
    'unavailable',
    'The database cannot be reached. Nothing was changed; send the request again later.',
    { retry_after: AWAY_SECONDS },
  );
}
