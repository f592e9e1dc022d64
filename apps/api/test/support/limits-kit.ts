import { expect } from 'vitest';
import { type Client, startHarness } from './harness.ts';
import type { Answer } from './json-http.ts';

/** A key may ask twice in ten seconds; requests come through a proxy that says where they are from. */
export async function startLimits() {
  const harness = await startHarness({
    directly: true,
    proxies: 1,
    rateLimit: { requests: 2, seconds: 10, exemptsBootstrap: true },
  });
  /** Has the clock stand so many seconds behind the beginning of a window. */
  const at = (seconds: number) => harness.setClock(new Date(Date.UTC(2031, 0, 1, 0, 0, seconds)));
  return {
    harness,
    at,
    /** The body of the answer to one request too many. All but its body is alike on every face. */
    oneTooMany: async (ask: () => Promise<Answer>): Promise<Answer['body']> => {
      at(0);
      expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
      at(3);
      const { status, headers, body } = await ask();
      expect([status, headers.get('ratelimit'), headers.get('retry-after')]).toEqual([
        429,
        '"default";r=0;t=7',
        '7',
      ]);
      at(10);
      expect((await ask()).status).toBe(200);
      return body;
    },
    /** A key that may be used from one address. */
    keyFor: async (address: string): Promise<Client> => {
      const client = await harness.newInstance();
      const key = { name: 'At home', scopes: ['admin'], allowed_ips: [address] };
      return harness.as((await client.post('api-keys', key)).body.secret);
    },
  };
}
