import type { Context } from 'hono';

/** Tells if an origin is that of this server: the public one, or the one that the request was sent to. */
export const isOwnOrigin = (origin: string, host: string | undefined, publicUrl: string): boolean =>
  originOf(publicUrl) === origin || (URL.canParse(origin) && new URL(origin).host === host);

const originOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).origin : null);

const READS = new Set(['GET', 'HEAD']);

/**
 * Tells if a page of this server sent the request, by `Sec-Fetch-Site` (Fetch Metadata §2.4) and `Origin` (Fetch §3.1).
 * A write must prove it by one of them. A read is refused only when one of them names another origin: browsers without
 * Fetch Metadata send neither.
 */
export function isFromOwnPage(c: Context, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const isRead = READS.has(c.req.method);
  if (origin !== undefined && !isOwnOrigin(origin, c.req.header('host'), publicUrl)) return false;
  if (site !== undefined && site !== 'same-origin' && !(isRead && site === 'none')) return false;
  return isRead || site !== undefined || origin !== undefined;
}
