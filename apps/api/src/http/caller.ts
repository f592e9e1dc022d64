import { isIP } from 'node:net';
import type { Client } from '@berth/resource';
import type { Context } from 'hono';

const LONGEST = 500;

/**
 * Reads the caller's address. The operator's proxies (`trustProxy` is their number) each append the address that called
 * them to `X-Forwarded-For`; the caller wrote everything before those.
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

/** Picks the caller's address; null when the proxy does not know it (`unknown`) or wrote more than an address. */
function addressOf(forwarded: string, proxies: number): string | null {
  const address = forwarded.split(',').slice(-proxies)[0]?.trim() ?? '';
  return isIP(address) > 0 ? address : null;
}
