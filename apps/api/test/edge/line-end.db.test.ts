import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startListening } from '../../../../packages/client/test/listening.ts';
import { exchange } from '../support/raw-http.ts';

const server = await startListening({ directly: true });
const { key } = await server.newInstance();

async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: object) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'x-api-key': key,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, text: bytes.toString(), length: bytes.length };
}

const problem = { accept: 'application/problem+json' };

test.each<[method: string, path: string, status: number, headers?: Record<string, string>, body?: object]>([
  ['GET', '/providers?limit=2', 200],
  ['GET', '/providers/openai', 200],
  ['GET', '/provider-configs/none', 404],
  ['GET', '/provider-configs/none', 404, problem],
  ['GET', '/provider-configs?limit=0', 400],
  ['GET', '/no-such-path', 404],
  ['PUT', '/providers', 405],
  ['GET', '/providers', 401, { authorization: '' }],
  ['POST', '/provider-configs', 200, {}, { provider_id: 'openai', value: { api_key: 'example-key' } }],
  ['POST', '/provider-configs', 400, {}, { provider_id: 'openai', value: {} }],
  ['POST', '/provider-configs?dry_run=true', 200, {}, { provider_id: 'openai', value: { api_key: 'k' } }],
  ['GET', '/version', 200],
  ['GET', '/health', 200],
  ['GET', '/health/live', 200],
  ['GET', '/health/ready', 200],
  ['GET', '/readyz', 200],
  ['GET', '/openapi.json', 200],
  ['GET', '/openapi/none.json', 404],
  ['GET', '/v1/catalog/providers', 200],
  ['GET', '/v1/provider-configurations', 200],
  ['GET', '/v1/provider-configurations/none', 400],
  ['GET', '/v1/none', 404],
  ['GET', '/api', 200],
  ['GET', '/api/models', 200, { accept: 'application/hal+json' }],
  ['GET', '/api/providers/none', 404],
  ['GET', '/api/none', 404],
])('%s %s, answered with %i, ends in one line end that its length counts', async (...asked) => {
  const [method, path, status, headers = {}, body] = asked;
  const answer = await ask(method, path, headers, body);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    status,
    expect.stringContaining('json'),
  ]);
  expect(answer.text).toMatch(/^[^\n]*[}\]]\n$/);
  expect(answer.headers.get('content-length')).toBe(String(answer.length));
  if (method !== 'GET') return;
  const head = await ask('HEAD', path, headers);
  expect([head.status, head.text]).toEqual([status, '']);
});

test('bytes that are no request are refused with a line end that the length counts', async () => {
  const [answer] = await exchange(server.url, 'nonsense\r\n\r\n');
  expect([answer?.status, answer?.text.endsWith('}\n')]).toEqual([400, true]);
});

test('an answer that comes again for its idempotency key is the first one, byte for byte', async () => {
  const body = { provider_id: 'openai', value: { api_key: 'example-key' } };
  const make = () => ask('POST', '/provider-configs', { 'idempotency-key': mine }, body);
  const mine = randomUUID();
  const [first, again] = [await make(), await make()];
  expect([again.headers.get('idempotency-replayed'), again.text]).toEqual(['true', first.text]);
});

test('an answer of 304 is empty, and the ETag is the same with and without a body', async () => {
  for (const path of ['/providers/openai', '/openapi.json']) {
    const first = await ask('GET', path);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await ask('GET', path, { 'if-none-match': etag });
    expect([again.status, again.text, again.headers.get('etag')], path).toEqual([304, '', etag]);
    expect((await ask('HEAD', path)).headers.get('etag'), path).toBe(etag);
  }
});
