import { type Client, startHarness } from './harness.ts';

/** A key may ask twice in ten seconds; requests come through a proxy that says where they are from. */
export async function startLimits() {
  const harness = await startHarness({
    directly: true,
    proxies: 1,
    rateLimit: { requests: 2, seconds: 10, exemptsBootstrap: true },
  });
  return {
    harness,
    /** Has the clock stand so many seconds behind the beginning of a window. */
    at: (seconds: number) => harness.setClock(new Date(Date.UTC(2031, 0, 1, 0, 0, seconds))),
    /** A key that may be used from one address. */
    keyFor: async (address: string): Promise<Client> => {
      const client = await harness.newInstance();
      const key = { name: 'At home', scopes: ['admin'], allowed_ips: [address] };
      return harness.as((await client.post('api-keys', key)).body.secret);
    },
  };
}
