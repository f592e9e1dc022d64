import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { deployShipped } from '../../support/models-kit.ts';
import { expectBoom, namesIn, newTenant, OPENAI, SECRET, withProviders } from './kit.ts';

const harness = await startHarness();

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

  test('page by start and limit, link to the next page where there is one, and sort', async () => {
    const { informer } = await newTenant(harness);
    await withProviders(informer, 5);
    const first = await informer.get('/providers?limit=2');
    expect(namesIn(first.body)).toEqual(['P0', 'P1']);
    expect(first.body).toMatchObject({ start: 0, count: 2, total: 5 });
    expect(first.body._links.next.href).toBe('/api/providers?limit=2&start=2');
    expect(first.body._links.prev).toBeUndefined();
    const last = await informer.get('/providers?start=4&limit=2');
    expect(namesIn(last.body)).toEqual(['P4']);
    expect(last.body._links.next).toBeUndefined();
    expect(last.body._links.prev.href).toBe('/api/providers?start=2&limit=2');
    expect(last.body._links.self.href).toBe('/api/providers?start=4&limit=2');
    expect((await informer.get('/providers?start=5')).body).toMatchObject({ start: 5, count: 0, total: 5 });
    expect(namesIn((await informer.get('/providers?sort=-name')).body)).toEqual([
      'P4',
      'P3',
      'P2',
      'P1',
      'P0',
    ]);
    expect(namesIn((await informer.get('/providers?sort=-createdAt&limit=1')).body)).toEqual(['P4']);
    expect(namesIn((await informer.get('/providers?q=p3')).body)).toEqual(['P3']);
    const sorted = await informer.get('/providers?sort=-name&limit=2&q=P');
    expect(sorted.body._links.next.href).toBe('/api/providers?sort=-name&limit=2&q=P&start=2');
  });

  test('sort and search by the name that is shown, also where it is that of the provider', async () => {
    const { informer, plain } = await newTenant(harness);
    for (const name of ['Alpha', 'Zeta']) await informer.create('/providers', { ...OPENAI, name });
    await deployShipped(plain, 'google-gemini', { name: null });
    await deployShipped(plain, 'google-gemini', { name: 'Mine', description: 'A gemini of mine' });
    const names = async (query: string) => namesIn((await informer.get(`/providers?${query}`)).body);
    const shown = ['Alpha', 'Google Gemini', 'Mine', 'Zeta'];
    expect(await names('sort=name')).toEqual(shown);
    expect(await names('sort=-name')).toEqual(shown.toReversed());
    expect(await names('sort=name&start=1&limit=1')).toEqual(['Google Gemini']);
    expect(await names('q=gemini')).toEqual(['Google Gemini', 'Mine']);
    expect(await names('q=GOOGLE')).toEqual(['Google Gemini']);
    const { total } = (await informer.get('/providers?q=google&limit=1&start=1')).body;
    expect(total).toBe(1);
  });

  test.each([
    ['start=-1', 'start'],
    ['start=10001', 'start'],
    ['start=1.5', 'start'],
    ['start=1&start=2', 'start'],
    ['limit[0]=1', 'limit[0]'],
    ['sort[]=name', 'sort[]'],
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

  test('show no rows of other tenants', async () => {
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

  test('is refused with every error at once', async () => {
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
  test('of the credential keeps the name, one of the name keeps the credential, and updatedAt moves', async () => {
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

  test('of a GET’s answer is accepted and changes nothing', async () => {
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

  test('of another kind of credential replaces the old one', async () => {
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
    '%s accepts a new credential, and refuses another name or type and a delete',
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
  test('is 204, deletes the models too, and is 404 after', async () => {
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

  test('of a row in use is 409 and deletes nothing', async () => {
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
