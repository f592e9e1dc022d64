import { createClient, isBerthError, type Retry } from '@berth/client';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { cut, drop, hang, json, type Reply, refusal, startFaults } from './fault-server.ts';

const KEY = 'the-key-that-nobody-may-see-in-an-error';
const row = json(200, { object: 'provider', id: 'x' }, { etag: '"1-a"', 'x-request-id': 'req_1' });

const open: { stop: () => void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.stop();
});

async function against(...replies: Reply[]) {
  const server = await startFaults(...replies);
  open.push(server);
  return { server, berth: createClient({ url: server.url, key: KEY }) };
}

const caught = (promise: PromiseLike<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('a read', () => {
  test.each([
    ['429 with Retry-After', refusal(429, 'rate_limited', { 'retry-after': '0' })],
    ['503', refusal(503, 'unavailable')],
    ['502 of a proxy', (response) => response.writeHead(502).end('<html>')],
    ['a dropped connection', drop],
    ['half an answer', cut('{"object":')],
  ] satisfies [string, Reply][])('succeeds after %s', async (_, fault) => {
    const { server, berth } = await against(fault, row);
    expect(await berth.providers.get('x')).toMatchObject({ id: 'x' });
    expect(server.seen).toHaveLength(2);
  });

  test('is tried three times', async () => {
    const { server, berth } = await against(refusal(503, 'unavailable', { 'retry-after': '0' }));
    const error = await caught(berth.providers.get('x'));
    expect(error).toMatchObject({ code: 'unavailable', status: 503, retryAfter: 0 });
    expect(server.seen).toHaveLength(3);
  });

  test('reports each wait', async () => {
    const waits: Retry[] = [];
    const { server } = await against(refusal(429, 'rate_limited', { 'retry-after': '0' }), drop, row);
    const berth = createClient({ url: server.url, key: KEY, onRetry: (retry) => waits.push(retry) });
    await berth.providers.get('x');
    expect(waits).toMatchObject([
      { error: { code: 'rate_limited', status: 429 }, tries: 1, delay: 0 },
      { error: { code: 'unreachable', status: null }, tries: 2, delay: expect.any(Number) },
    ]);
  });

  test.each([
    ['in seconds', '3600'],
    ['by a date', new Date(Date.now() + 3_600_000).toUTCString()],
  ])('is not retried when the server asks for too long a wait, %s', async (_, header) => {
    const { server, berth } = await against(refusal(429, 'rate_limited', { 'retry-after': header }));
    expect(await caught(berth.providers.get('x'))).toMatchObject({ code: 'rate_limited', status: 429 });
    expect(server.seen).toHaveLength(1);
  });
});

describe('a write', () => {
  test('that creates is retried with the same key', async () => {
    const { server, berth } = await against(drop, row);
    await berth.publishers.get('x'); // consumes the drop
    const second = await against(drop, row);
    await second.berth.instances.create({ name: 'A' });
    const keys = second.server.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(keys).size).toBe(1);
    expect(server.seen[0]?.headers['idempotency-key']).toBeUndefined();
  });

  test('has a new key for each call', async () => {
    const { server, berth } = await against(row);
    await berth.instances.create({ name: 'A' });
    await berth.instances.create({ name: 'A' });
    expect(new Set(server.seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  test('that changes is not retried when it may have taken effect', async () => {
    const { server, berth } = await against(drop, row);
    expect(await caught(berth.providers.update('x', { name: 'B' }))).toMatchObject({ code: 'unreachable' });
    expect(server.seen).toHaveLength(1);
  });

  test('that changes is retried when it had no effect, or when it names a version', async () => {
    const refused = await against(refusal(503, 'unavailable', { 'retry-after': '0' }), row);
    await refused.berth.providers.update('x', { name: 'B' });
    expect(refused.server.seen).toHaveLength(2);
    const dropped = await against(drop, row);
    await dropped.berth.providers.archive('x', { ifMatch: '"1-a"' });
    expect(dropped.server.seen).toHaveLength(2);
  });

  test('is not retried when its answer is not kept', async () => {
    const { server, berth } = await against(drop, row);
    await caught(berth.providerConfigs.resolve('x', { reason: 'test' }));
    expect(server.seen).toHaveLength(1);
  });
});

describe('aborting', () => {
  test('the signal ends a hanging request with its own reason', async () => {
    const { berth } = await against(hang);
    const controller = new AbortController();
    const call = caught(berth.providers.get('x', { signal: controller.signal }));
    controller.abort(new Error('enough'));
    expect(await call).toMatchObject({ message: 'enough' });
  });

  test('the signal ends the wait between tries', async () => {
    const { server, berth } = await against(refusal(503, 'unavailable', { 'retry-after': '50' }));
    const controller = new AbortController();
    const call = caught(berth.providers.get('x', { signal: controller.signal }));
    while (server.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    setTimeout(() => controller.abort(new Error('enough')), 20);
    expect(await call).toMatchObject({ message: 'enough' });
  });

  test('the signal ends a stream of lines', async () => {
    const { berth } = await against((response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write('{"object":"audit_progress","checked":1,"total":2}\n');
    });
    const controller = new AbortController();
    const told: unknown[] = [];
    const reading = (async () => {
      for await (const line of berth.auditEvents.verify({}, { signal: controller.signal })) {
        told.push(line);
        controller.abort(new Error('enough'));
      }
    })();
    expect(await caught(reading)).toMatchObject({ message: 'enough' });
    expect(told).toHaveLength(1);
  });

  test('a silent server times out, and the request is retried when that is safe', async () => {
    const { server, berth } = await against(hang, row);
    expect(await berth.providers.get('x', { timeout: 100 })).toMatchObject({ id: 'x' });
    expect(server.seen).toHaveLength(2);
    const other = await against(hang);
    const error = await caught(other.berth.providers.archive('x', { timeout: 50 }));
    expect([isBerthError(error, 'timed_out'), isBerthError(error, 'unreachable')]).toEqual([true, false]);
  });
});

describe('an answer', () => {
  test('of another server than Berth is unreadable', async () => {
    const { berth } = await against((response) => response.end('<html>hello</html>'));
    expect(await caught(berth.providers.get('x'))).toMatchObject({ code: 'unreadable', status: 200 });
    const redirecting = await against((response) => response.writeHead(301, { location: '/' }).end());
    expect(await caught(redirecting.berth.providers.get('x'))).toMatchObject({
      code: 'unreadable',
      status: 301,
    });
    expect(redirecting.server.seen).toHaveLength(1);
  });

  test('of lines that breaks in the middle is an error, after the lines that arrived', async () => {
    const { berth } = await against(cut('{"object":"audit.event","id":"a"}\n{"obj', 'application/x-ndjson'));
    const ids: string[] = [];
    const reading = (async () => {
      for await (const { id } of berth.auditEvents.export()) ids.push(id);
    })();
    expect(await caught(reading)).toMatchObject({ code: 'unreachable' });
    expect(ids).toEqual(['a']);
  });
});

describe('the key', () => {
  test('is in no error, whatever fails', async () => {
    const { server, berth } = await against(refusal(401, 'unauthorized'), hang);
    const errors = [
      await caught(berth.providers.get('x')),
      await caught(berth.providers.archive('x', { timeout: 20 })),
      await caught(createClient({ url: 'http://127.0.0.1:1', key: KEY, retries: 0 }).providers.get('x')),
    ];
    for (const error of errors) {
      const { cause } = error as Error;
      expect(
        `${JSON.stringify(error)} ${(error as Error).stack} ${cause} ${JSON.stringify(cause)}`,
      ).not.toContain(KEY);
    }
    expect(server.seen[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test('goes along with the given user agent', async () => {
    const server = await startFaults(json(200, {}));
    onTestFinished(server.stop);
    const userAgent = 'worker/1.2.3';
    await createClient({ url: server.url, key: KEY, userAgent }).instance.get();
    expect(server.seen[0]?.headers['user-agent']).toBe(userAgent);
    expect(() => createClient({ url: server.url, key: KEY, userAgent: 'a\nb' })).toThrow(
      'userAgent is printable',
    );
  });

  test('is refused when malformed, before fetch could quote it', () => {
    for (const key of ['', `${KEY}\n`, 'with space', 'ключ']) {
      expect(() => createClient({ url: 'http://127.0.0.1', key })).toThrow('A key is printable ASCII');
    }
    for (const url of ['berth', 'ftp://127.0.0.1', `http://user:${KEY}@127.0.0.1`]) {
      expect(() => createClient({ url, key: KEY })).toThrow(/^The url of a Berth/);
    }
  });
});

test.each([
  { retries: -1 },
  { retries: Number.NaN },
  { retries: Number.POSITIVE_INFINITY },
  { timeout: 0 },
  { timeout: Number.NaN },
  { maxRetryAfter: -1 },
])('%j is refused as a setting', (setting) => {
  expect(() => createClient({ url: 'http://127.0.0.1', key: KEY, ...setting })).toThrow(TypeError);
});

test('a try may have no time limit', async () => {
  const { server } = await against(row);
  const { providers } = createClient({ url: server.url, key: KEY, timeout: Number.POSITIVE_INFINITY });
  expect(await providers.get('x')).toMatchObject({ object: 'provider' });
});

test('an answer that Berth does not give is unreadable', async () => {
  for (const body of ['null', '{}', '[]', '{"items": 1}', '<html>']) {
    const { berth } = await against((response) => void response.writeHead(200).end(body));
    expect(await caught(Promise.resolve(berth.providers.list()))).toMatchObject({
      code: 'unreadable',
      status: 200,
    });
  }
  const { berth } = await against(
    (response) => void response.writeHead(429, { 'retry-after': '86400' }).end('<html>'),
  );
  expect(await caught(berth.providers.get('x'))).toMatchObject({ code: 'unreadable', retryAfter: 86_400 });
});

test('a server can run below a path', async () => {
  const { server } = await against(row);
  await createClient({ url: `${server.url}/berth/`, key: KEY }).providers.get('x');
  expect(server.seen[0]?.url).toBe('/berth/providers/x');
});
