import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { keyWith } from '../../support/models-kit.ts';
import { expectBoom, informerClient, namesIn, newTenant, OPENAI, withProviders } from './kit.ts';

const harness = await startHarness();

describe('models', () => {
  test('a nested create ignores the providerId of the body; a nested list names its provider', async () => {
    const { informer } = await newTenant(harness);
    const [mine, other] = await withProviders(informer, 2);
    const body = { name: 'M', model: 'm', providerId: other?.id };
    const made = await informer.create(`/providers/${mine?.id}/models`, body);
    expect(made.providerId).toBe(mine?.id);
    const list = await informer.get(`/providers/${mine?.id}/models`);
    expect(list.body._links.self.href).toBe(`/api/providers/${mine?.id}/models`);
    expect(list.body.total).toBe(1);
    expect((await informer.get(`/providers/${other?.id}/models`)).body.total).toBe(0);
    expectBoom(await informer.get('/providers/pde_nothing/models'), 404);
    expectBoom(await informer.post('/providers/pde_nothing/models', body), 404);
  });

  test('chat=true lists chat models, includeInternal=true lists hidden ones too', async () => {
    const { informer } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const make = (name: string, more: object) =>
      informer.create(`/providers/${id}/models`, { name, model: name, ...more });
    await make('a', { chat: true });
    await make('b', { createEmbeddings: true });
    await make('c', { chat: true, internal: true });
    const ask = async (query: string) => namesIn((await informer.get(`/models${query}`)).body);
    expect(await ask('')).toEqual(['a', 'b']);
    expect(await ask('?chat=false')).toEqual(['a', 'b']);
    expect(await ask('?chat=true')).toEqual(['a']);
    expect(await ask('?includeInternal=true')).toEqual(['a', 'b', 'c']);
    expect(await ask('?includeInternal=true&chat=true&sort=-name')).toEqual(['c', 'a']);
    expectBoom(await informer.get('/models?chat=maybe'), 400, '"chat"');
    expect(namesIn((await informer.get(`/providers/${id}/models?chat=true`)).body)).toEqual(['a', 'c']);
  });

  test('are named by id or slug, changed in part, and need a unique slug', async () => {
    const { informer } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const made = await informer.create('/models', {
      providerId: id,
      name: 'Go Everyday',
      slug: 'go_everyday',
      model: 'x',
      deprecatedAt: '2030-01-01T00:00:00Z',
    });
    expect(made.deprecatedAt).toBe('2030-01-01T00:00:00.000Z');
    const put = await informer.put('/models/go_everyday', { score: 95, contextWindow: 200_000 });
    expect(put.body).toMatchObject({ id: made.id, name: 'Go Everyday', score: 95, contextWindow: 200_000 });
    expectBoom(
      await informer.post('/models', { providerId: id, name: 'X', model: 'y', slug: 'go_everyday' }),
      409,
      '"slug"',
    );
    expectBoom(await informer.put('/models/go_everyday', { providerId: 'pde_other' }), 400, '"providerId"');
    expectBoom(await informer.post('/models', { name: 'X', model: 'y' }), 400, '"providerId"');
    expectBoom(await informer.post('/models', { providerId: id, name: 'X' }), 400, '"model"');
    expectBoom(await informer.post('/models', { name: 'X', referencesId: 'mdl_no' }), 404);
    const wrong = { providerId: id, name: 'X', model: 'y', web: true, colour: 1 };
    expectBoom(await informer.post('/models', wrong), 400, '"colour"');
    expectBoom(await informer.post('/models', { ...wrong, colour: undefined }), 400, '"web"');
    const bad = { ...wrong, colour: undefined, web: false, promptPpm: -1, contextWindow: 0, tier: 'x' };
    expectBoom(await informer.post('/models', bad), 400, '"promptPpm"', '"contextWindow"', '"tier"');
  });

  test("an alias without providerId has its target's provider, and shows its target", async () => {
    const { informer } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const target = await informer.create(`/providers/${id}/models`, { name: 'M', model: 'm', chat: true });
    const alias = await informer.create('/models', { name: 'A', referencesId: target.id });
    expect(alias).toMatchObject({
      providerId: id,
      chat: true,
      referencesId: target.id,
      referencedModel: { id: target.id, slug: 'm', providerId: id },
      _links: { 'inf:referenced-model': { href: `/api/models/${target.id}` } },
    });
    expect(target.referencedModel).toBeNull();
    expectBoom(await informer.post('/models', { name: 'B', referencesId: alias.id }), 400, '"referencesId"');
  });
});

describe('access', () => {
  const everything = (id: string, model: string): [string, string, object?][] => [
    ['GET', '/providers'],
    ['POST', '/providers', OPENAI],
    ['GET', `/providers/${id}`],
    ['PUT', `/providers/${id}`, { name: 'X' }],
    ['DELETE', `/providers/${id}`],
    ['GET', `/providers/${id}/models`],
    ['POST', `/providers/${id}/models`, { name: 'N', model: 'n' }],
    ['GET', '/provider-types'],
    ['POST', '/models', { providerId: id, name: 'N', model: 'n' }],
    ['PUT', `/models/${model}`, { name: 'N' }],
    ['DELETE', `/models/${model}`],
  ];

  test('is refused without credentials, on every path', async () => {
    const { informer } = await newTenant(harness);
    for (const [method, path, body] of [
      ...everything('pde_x', 'mdl_x'),
      ['GET', ''],
      ['GET', '/models'],
      ['GET', '/nothing'],
    ] as const) {
      for (const authorization of ['', 'Bearer nonsense', 'Basic abc']) {
        const answer = await informer.request(method, path, body, { authorization });
        expect([answer.status, answer.body.error], `${method} ${path}`).toEqual([401, 'Unauthorized']);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    }
  });

  test('is 403 without ai.manage, alike for existing and missing rows', async () => {
    const { informer, plain } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const { id: model } = await informer.create(`/providers/${id}/models`, { name: 'M', model: 'm' });
    for (const role of ['reader', 'operator', 'editor']) {
      const other = informerClient(harness, { key: await keyWith(plain, [role]) });
      for (const [method, path, body] of everything(id, model)) {
        expect((await other.request(method, path, body)).status, `${role} ${method} ${path}`).toBe(403);
      }
      for (const [method, path, body] of everything('pde_nothing', 'mdl_nothing')) {
        expect((await other.request(method, path, body)).status, `${role} ${method} ${path}`).toBe(403);
      }
      for (const path of ['', '/models', `/models/${model}`])
        expect((await other.get(path)).status).toBe(200);
    }
  });

  test('by the role ai.manage covers everything here, and no configs or keys', async () => {
    const { informer, plain } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const { id: model } = await informer.create(`/providers/${id}/models`, { name: 'M', model: 'm' });
    const key = await keyWith(plain, ['ai.manage']);
    const manager = informerClient(harness, { key });
    for (const [method, path, body] of everything(id, model).filter(([method]) => method !== 'DELETE')) {
      expect((await manager.request(method, path, body)).status, `${method} ${path}`).toBeLessThan(300);
      await informer.delete('/models/n');
    }
    expect((await manager.delete(`/models/${model}`)).status).toBe(204);
    expect((await manager.delete(`/providers/${id}`)).status).toBe(204);
    const root = harness.as(key);
    const config = { provider_id: 'openai', value: { api_key: 'k' } };
    expect((await root.post('provider-configs', config)).status).toBe(403);
    expect((await root.post('api-keys', { name: 'More', scopes: ['reader'] })).status).toBe(403);
    const flagged = { provider_id: 'openai', managed: true };
    expect((await root.post('provider-deployments', flagged)).status).toBe(403);
  });

  test('an unknown id, path or method gets an error that says so', async () => {
    const { informer } = await newTenant(harness);
    for (const path of [
      '/providers/nothing',
      '/providers/%00',
      '/models/nothing',
      '/models/mdl_%F0%9F%92%A9',
      '/nothing',
      '/models/x/_chat',
    ]) {
      expectBoom(await informer.get(path), 404);
    }
    const answer = await informer.request('PATCH', '/providers/x', {});
    expectBoom(answer, 405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, PUT, DELETE');
    expect((await informer.request('DELETE', '/provider-types')).status).toBe(405);
  });
});

test('answers are JSON, and HAL for a request that accepts it', async () => {
  const { informer } = await newTenant(harness);
  const type = async (accept: string) =>
    (await informer.request('GET', '/providers', undefined, { accept })).headers.get('content-type');
  expect(await type('*/*')).toBe('application/json');
  expect(await type('application/hal+json, application/json;q=0.9')).toBe('application/hal+json');
  expect(await type('application/HAL+json')).toBe('application/hal+json');
  expect(await type('application/hal+json;q=0')).toMatch(/^application\/json/);
  expect(await type('application/json, application/hal+json;q=0.5')).toMatch(/^application\/json/);
});
