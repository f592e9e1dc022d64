import { describe, expect, test } from 'vitest';
import { startHarness } from './harness.ts';
import {
  expectBoom,
  type InformerClient,
  informerClient,
  newTenant,
  OPENAI,
  SECRET,
} from './informer-kit.ts';
import { keyWith } from './models-kit.ts';

const harness = await startHarness();

const names = (body: { _embedded: Record<string, { name: string }[]> }) =>
  Object.values(body._embedded)[0]?.map(({ name }) => name);

async function withProviders(informer: InformerClient, count: number) {
  const made = [];
  for (let n = 0; n < count; n++)
    made.push(await informer.create('/providers', { ...OPENAI, name: `P${n}` }));
  return made;
}

describe('lists', () => {
  test('have a self link, items under their relation, start, count and total', async () => {
    const { informer } = await newTenant(harness);
    const empty = await informer.get('/providers');
    expect(empty.body).toMatchObject({ _embedded: { 'inf:provider': [] }, start: 0, count: 0, total: 0 });
    await withProviders(informer, 3);
    const { body } = await informer.get('/providers');
    expect(body._links.self.href).toBe('/api/providers');
    expect(body).toMatchObject({ start: 0, count: 3, total: 3 });
    for (const item of body._embedded['inf:provider']) {
      expect((await informer.get(item._links.self.href.slice('/api'.length))).body).toMatchObject({
        id: item.id,
      });
    }
  });

  test('page by start and limit, lead on where there is more, and sort', async () => {
    const { informer } = await newTenant(harness);
    await withProviders(informer, 5);
    const first = await informer.get('/providers?limit=2');
    expect(names(first.body)).toEqual(['P0', 'P1']);
    expect(first.body).toMatchObject({ start: 0, count: 2, total: 5 });
    expect(first.body._links.next.href).toBe('/api/providers?limit=2&start=2');
    expect(first.body._links.prev).toBeUndefined();
    const last = await informer.get('/providers?start=4&limit=2');
    expect(names(last.body)).toEqual(['P4']);
    expect(last.body._links.next).toBeUndefined();
    expect(last.body._links.prev.href).toBe('/api/providers?start=2&limit=2');
    expect(last.body._links.self.href).toBe('/api/providers?start=4&limit=2');
    expect((await informer.get('/providers?start=5')).body).toMatchObject({ start: 5, count: 0, total: 5 });
    expect(names((await informer.get('/providers?sort=-name')).body)).toEqual(['P4', 'P3', 'P2', 'P1', 'P0']);
    expect(names((await informer.get('/providers?sort=-createdAt&limit=1')).body)).toEqual(['P4']);
    expect(names((await informer.get('/providers?q=p3')).body)).toEqual(['P3']);
    const sorted = await informer.get('/providers?sort=-name&limit=2&q=P');
    expect(sorted.body._links.next.href).toBe('/api/providers?sort=-name&limit=2&q=P&start=2');
  });

  test.each([
    ['start=-1', 'start'],
    ['start=10001', 'start'],
    ['start=1.5', 'start'],
    ['start=1&start=2', 'start'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=all', 'limit'],
    ['sort=credential', 'sort'],
    ['sort=__proto__', 'sort'],
    ['sort=', 'sort'],
    ['q=%00', 'q'],
  ])('refuse %s', async (query, name) => {
    const { informer } = await newTenant(harness);
    expectBoom(await informer.get(`/providers?${query}`), 400, `"${name}"`);
    expectBoom(await informer.get(`/models?${query}`), 400, `"${name}"`);
  });

  test('show what other tenants have to nobody', async () => {
    const mine = await newTenant(harness);
    const theirs = await newTenant(harness);
    const [provider] = await withProviders(mine.informer, 1);
    const model = await mine.informer.create(`/providers/${provider?.id}/models`, { name: 'M', model: 'm' });
    expect((await theirs.informer.get('/providers')).body.total).toBe(0);
    expect((await theirs.informer.get('/models?includeInternal=true')).body.total).toBe(0);
    for (const path of [
      `/providers/${provider?.id}`,
      `/providers/${provider?.id}/models`,
      `/models/${model.id}`,
      '/models/m',
    ]) {
      expectBoom(await theirs.informer.get(path), 404);
    }
    expectBoom(await theirs.informer.delete(`/providers/${provider?.id}`), 404);
    expectBoom(await theirs.informer.put(`/models/${model.id}`, { name: 'Mine' }), 404);
    expectBoom(
      await theirs.informer.post('/models', { providerId: provider?.id, name: 'X', model: 'x' }),
      404,
    );
  });
});

describe('a create', () => {
  test('answers the credential as {type, configured} and nothing else', async () => {
    const { informer } = await newTenant(harness);
    const made = await informer.create('/providers', OPENAI);
    expect(made.credential).toEqual({ type: 'api_key', configured: true });
  });

  test.each([
    ['an unknown type', { ...OPENAI, type: 'skynet' }, '"type"'],
    ['a catalogue provider without AI', { ...OPENAI, type: 'github' }, '"type"'],
    ['another name of a type', { ...OPENAI, type: 'google-gemini' }, '"type"'],
    [
      'a credential type that the type has not',
      { ...OPENAI, credential: { type: 'enterprise' } },
      '"credential.type"',
    ],
    [
      'a credential without its secret',
      { ...OPENAI, credential: { type: 'api_key' } },
      '"credential.apiKey"',
    ],
    [
      'a secret of the wrong type',
      { ...OPENAI, credential: { type: 'api_key', apiKey: 7 } },
      '"credential.apiKey"',
    ],
    ['an empty secret', { ...OPENAI, credential: { type: 'api_key', apiKey: '' } }, '"credential.apiKey"'],
    [
      'a field that the credential has not',
      { ...OPENAI, credential: { ...OPENAI.credential, url: 'x' } },
      '"credential.url"',
    ],
    ['no credential', { name: 'A', type: 'openai' }, '"credential"'],
    ['a credential that is a text', { ...OPENAI, credential: SECRET }, '"credential"'],
    ['no name', { type: 'openai', credential: OPENAI.credential }, '"name"'],
    ['a blank name', { ...OPENAI, name: ' ' }, '"name"'],
    ['a name that is too long', { ...OPENAI, name: 'x'.repeat(256) }, '"name"'],
    ['a member that is not known', { ...OPENAI, colour: 'red' }, '"colour"'],
    ['a list', [OPENAI], 'object'],
  ])('with %s is refused, and makes nothing', async (_what, body, place) => {
    const { informer, plain } = await newTenant(harness);
    const refused = await informer.post('/providers', body);
    expectBoom(refused, 400, place);
    expect(refused.body.error).toBe('Bad Request');
    expect(JSON.stringify(refused.body)).not.toContain(SECRET);
    expect((await plain.get('provider-deployments')).body.items).toEqual([]);
    expect((await plain.get('provider-auth-configs')).body.items).toEqual([]);
  });

  test('tells all that is wrong at once', async () => {
    const { informer } = await newTenant(harness);
    expectBoom(await informer.post('/providers', {}), 400, '"name"', '"type"', '"credential"');
  });

  test('takes JSON and nothing else', async () => {
    const { informer } = await newTenant(harness);
    expectBoom(await informer.request('POST', '/providers', '{"name":'), 400, 'JSON');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expectBoom(await informer.request('POST', '/providers', 'name=x', form), 400);
    expectBoom(
      await informer.request('POST', '/providers', JSON.stringify({ name: 'x'.repeat(3_000_000) })),
      413,
    );
  });
});

describe('a PUT', () => {
  test('of the credential keeps the name, one of the name the credential; updatedAt moves', async () => {
    const { informer, plain } = await newTenant(harness);
    harness.setClock(new Date('2032-01-01T00:00:00Z'));
    const made = await informer.create('/providers', OPENAI);
    const path = `/providers/${made.id}`;
    harness.setClock(new Date('2032-01-02T00:00:00Z'));
    const rotated = await informer.put(path, { credential: { type: 'api_key', apiKey: 'second' } });
    expect(rotated.body).toEqual({ ...made, updatedAt: '2032-01-02T00:00:00.000Z' });
    harness.setClock(new Date('2032-01-03T00:00:00Z'));
    const renamed = await informer.put(path, { name: ' Renamed ' });
    expect(renamed.body).toEqual({ ...rotated.body, name: 'Renamed', updatedAt: '2032-01-03T00:00:00.000Z' });
    harness.setClock(null);
    const { body } = await plain.get('provider-auth-configs');
    expect(body.items).toMatchObject([{ revision: 2, is_default: true }]);
  });

  test('takes back what a GET answered, and changes nothing', async () => {
    const { informer } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const { body: read } = await informer.get(`/providers/${id}`);
    expect((await informer.put(`/providers/${id}`, read)).body).toEqual(read);
    const made = await informer.create(`/providers/${id}/models`, {
      name: 'M',
      model: 'm',
      chat: true,
      score: 3,
    });
    const written = await informer.put(`/models/${made.id}`, made);
    expect(written.body).toEqual({ ...made, updatedAt: written.body.updatedAt });
    const alias = await informer.create('/models', { name: 'A', referencesId: made.id });
    expect((await informer.put(`/models/${alias.id}`, alias)).status).toBe(200);
  });

  test('changes no type, and refuses a credential that does not fit', async () => {
    const { informer } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    expectBoom(await informer.put(`/providers/${id}`, { type: 'anthropic' }), 400, '"type"');
    expectBoom(
      await informer.put(`/providers/${id}`, { credential: { type: 'api_key' } }),
      400,
      '"credential.apiKey"',
    );
    expectBoom(
      await informer.put(`/providers/${id}`, { credential: { type: 'enterprise' } }),
      400,
      '"credential.type"',
    );
    expectBoom(await informer.put(`/providers/${id}`, { name: null }), 400, '"name"');
    expectBoom(await informer.put('/providers/pde_nothing', { name: 'X' }), 404);
  });

  test('of another kind of credential takes the place of the old one', async () => {
    const { informer, plain } = await newTenant(harness);
    const credential = { type: 'api_key', apiKey: SECRET };
    const { id } = await informer.create('/providers', { name: 'A', type: 'anthropic', credential });
    const { body } = await informer.put(`/providers/${id}`, { credential: { type: 'enterprise' } });
    expect(body.credential).toEqual({ type: 'enterprise', configured: true });
    const { body: all } = await plain.get('provider-auth-configs?status[0]=active&status[1]=archived');
    expect(all.items).toMatchObject([
      { status: 'archived', is_default: false, auth_method: { key: 'api_key' } },
      { status: 'active', is_default: true, auth_method: { key: 'enterprise' } },
    ]);
  });
});

describe('a provider that is', () => {
  test.each(['managed', 'internal'])(
    '%s: its credential is rotated; its name, its type and its end are not ours',
    async (flag) => {
      const { informer, plain } = await newTenant(harness);
      const made = await informer.create('/providers', OPENAI);
      await plain.patch(`provider-deployments/${made.id}`, { [flag]: true });
      const path = `/providers/${made.id}`;
      const rotated = await informer.put(path, { credential: { type: 'api_key', apiKey: 'rotated' } });
      expect(rotated.body).toMatchObject({ [flag]: true, credential: { configured: true } });
      expect((await informer.put(path, { name: made.name })).status).toBe(200);
      expectBoom(await informer.put(path, { name: 'Other' }), 403, 'credential');
      expectBoom(
        await informer.put(path, { name: 'Other', credential: { type: 'api_key', apiKey: 'x' } }),
        403,
      );
      expectBoom(await informer.put(path, { type: 'google' }), 400);
      expectBoom(await informer.delete(path), 403, 'managed or internal');
      expect((await informer.get(path)).body).toEqual(rotated.body);
      expect((await informer.get('/providers')).body.total).toBe(1);
    },
  );
});

describe('a delete', () => {
  test('is 204, takes the models along, and is 404 after', async () => {
    const { informer, plain } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const model = await informer.create(`/providers/${id}/models`, { name: 'M', model: 'm' });
    const alias = await informer.create('/models', { name: 'A', referencesId: model.id });
    const { status, body } = await informer.delete(`/providers/${id}`);
    expect([status, body]).toEqual([204, '']);
    for (const path of [
      `/providers/${id}`,
      `/providers/${id}/models`,
      `/models/${model.id}`,
      `/models/${alias.id}`,
      '/models/m',
    ]) {
      expectBoom(await informer.get(path), 404);
    }
    expectBoom(await informer.delete(`/providers/${id}`), 404);
    expectBoom(await informer.put(`/models/${model.id}`, { name: 'X' }), 404);
    expectBoom(await informer.delete(`/models/${model.id}`), 404);
    expectBoom(await informer.post(`/providers/${id}/models`, { name: 'N', model: 'n' }), 404);
    expect((await plain.get('provider-auth-configs')).body.items).toEqual([]);
  });

  test('of what is in use is 409 and deletes nothing', async () => {
    const { informer, plain } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const other = await informer.create('/providers', { ...OPENAI, name: 'Other' });
    const model = await informer.create(`/providers/${id}/models`, { name: 'M', model: 'm' });
    const alias = await informer.create(`/providers/${other.id}/models`, {
      name: 'A',
      referencesId: model.id,
    });
    expect(alias.providerId).toBe(other.id);
    const before = (await informer.get('/models')).body;
    expectBoom(await informer.delete(`/providers/${id}`), 409, alias.id);
    expectBoom(await informer.delete(`/models/${model.id}`), 409, alias.id);
    expect((await informer.delete(`/models/${alias.id}`)).status).toBe(204);
    await plain.post(`models/${model.id}/references`, { holder: 'chat:17' });
    expectBoom(await informer.delete(`/providers/${id}`), 409, 'chat:17');
    expectBoom(await informer.delete(`/models/${model.id}`), 409, 'chat:17');
    expect((await informer.get('/models')).body._embedded['inf:model']).toHaveLength(before.total - 1);
    expect((await informer.get(`/providers/${id}`)).body.credential.configured).toBe(true);
    await plain.delete(`models/${model.id}/references/chat:17`);
    expect((await informer.delete(`/providers/${id}`)).status).toBe(204);
  });
});

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

  test('chat=true gives those that chat, includeInternal=true those that are hidden too', async () => {
    const { informer } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const make = (name: string, more: object) =>
      informer.create(`/providers/${id}/models`, { name, model: name, ...more });
    await make('a', { chat: true });
    await make('b', { createEmbeddings: true });
    await make('c', { chat: true, internal: true });
    const ask = async (query: string) => names((await informer.get(`/models${query}`)).body);
    expect(await ask('')).toEqual(['a', 'b']);
    expect(await ask('?chat=false')).toEqual(['a', 'b']);
    expect(await ask('?chat=true')).toEqual(['a']);
    expect(await ask('?includeInternal=true')).toEqual(['a', 'b', 'c']);
    expect(await ask('?includeInternal=true&chat=true&sort=-name')).toEqual(['c', 'a']);
    expectBoom(await informer.get('/models?chat=maybe'), 400, '"chat"');
    expect(names((await informer.get(`/providers/${id}/models?chat=true`)).body)).toEqual(['a', 'c']);
  });

  test('are named by id or slug, changed in part, and need a slug of their own', async () => {
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

describe('who may', () => {
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

  test('nobody without credentials, on no path', async () => {
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
      }
    }
  });

  test('without ai.manage there is 403, alike for what is there and what is not', async () => {
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

  test('the role ai.manage may do everything here, and nothing with configs or keys', async () => {
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

  test('an unknown id, path or method is told as such', async () => {
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
    expect(answer.headers.get('allow')).toBe('GET, PUT, DELETE');
    expect((await informer.request('DELETE', '/provider-types')).status).toBe(405);
  });
});

test('answers are JSON, and HAL for who asks for it', async () => {
  const { informer } = await newTenant(harness);
  const type = async (accept: string) =>
    (await informer.request('GET', '/providers', undefined, { accept })).headers.get('content-type');
  expect(await type('*/*')).toBe('application/json');
  expect(await type('application/hal+json, application/json;q=0.9')).toBe('application/hal+json');
});
