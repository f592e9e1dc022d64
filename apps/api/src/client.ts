import type { Client } from '@berth/resource';
import type { Context } from 'hono';

const LONGEST = 500;

/**
 * Where a request came from. In front of us stand so many proxies of the operator's, each of which adds the address
 * that it was called from to the end of `X-Forwarded-For`: what stands before those is what the caller says.
 */
export function clientOf(c: Context, trustProxy: boolean | number): Client {
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  const proxies = Number(trustProxy);
  const forwarded = c.req.header('x-forwarded-for')?.split(',').slice(-proxies)[0]?.trim();
  return {
    ip: (proxies > 0 && forwarded?.slice(0, LONGEST)) || (incoming?.socket?.remoteAddress ?? null),
    userAgent: c.req.header('user-agent')?.slice(0, LONGEST) ?? null,
  };
}
