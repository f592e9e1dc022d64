import type { Context } from 'hono';
import { expect, test } from 'vitest';
import { clientOf } from './client.ts';

const ipOf = (forwarded: string | undefined, proxies: boolean | number) =>
  clientOf(
    {
      env: { incoming: { socket: { remoteAddress: '10.0.0.1' } } },
      req: { header: (name: string) => (name === 'x-forwarded-for' ? forwarded : undefined) },
    } as unknown as Context,
    proxies,
  ).ip;

test.each([
  ['192.0.2.7', false, '10.0.0.1'],
  [undefined, 1, '10.0.0.1'],
  ['192.0.2.7', true, '192.0.2.7'],
  ['192.0.2.9, 192.0.2.7', 1, '192.0.2.7'],
  ['192.0.2.9, 192.0.2.7', 2, '192.0.2.9'],
  ['2001:db8::7', 1, '2001:db8::7'],
  ['192.0.2.7, unknown', 1, null],
  ['192.0.2.7:8080', 1, null],
  ['', 1, null],
])('forwarded for %j through %s proxies is %s', (forwarded, proxies, ip) => {
  expect(ipOf(forwarded, proxies)).toBe(ip);
});
