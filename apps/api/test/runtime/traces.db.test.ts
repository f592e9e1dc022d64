import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { testDriver } from '@berth/db/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildServer, makeFolder, onMigratedDatabase, startProcess } from '../support/server-process.ts';

/** The traces of a built server, as a collector receives them. */
const folder = makeFolder();
const KEY = 'the-first-key-of-this-test-0123456789';
const CANARY = 'canary-of-a-secret';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
vi.setConfig({ hookTimeout: 60_000 });

interface Attribute {
  key: string;
  value: Record<string, unknown>;
}

interface Span {
  traceId: string;
  parentSpanId?: string;
  name: string;
  attributes: Attribute[];
  events: { name: string; attributes: Attribute[] }[];
}

interface Export {
  resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
}

const received: string[] = [];
const collector = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  received.push(`${request.url} ${JSON.stringify(request.headers)}\n${Buffer.concat(parts)}`);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});
let spans: Span[] = [];

beforeAll(async () => {
  await buildServer();
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const env = await onMigratedDatabase(folder.path);
  const server = await startProcess({
    ...env,
    BERTH_BOOTSTRAP_KEY: KEY,
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
  });
  const ask = (method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const made = await ask('POST', '/provider-configs', {
    provider_id: 'openai',
    name: `${CANARY}-name`,
    handle: `${CANARY}-handle`,
    value: { api_key: CANARY },
  });
  expect(made.status).toBe(200);
  const traceparent = `00-${TRACE}-${PARENT}-01`;
  const { id } = (await made.json()) as { id: string };
  await ask('GET', `/provider-configs/${id}?fields=id`, undefined, { traceparent, baggage: `k=${CANARY}` });
  await ask('POST', `/provider-configs/${id}/resolve`, { reason: CANARY });
  await ask('GET', `/provider-configs?search=${CANARY}`, undefined, {
    traceparent: `00-${CANARY}`,
    'x-request-id': CANARY,
  });
  await ask('GET', `/${CANARY}/${CANARY}`, undefined, { 'user-agent': CANARY });
  await ask('GET', '/provider-configs', undefined, { authorization: `Bearer ${CANARY}` });
  expect(await server.stop()).toBe(0);
  spans = received.flatMap((text) =>
    (JSON.parse(text.slice(text.indexOf('\n') + 1)) as Export).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((each) => each.spans),
    ),
  );
});
afterAll(() => {
  collector.close();
  folder.remove();
});

const named = (name: string): Span => {
  const found = spans.find((span) => span.name === name);
  if (!found) throw new Error(`${name} is not among ${spans.map((span) => span.name)}`);
  return found;
};

test('each request is a span, named by its method and route, below the span of its traceparent', () => {
  expect(named('GET /provider-configs/:id')).toMatchObject({ traceId: TRACE, parentSpanId: PARENT });
  const list = named('GET /provider-configs');
  expect(list.traceId).not.toBe(TRACE);
  expect(list.parentSpanId ?? '').toBe('');
  expect(named('GET none').attributes).toContainEqual({
    key: 'http.response.status_code',
    value: { intValue: 404 },
  });
  expect(named('POST /provider-configs/:id/resolve').attributes).toContainEqual({
    key: 'berth.face',
    value: { stringValue: 'root' },
  });
});

test.runIf(testDriver() === 'postgres')('a span names the statements of its request', () => {
  const statements = named('POST /provider-configs').events.map(
    ({ attributes }) => attributes[0]?.value.stringValue,
  );
  expect(statements).toContain('insert provider_configs');
  expect(statements).toContain('insert value_revisions');
});

test('nothing that arrives holds a value, a name, a key, a query or a header of a caller', () => {
  expect(spans.length).toBeGreaterThanOrEqual(6);
  for (const text of received) {
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(KEY);
  }
});
