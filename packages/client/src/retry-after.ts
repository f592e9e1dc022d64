/**
 * Parses the header `Retry-After` into milliseconds from `now`: seconds or an HTTP date (RFC 9110 §10.2.3). A past date
 * is 0. Null when the header is absent or malformed.
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /^[A-Za-z]{3,9},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(date - now, 0);
}
