import { describe, expect, test } from 'vitest';
import { wireErrors } from '../../src/dialects/metorial/errors.ts';
import { checkDocumented } from '../support/documented.ts';
import { startHarness } from '../support/harness.ts';

const harness = await startHarness();
const client = await harness.newInstance();
const OURS = /^req_[0-9a-z]{26}$/;

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body?: string) {
  const response = await harness.app.request(path, {
    method,
    headers: { authorization: `Bearer ${client.key}`, 'x-api-key': client.key, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
}

describe('a request id', () => {
  const mine = 'f3b1c6f2-5d0e-4a57-8c7b-1c9d5a6b7e8f';
  const paths = [
    '/provider-configs',
    '/nothing',
    '/v1/provider-configurations',
    '/v1/x',
    '/api/models',
    '/api/x',
  ];

  test('of the caller is echoed by every face, and ours is in the log beside it', async () => {
    for (const path of paths) {
      harness.logged.length = 0;
      const { headers } = await ask(path, { 'x-request-id': mine });
      expect(headers.get('x-request-id'), path).toBe(mine);
      const line = JSON.parse(harness.logged.at(-1) ?? '');
      expect(line).toMatchObject({ request_id: expect.stringMatching(OURS), client_request_id: mine });
      if (headers.has('metorial-req-id')) expect(headers.get('metorial-req-id')).toBe(line.request_id);
    }
  });

  test('that is malformed is replaced by ours, and appears nowhere', async () => {
    for (const odd of ['', ' ', 'a b', 'a,b', 'a/b', 'ä', '"a"', 'a'.repeat(129), '{"a":1}', 'a;b', 'a=b']) {
      harness.logged.length = 0;
      const { headers } = await ask('/provider-configs', { 'x-request-id': odd });
      expect(headers.get('x-request-id'), odd).toMatch(OURS);
      expect(headers.get('metorial-req-id'), odd).toBe(headers.get('x-request-id'));
      expect(JSON.parse(harness.logged.at(-1) ?? ''), odd).not.toHaveProperty('client_request_id');
    }
    for (const plain of ['a', '1', '-', 'A_b.c-9', 'a'.repeat(128)]) {
      expect((await ask('/provider-configs', { 'x-request-id': plain })).headers.get('x-request-id')).toBe(
        plain,
      );
    }
  });

  test('in the audit trail is always ours, so none can be forged or repeated', async () => {
    const { body } = await client.get('audit-events?order=desc&limit=1');
    const forged = String(body.items[0].request_id);
    expect(forged).toMatch(OURS);
    const noted: string[] = [];
    for (const name of ['First', 'Second']) {
      const { headers, body: row } = await ask(
        '/provider-config-vaults',
        { 'x-request-id': forged, 'content-type': 'application/json' },
        'POST',
        JSON.stringify({ provider_id: 'openai', name, value: { api_key: 'k' } }),
      );
      const events = await client.get(`audit-events?resource_id=${row.id}`);
      expect(headers.get('x-request-id')).toBe(forged);
      expect(events.body.items[0].request_id).toBe(headers.get('metorial-req-id'));
      noted.push(events.body.items[0].request_id);
    }
    expect(new Set([forged, ...noted]).size).toBe(3);
  });
});

describe('the API version', () => {
  const SERVED = '2026-01-01-magnetar';

  test('stands on every answer of the root face, and on no other', async () => {
    for (const path of ['/providers', '/provider-configs/x', '/nothing', '/provider-configs?limit=0']) {
      expect((await ask(path)).headers.get('metorial-version'), path).toBe(SERVED);
      expect((await ask(path, { authorization: '' })).headers.get('metorial-version'), path).toBe(SERVED);
    }
    for (const path of ['/v1/catalog/providers', '/api/models', '/ping']) {
      const { headers } = await harness.app.request(path);
      expect(headers.get('metorial-version'), path).toBeNull();
    }
  });

  test.each([
    SERVED,
    'magnetar',
    '2026-01-01',
    '2026_01_01',
    'mt_2026_01_01_magnetar',
    '',
    'nova',
    '2031-01-01',
  ])('%j is served, in the header and in the query', async (name) => {
    expect((await ask('/providers', { 'metorial-version': name })).status).toBe(200);
    expect((await ask(`/providers?api-version=${name}`)).status).toBe(200);
  });

  test.each(['2025-01-01-pulsar', 'pulsar', '2025-01-01', '2025_01_01', 'mt_2025_01_01_pulsar'])(
    '%j came before it and is 406, in the header and in the query',
    async (name) => {
      for (const [path, headers] of [
        ['/providers', { 'metorial-version': name }],
        [`/providers?limit=1&api-version=${name}`, {}],
        [`/providers?api%2Dversion=${name}&api-version=${name}`, {}],
        [`/nothing?api-version=${name}`, {}],
      ] as const) {
        const answer = await ask(path, headers);
        expect([answer.status, answer.body.code], path).toEqual([406, 'not_acceptable']);
        expect(answer.headers.get('metorial-version')).toBe(SERVED);
        checkDocumented('GET', path, { status: 406, contentType: 'application/json', body: answer.body });
      }
      const both = await ask(`/providers?api-version=${name}`, { 'metorial-version': SERVED });
      expect(both.status, 'the header goes before the query').toBe(200);
    },
  );
});

describe('an error as problem details', () => {
  const accept = 'application/problem+json';
  const wrong = '/provider-configs?limit=0&order=sideways';

  test('has the same content in the members of RFC 9457', async () => {
    for (const path of [wrong, '/provider-configs/x', '/providers?api-version=pulsar', '/nothing']) {
      const plain = await ask(path);
      const problem = await ask(path, { accept });
      const { object, ok, status, code, message, ...details } = plain.body;
      expect(problem.headers.get('content-type')).toBe(accept);
      expect([problem.status, problem.headers.get('vary')]).toEqual([plain.status, 'Accept']);
      expect(problem.body).toEqual({
        type: `/docs/errors#${code}`,
        title: expect.any(String),
        status,
        detail: message,
        instance: `urn:berth:request:${problem.headers.get('metorial-req-id')}`,
        code,
        ...details,
      });
      checkDocumented('GET', path, { status, contentType: accept, body: problem.body });
    }
  });

  test('is also answered without a key', async () => {
    for (const [method, path, status] of [
      ['POST', '/health', 405],
      ['GET', '/openapi/none.json', 404],
    ] as const) {
      const answer = await harness.app.request(path, { method, headers: { accept } });
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('vary')], path).toEqual([
        status,
        accept,
        'Accept',
      ]);
      expect(await answer.json()).toMatchObject({ status, instance: expect.stringMatching(/^urn:berth:/) });
    }
  });

  test('is for a request that accepts it, and other answers stay unchanged', async () => {
    for (const [asked, expected] of [
      ['*/*', 'application/json'],
      ['application/*', 'application/json'],
      ['application/json', 'application/json'],
      ['application/json, application/problem+json', accept],
    ] as const) {
      const { headers } = await ask(wrong, { accept: asked });
      expect(headers.get('content-type'), asked).toBe(expected);
    }
    const fine = await ask('/provider-configs', { accept });
    expect([fine.status, fine.headers.get('content-type')]).toEqual([200, 'application/json']);
  });

  test('has a type that leads to a page with every code', async () => {
    const { body } = await ask(wrong, { accept });
    const page = await harness.app.request(new URL(body.type, 'http://berth').pathname);
    const text = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    for (const { code } of wireErrors) expect(text).toContain(`id="${code}"`);
  });

  test('is not answered by the other faces, which have formats of their own', async () => {
    for (const path of ['/v1/x', '/api/x']) {
      const { headers } = await ask(path, { accept });
      expect(headers.get('content-type'), path).toBe('application/json');
    }
  });
});

describe('deprecation headers', () => {
  test('stand on every answer of a deprecated path, and name its successor', async () => {
    for (const [path, successor] of [
      ['/providers-tools?provider_version_id=x', '/provider-tools'],
      ['/providers-tools', '/provider-tools'],
      ['/providers-tools/pto_x', '/provider-tools/pto_x'],
      ['/providers-tools/%3Ca%3E%0D%0Ab', '/provider-tools/%3Ca%3E%0D%0Ab'],
    ]) {
      for (const headers of [{}, { authorization: '' }]) {
        const answer = await ask(String(path), headers);
        expect(answer.headers.get('deprecation'), path).toBe(`@${Date.UTC(2026, 10, 21) / 1000}`);
        expect(answer.headers.get('link'), path).toBe(`<${successor}>; rel="successor-version"`);
        expect(answer.headers.get('sunset'), path).toBeNull();
      }
    }
    expect((await ask('/providers-tools/x', {}, 'DELETE')).headers.get('deprecation')).not.toBeNull();
  });

  test('stand on no other path', async () => {
    for (const path of [
      '/provider-tools?provider_version_id=x',
      '/provider-tools/x',
      '/providers-tools/x/y',
    ]) {
      const { headers } = await ask(path);
      for (const name of ['deprecation', 'sunset', 'link']) expect(headers.get(name), path).toBeNull();
    }
  });
});
