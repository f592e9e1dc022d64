import { expect } from 'vitest';
import { type Client, startHarness } from './harness.ts';
import type { Answer } from './json-http.ts';

/**
 * Starts a harness with a limit of two requests in ten seconds for each key, behind a proxy that reports the client's
 * address.
 */
export async function startLimits() {
  const harness = await startHarness({
    directly: true,
    proxies: 1,
    rateLimit: { requests: 2, seconds: 10, exemptsBootstrap: true },
  });
  /** Sets the clock to this many seconds after the start of a window. */
  const at = (seconds: number) => harness.setClock(new Date(Date.UTC(2031, 0, 1, 0, 0, seconds)));
  return {
    harness,
    at,
    /**
     * Sends one request too many, checks the parts of the answer that are alike on every face, and returns its body.
     */
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
    /** Makes a key that may be used from one address. */
    keyFor: async (address: string): Promise<Client> => {
      const client = await harness.newInstance();
      const key = { name: 'At home', scopes: ['admin'], allowed_ips: [address] };
      return harness.as((await client.post('api-keys', key)).body.secret);
    },
  };
}
