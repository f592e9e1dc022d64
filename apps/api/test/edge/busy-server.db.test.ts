import { expect, test } from 'vitest';
import { serve } from '../../src/server/serve.ts';
import { startHarness } from '../support/harness.ts';

/** A server with more requests than it can answer in time. */

const harness = await startHarness({ directly: true, corsOrigins: ['https://app.example'] });

test('refuses requests that waited too long as the face refuses others, and tells when to come back', async () => {
  const listener = await serve({
    fetch: (request, env) => harness.app.fetch(request, env),
    host: '127.0.0.1',
    port: 0,
    admission: { perTurn: 1, waitMs: -1 },
    first: new Set(['/healthz']),
  });
  const headers = {
    authorization: `Bearer ${harness.bootstrap.key}`,
    origin: 'https://app.example',
    'x-request-id': 'one-of-many',
  };
  try {
    const ask = (path: string) => fetch(`${listener.url}${path}`, { headers });
    const askAll = () =>
      Promise.all(Array.from({ length: 30 }, (_, n) => ask(n % 3 === 0 ? '/healthz' : '/provider-configs')));
    await askAll(); // so that every connection is open, and its requests come at once
    const answers = await askAll();
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect(new URL(answer.url).pathname).toBe('/provider-configs');
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
      expect(answer.headers.get('x-request-id')).toBe('one-of-many');
      expect(await answer.json()).toMatchObject({ object: 'error', status: 503, code: 'unavailable' });
    }
  } finally {
    await listener.stop(0);
  }
});
