import { randomBytes } from 'node:crypto';
import { testDriver } from '@berth/db/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildServer, onMigratedPostgres, startProcess } from '../support/server-process.ts';

const REQUESTS = 300;
const CALLERS = 6;

/** The length of a window that has more than a minute left. */
const SECONDS = [86_400, 50_021].find((length) => length - ((Date.now() / 1000) % length) > 60);

describe.runIf(testDriver() === 'postgres')('two servers on one PostgreSQL', () => {
  beforeAll(buildServer, 60_000);

  test('together let pass exactly the limit', { timeout: 60_000 }, async ({ annotate }) => {
    const bootstrap = randomBytes(24).toString('hex');
    const env = {
      ...(await onMigratedPostgres()),
      BERTH_BOOTSTRAP_KEY: bootstrap,
      RATE_LIMIT: `${REQUESTS}/${SECONDS}`,
    };
    const servers = [await startProcess(env), await startProcess({ ...env, HOST: '0.0.0.0' })];
    const [first, second] = servers.map(({ url }) => url);
    const made = await fetch(`${first}/api-keys`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bootstrap}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Shared', scopes: ['reader'] }),
    });
    const { secret } = (await made.json()) as { secret: string };
    const ask = async (url: string | undefined, key: string) => {
      const answer = await fetch(`${url}/instance`, { headers: { authorization: `Bearer ${key}` } });
      await answer.arrayBuffer();
      return answer;
    };

    const passed = await Promise.all(
      servers.map(async ({ url }) => {
        let count = 0;
        const caller = async () => {
          for (;;) {
            const { status, headers } = await ask(url, secret);
            if (status !== 200) {
              expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
              return;
            }
            count++;
          }
        };
        await Promise.all(Array.from({ length: CALLERS }, caller));
        return count;
      }),
    );
    expect(passed.reduce((sum, count) => sum + count)).toBe(REQUESTS);
    expect(Math.min(...passed)).toBeGreaterThan(0);
    await annotate(`passed by each: ${passed.join(', ')}`);

    const exempt = await ask(first, bootstrap);
    expect([exempt.status, exempt.headers.get('ratelimit')]).toEqual([200, null]);
    const counted = await ask(second, bootstrap);
    expect([counted.status, counted.headers.get('ratelimit-policy')]).toEqual([
      200,
      `"default";q=${REQUESTS};w=${SECONDS}`,
    ]);
    for (const server of servers) expect(await server.stop()).toBe(0);
  });
});
