import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientOf } from './caller.ts';

/** Reads the caller's address from this header, as a server behind so many proxies whose own peer is 192.0.2.1. */
async function ipOf(header: string | undefined, proxies: boolean | number): Promise<string | null> {
  let ip: string | null = null;
  const app = new Hono().get('/', (c) => {
    ip = clientOf(c, proxies).ip;
    return c.body(null);
  });
  const headers = header === undefined ? {} : { 'x-forwarded-for': header };
  await app.request('/', { headers }, { incoming: { socket: { remoteAddress: '192.0.2.1' } } });
  return ip;
}

test('without a trusted proxy X-Forwarded-For is ignored', async () => {
  expect(await ipOf('203.0.113.9', false)).toBe('192.0.2.1');
  expect(await ipOf('203.0.113.9', 0)).toBe('192.0.2.1');
  expect(await ipOf(undefined, true)).toBe('192.0.2.1');
});

test('addresses that the caller wrote before those of the trusted proxies are ignored', async () => {
  expect(await ipOf('203.0.113.9', true)).toBe('203.0.113.9');
  expect(await ipOf('10.0.0.1, 203.0.113.9', true)).toBe('203.0.113.9');
  expect(await ipOf('10.0.0.1, 203.0.113.9 , 198.51.100.2', 2)).toBe('203.0.113.9');
  expect(await ipOf('203.0.113.9', 2)).toBe('203.0.113.9');
});

test('a forwarded text that is no address yields null, not the address of the proxy', async () => {
  expect(await ipOf('10.0.0.1, unknown', 1)).toBeNull();
  expect(await ipOf('203.0.113.9:8080', 1)).toBeNull();
  expect(await ipOf('', 1)).toBeNull();
  expect(await ipOf('2001:db8::7', 1)).toBe('2001:db8::7');
});
