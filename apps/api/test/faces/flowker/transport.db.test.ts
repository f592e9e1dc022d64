import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { bothFaces, CONFIGS, expectError, flowkerClient, TRACER } from './kit.ts';

const harness = await startHarness();
const ask = (path: string, init: RequestInit = {}) => harness.app.request(path, init);

describe('the key', () => {
  const UNAUTHORIZED = { code: 'UNAUTHORIZED', title: 'Unauthorized', message: 'API Key missing or invalid' };

  test.each([
    ['GET', CONFIGS],
    ['POST', CONFIGS],
    ['PUT', CONFIGS],
    ['GET', '/v1/nothing/here'],
    ['GET', '/v1/'],
    ['GET', '/V1/'],
    ['DELETE', '/v1/catalog/providers'],
    ['GET', `${CONFIGS}/not-an-id`],
    ['GET', '/v1/audit-events'],
  ])('%s %s without a valid key is 401, before any other check', async (method, path) => {
    const root = await harness.newInstance();
    const wrong: Record<string, string>[] = [
      {},
      { 'x-api-key': '' },
      { 'x-api-key': 'wrong' },
      { authorization: `Bearer ${root.key}` },
    ];
    for (const headers of wrong) {
      const response = await ask(path, { method, headers });
      expect([response.status, await response.json()]).toEqual([401, UNAUTHORIZED]);
      expect(response.headers.get('www-authenticate')).toBeNull();
    }
  });

  test('is not taken from the query', async () => {
    const { key } = await harness.newInstance();
    expect((await ask(`${CONFIGS}?api_key=${key}&X-API-Key=${key}`)).status).toBe(401);
  });

  test('is refused by the root face in X-API-Key', async () => {
    const { key } = await harness.newInstance();
    expect((await ask('/provider-configs', { headers: { 'x-api-key': key } })).status).toBe(401);
  });

  test('is 401 once revoked, and 403 for a write when it may only read', async () => {
    const { root } = await bothFaces(harness);
    const made = (await root.create('api-keys', { name: 'R', scopes: ['reader'] })) as unknown as Record<
      string,
      string
    >;
    const reader = flowkerClient(harness, { key: String(made.secret) });
    expect((await reader.get(CONFIGS)).status).toBe(200);
    const body = { name: 'x', providerId: 'tracer', config: TRACER };
    expectError(await reader.post(CONFIGS, body), 403, 'FORBIDDEN');
    expectError(await reader.post(CONFIGS, { ...body, name: '' }), 403, 'FORBIDDEN');
    expectError(await reader.get('/v1/audit-events'), 403, 'FORBIDDEN');
    await root.delete(`api-keys/${made.id}`);
    expectError(await reader.get(CONFIGS), 401, 'UNAUTHORIZED');
  });

  test('sees its own instance only', async () => {
    const [one, other] = [await bothFaces(harness), await bothFaces(harness)];
    await one.flowker.create({ name: 'x', providerId: 'tracer', config: TRACER });
    expect((await other.flowker.get(CONFIGS)).body.items).toEqual([]);
    await other.flowker.create({ name: 'x', providerId: 'tracer', config: TRACER });
  });
});

describe('paths', () => {
  test('match in any case and with a slash at the end', async () => {
    const { flowker } = await bothFaces(harness);
    const id = await flowker.create({ name: 'x', providerId: 'tracer', config: TRACER });
    for (const path of [
      `${CONFIGS}/`,
      CONFIGS.toUpperCase(),
      `/V1/Provider-Configurations/${id}/`,
      '/v1/CATALOG/Providers/',
      '/v1/catalog/providers/tracer/EXECUTORS',
    ]) {
      expect((await flowker.get(path)).status, path).toBe(200);
    }
  });

  test('that are unknown are 404 in the words of the framework', async () => {
    const { flowker } = await bothFaces(harness);
    for (const path of ['/v1/x', '/v1/', '/v1/dashboards/executions', '/v1/executors', `${CONFIGS}/a/b/c`]) {
      const answer = await flowker.get(path);
      expect([answer.status, answer.body]).toEqual([
        404,
        { code: 'FLK-0404', title: 'Not Found', message: `Cannot GET ${path}` },
      ]);
    }
  });

  test('refuse an unsupported method with 405, and list the supported ones', async () => {
    const { flowker } = await bothFaces(harness);
    for (const [method, path, allow] of [
      ['PUT', CONFIGS, 'POST, GET, HEAD'],
      ['PUT', `${CONFIGS}/x`, 'GET, HEAD, PATCH, DELETE'],
      ['GET', `${CONFIGS}/x/enable`, 'POST'],
      ['POST', '/v1/catalog/providers', 'GET, HEAD'],
      ['DELETE', '/v1/audit-events', 'GET, HEAD'],
    ] as const) {
      const answer = await flowker.request(method, path);
      expectError(answer, 405, 405, 'Method Not Allowed');
      expect(answer.headers.get('allow')).toBe(allow);
    }
  });

  test('answer HEAD wherever they answer GET, without a body', async () => {
    const { flowker } = await bothFaces(harness);
    for (const path of [CONFIGS, '/v1/catalog/providers', '/v1/audit-events']) {
      const { status, body } = await flowker.request('HEAD', path);
      expect([status, body]).toEqual([200, '']);
    }
    expect((await flowker.request('HEAD', '/v1/x')).status).toBe(404);
  });

  test('every answer has a request id, and the log has no key', async () => {
    const { root, flowker } = await bothFaces(harness);
    harness.logged.length = 0;
    const id = await flowker.create({ name: 'x', providerId: 'tracer', config: TRACER });
    const answers = [
      await flowker.get(`${CONFIGS}/${id}`),
      await flowker.get(`/v1/${root.key}/${TRACER.api_key}`),
      await flowker.delete(`${CONFIGS}/${id}`),
    ];
    for (const { headers } of answers) expect(headers.get('x-request-id')).toMatch(/^req_/);
    const log = harness.logged.join('\n');
    expect(log).not.toContain(root.key);
    expect(log).not.toContain(TRACER.api_key);
    expect(log).toContain(`"path":"${CONFIGS}/${id}"`);
  });
});
