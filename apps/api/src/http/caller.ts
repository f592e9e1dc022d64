import { isIP } from 'node:net';
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
  const forwarded = proxies > 0 ? c.req.header('x-forwarded-for') : undefined;
  return {
    ip: forwarded === undefined ? (incoming?.socket?.remoteAddress ?? null) : addressOf(forwarded, proxies),
    userAgent: c.req.header('user-agent')?.slice(0, LONGEST) ?? null,
  };
}

/** Null when the proxy does not know it either (`unknown`), or says more than an address. */
function addressOf(forwarded: string, proxies: number): string | null {
  const address = forwarded.split(',').slice(-proxies)[0]?.trim() ?? '';
  return isIP(address) > 0 ? address : null;
}
