import type { Client } from '@berth/resource';
import type { Context } from 'hono';

const LONGEST = 500;

/** Where a request came from. `X-Forwarded-For` is what the caller says, unless a proxy of ours has said it. */
export function clientOf(c: Context, trustProxy: boolean): Client {
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  const forwarded = trustProxy ? c.req.header('x-forwarded-for')?.split(',')[0]?.trim() : undefined;
  return {
    ip: forwarded?.slice(0, LONGEST) || (incoming?.socket?.remoteAddress ?? null),
    userAgent: c.req.header('user-agent')?.slice(0, LONGEST) ?? null,
  };
}
