import { expect, test } from 'vitest';
import { type Harness, startHarness } from '../support/harness.ts';

const ORIGIN = 'https://console.example.com';

const closed = await startHarness();
const open = await startHarness({ corsOrigins: ['*'] });
const listed = await startHarness({ corsOrigins: [ORIGIN, 'http://localhost:5173'] });

const paths = [
  '/provider-configs',
  '/provider-configs/x/resolve',
  '/v1/provider-configurations',
  '/api/models',
];

async function ask(harness: Harness, path: string, origin: string, headers: Record<string, string> = {}) {
  return harness.app.request(path, { headers: { origin, ...headers } });
}

const preflight = (harness: Harness, path: string, origin: string) =>
  harness.app.request(path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'PATCH',
      'access-control-request-headers': 'authorization,if-match',
    },
  });

/** The CORS headers of an answer. */
const corsOf = ({ headers }: Response) =>
  [...headers.keys()].filter((name) => name.startsWith('access-control'));

test('no other origin may call unless the operator allows it', async () => {
  for (const path of paths) {
    for (const response of [await ask(closed, path, ORIGIN), await preflight(closed, path, ORIGIN)]) {
      expect(corsOf(response), path).toEqual([]);
      expect(response.status, path).toBeGreaterThanOrEqual(400);
    }
  }
});

test('a preflight of any route is answered without a key', async () => {
  for (const path of [...paths, '/nothing/here']) {
    const { status, headers } = await preflight(listed, path, ORIGIN);
    expect([status, headers.get('access-control-allow-origin')], path).toEqual([204, ORIGIN]);
    expect(headers.get('access-control-allow-methods')?.split(',')).toEqual(
      expect.arrayContaining(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    );
    const allowed = headers.get('access-control-allow-headers')?.toLowerCase().split(',');
    for (const name of ['authorization', 'x-api-key', 'content-type', 'if-match', 'idempotency-key']) {
      expect(allowed).toContain(name);
    }
    expect(headers.get('vary')).toContain('Origin');
    expect(headers.get('access-control-max-age')).toBe('600');
  }
});

test('an allowed origin is named, with the headers that its scripts may read; another one is not', async () => {
  const { key } = await listed.newInstance();
  for (const path of paths) {
    const headers = { authorization: `Bearer ${key}`, 'x-api-key': key };
    const answer = await ask(listed, path, ORIGIN, headers);
    expect(answer.headers.get('access-control-allow-origin'), path).toBe(ORIGIN);
    const readable = answer.headers.get('access-control-expose-headers')?.split(',') ?? [];
    const named = ['ETag', 'X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'Link'];
    for (const name of [...named, 'Idempotency-Replayed', 'Deprecation', 'Sunset', 'Metorial-Version']) {
      expect(readable, path).toContain(name);
    }
    expect(answer.headers.get('vary'), path).toContain('Origin');
    for (const other of ['https://evil.example.com', `${ORIGIN}.evil.example.com`, 'null', '']) {
      for (const refused of [await ask(listed, path, other, headers), await preflight(listed, path, other)]) {
        expect(refused.headers.get('access-control-allow-origin'), other).toBeNull();
        expect(refused.headers.get('vary'), other).toContain('Origin');
      }
    }
  }
});

const credentialsOf = ({ headers }: Response) => headers.get('access-control-allow-credentials');

test('with * any origin may call, without the credentials of the browser', async () => {
  for (const path of paths) {
    for (const response of [await ask(open, path, ORIGIN), await preflight(open, path, ORIGIN)]) {
      expect([response.headers.get('access-control-allow-origin'), credentialsOf(response)], path).toEqual([
        '*',
        null,
      ]);
    }
  }
});

test('a listed origin may send the credentials of the browser, as the official client does, but not to a page', async () => {
  const allowed = async (path: string, origin: string) => [
    credentialsOf(await ask(listed, path, origin)),
    credentialsOf(await preflight(listed, path, origin)),
  ];
  for (const path of paths) {
    expect(await allowed(path, ORIGIN), path).toEqual(['true', 'true']);
  }
  for (const path of ['/dashboard', '/setup/x']) {
    expect(await allowed(path, ORIGIN), path).toEqual([null, null]);
  }
});

test('an answer is otherwise the same as without CORS', async () => {
  for (const path of ['/provider-configs', '/providers?limit=1', '/v1/catalog/providers']) {
    const [with_, without] = await Promise.all(
      [listed, closed].map(async (harness) => {
        const { key } = await harness.newInstance();
        return ask(harness, path, ORIGIN, { authorization: `Bearer ${key}`, 'x-api-key': key });
      }),
    );
    expect([with_?.status, with_?.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(without?.status).toBe(200);
    expect(with_?.headers.get('metorial-version')).toBe(without?.headers.get('metorial-version'));
    expect(with_?.headers.get('x-request-id')).toMatch(/^req_/);
  }
});
