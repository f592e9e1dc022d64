import { isOutcomeUnknown, isPoolExhausted, isStorageFull, unreachableCode } from '@berth/db';
import { DomainError } from '@berth/kernel';
import { HttpError, type Refusal, requestErrors } from './errors.ts';
import type { Request } from './request.ts';

/** The `Retry-After` of a database that is away, in seconds: a restart takes some. */
const AWAY_SECONDS = 5;

/** The `Retry-After` of a server with too much to do, in seconds. */
const BUSY_SECONDS = 2;

/**
 * Finds the error that the caller is told; null when the fault is ours. A database that is away is `unavailable`, and
 * one without room `storage_full`, because nothing was done; a commit with an unknown outcome is `unavailable` too, and
 * says so. The cause of each goes into the log.
 */
export function refusalFor(request: Request, error: unknown): Refusal | null {
  if (error instanceof HttpError) return error;
  if (error instanceof DomainError) {
    if (error.code === 'unavailable') request.failed(error.cause);
    return error;
  }
  request.failed(error);
  if (isStorageFull(error)) return requestErrors.storageFull();
  if (isPoolExhausted(error)) return requestErrors.databaseBusy({ retry_after: BUSY_SECONDS });
  if (isOutcomeUnknown(error)) return requestErrors.outcomeUnknown({ retry_after: AWAY_SECONDS });
  if (unreachableCode(error) === null) return null;
  return requestErrors.databaseAway({ retry_after: AWAY_SECONDS });
}
