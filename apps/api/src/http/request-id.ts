import { newId } from '@berth/kernel';

const WELL_FORMED = /^[A-Za-z0-9._-]+$/;
const LONGEST = 128;

/** Reads the caller's own id from `X-Request-Id`; null unless it can be echoed and logged as it is. */
export const readRequestId = (header: string | undefined): string | null =>
  header !== undefined && header.length <= LONGEST && WELL_FORMED.test(header) ? header : null;

/** Makes the id of a request. */
export const newRequestId = (now: Date): string => newId('request', now);
