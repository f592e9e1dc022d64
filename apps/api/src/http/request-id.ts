const WELL_FORMED = /^[A-Za-z0-9._-]+$/;
const LONGEST = 128;

/** The caller's own id for a request, when its header `X-Request-Id` can be echoed and logged as it is; else null. */
export const readRequestId = (header: string | undefined): string | null =>
  header !== undefined && header.length <= LONGEST && WELL_FORMED.test(header) ? header : null;
