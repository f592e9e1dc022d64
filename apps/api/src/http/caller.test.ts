import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientOf } from './caller.ts';

/** Where a request with this header is from, by a server behind so many proxies whose own peer is 192.0.2.1. */
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

test('without a proxy of the operator the header says nothing', async () => {
  expect(await ipOf('203.0.113.9', false)).toBe('192.0.2.1');
  expect(await ipOf('203.0.113.9', 0)).toBe('192.0.2.1');
  expect(await ipOf(undefined, true)).toBe('192.0.2.1');
});

test('what the caller has written before the operator’s proxies is not believed', async () => {
  expect(await ipOf('203.0.113.9', true)).toBe('203.0.113.9');
  expect(await ipOf('10.0.0.1, 203.0.113.9', true)).toBe('203.0.113.9');
  expect(await ipOf('10.0.0.1, 203.0.113.9 , 198.51.100.2', 2)).toBe('203.0.113.9');
  expect(await ipOf('203.0.113.9', 2)).toBe('203.0.113.9');
});

test('what is no address is none, and not that of the proxy', async () => {
  expect(await ipOf('10.0.0.1, unknown', 1)).toBeNull();
  expect(await ipOf('203.0.113.9:8080', 1)).toBeNull();
  expect(await ipOf('', 1)).toBeNull();
  expect(await ipOf('2001:db8::7', 1)).toBe('2001:db8::7');
});
