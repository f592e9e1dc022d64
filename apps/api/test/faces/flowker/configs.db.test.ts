import { type Id, uuidOf } from '@berth/kernel';
import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { makeProvider, NOTHING } from '../../support/rules-kit.ts';
import { ABSENT, bothFaces, CONFIGS, expectError, type FlowkerClient, TRACER, UUID } from './kit.ts';

const harness = await startHarness();

const EXAMPLE = {
  name: 'ClearSale Production',
  description: 'ClearSale anti-fraud for Pix transactions',
  providerId: 'clearsale',
  config: {
    baseUrl: 'https://api.clearsale.com.br',
    apiKey: 'cs-key-abc123',
    environment: 'production',
  },
  metadata: { environment: 'production', team: 'risk' },
};

describe('the request of the documentation', () => {
  test('answers 201 with four fields, and GET shows the key masked', async () => {
    const { flowker } = await bothFaces(harness);
    harness.setClock(new Date('2026-03-17T14:00:00.000Z'));
    const { status, headers, body } = await flowker.post(CONFIGS, EXAMPLE);
    harness.setClock(null);
    expect(status).toBe(201);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('location')).toBeNull();
    expect(body).toEqual({
      id: expect.stringMatching(UUID),
      name: 'ClearSale Production',
      status: 'active',
      createdAt: '2026-03-17T14:00:00.000Z',
    });
    const got = await flowker.get(`${CONFIGS}/${body.id}`);
    expect(got.status).toBe(200);
    expect(got.body).toEqual({
      ...EXAMPLE,
      id: body.id,
      config: { ...EXAMPLE.config, apiKey: '********' },
      status: 'active',
      createdAt: '2026-03-17T14:00:00.000Z',
      updatedAt: '2026-03-17T14:00:00.000Z',
    });
    const listed = await flowker.get(CONFIGS);
    expect(listed.body).toEqual({ items: [got.body], nextCursor: '', hasMore: false });
  });

  test('without description and metadata these members are absent', async () => {
    const { flowker } = await bothFaces(harness);
    const { description: _, metadata: __, ...bare } = EXAMPLE;
    const { body } = await flowker.get(`${CONFIGS}/${await flowker.create(bare)}`);
    expect(Object.keys(body)).toEqual([
      'id',
      'name',
      'providerId',
      'config',
      'status',
      'createdAt',
      'updatedAt',
    ]);
  });
});

describe('the table of errors', () => {
  const good = { name: 'Main', providerId: 'tracer', config: TRACER };
  const schema = 'FLK-0293 - config validation failed against provider schema: ';
  /** The answers of every operation on one configuration. */
  const everyCallOn = async (flowker: FlowkerClient, id: string) => {
    const url = `${CONFIGS}/${id}`;
    return [
      await flowker.get(url),
      await flowker.patch(url, {}),
      await flowker.delete(url),
      await flowker.post(`${url}/enable`),
      await flowker.post(`${url}/disable`),
      await flowker.post(`${url}/test`),
    ];
  };

  test.each([
    ['no content type', {}, 'FLK-0001'],
    ['another content type', { 'content-type': 'text/plain' }, 'FLK-0001'],
  ])('FLK-0001: %s', async (_name, headers, code) => {
    const { flowker } = await bothFaces(harness);
    const response = await harness.app.request(CONFIGS, { method: 'POST', body: JSON.stringify(good) });
    expect(response.status).toBe(401);
    const answer = await flowker.request('POST', CONFIGS, JSON.stringify(good), {
      'content-type': '',
      ...headers,
    });
    expectError(answer, 400, code, 'invalid request body');
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{"name": '],
    ['an array', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a name that is a number', '{"name":1,"providerId":"tracer","config":{}}'],
    ['a provider that is a number', '{"name":"x","providerId":1,"config":{}}'],
    ['a description that is an object', '{"name":"x","providerId":"tracer","config":{},"description":{}}'],
    ['a config that is an array', '{"name":"x","providerId":"tracer","config":[]}'],
    ['metadata that are a text', '{"name":"x","providerId":"tracer","config":{},"metadata":"x"}'],
    ['text that cannot be stored', '{"name":"\\u0000","providerId":"tracer","config":{}}'],
  ])('FLK-0001: %s', async (_name, body) => {
    const { flowker } = await bothFaces(harness);
    expectError(await flowker.post(CONFIGS, body), 400, 'FLK-0001', 'invalid request body');
    const id = await flowker.create(good);
    if (!body.includes('providerId":1')) {
      expectError(await flowker.patch(`${CONFIGS}/${id}`, body), 400, 'FLK-0001', 'invalid request body');
    }
  });

  test('FLK-0001: metadata that are too large are refused by their name, beside what else is wrong', async () => {
    const { flowker } = await bothFaces(harness);
    const large = { metadata: { text: 'x'.repeat(64 * 1024) } };
    const url = `${CONFIGS}/${await flowker.create({ ...good, metadata: { first: 'y' } })}`;
    const fields = { metadata: expect.stringMatching(/^Has \d+ bytes as JSON: metadata may have 65536\.$/) };
    const created = await flowker.post(CONFIGS, { ...good, name: 'Other', ...large });
    for (const answer of [created, await flowker.patch(url, large)]) {
      expectError(answer, 400, 'FLK-0001', 'invalid request body');
      expect(answer.body.fields).toEqual(fields);
    }
    const nameless = await flowker.post(CONFIGS, { ...good, name: ' ', ...large });
    expectError(nameless, 400, 'FLK-0295');
    expect(Object.keys(nameless.body.fields).sort()).toEqual(['metadata', 'name']);
    const unnamed = await flowker.patch(url, { name: ' ', ...large });
    expectError(unnamed, 400, 'FLK-0295');
    expect(Object.keys(unnamed.body.fields).sort()).toEqual(['metadata', 'name']);
    const config = { ...TRACER, base_url: 7 };
    for (const misfit of [
      await flowker.post(CONFIGS, { ...good, name: 'Other', config, ...large }),
      await flowker.patch(url, { config, ...large }),
    ]) {
      expectError(misfit, 422, 'FLK-0293');
      expect(Object.keys(misfit.body.fields).sort()).toEqual(['/config/base_url', 'metadata']);
    }
    const half = { text: 'x'.repeat(40 * 1024) };
    expect((await flowker.patch(url, { metadata: { half } })).status).toBe(200);
    expect((await flowker.patch(url, { metadata: { other: half } })).body.fields).toEqual(fields);
    expect(Object.keys((await flowker.get(url)).body.metadata)).toEqual(['first', 'half']);
  });

  test('FLK-0002: a malformed id', async () => {
    const { flowker } = await bothFaces(harness);
    for (const id of ['x', `${ABSENT}0`, 'pcf_00000000000000000000000000', '%00', `{${ABSENT}`, '%E0%A4%A']) {
      for (const answer of await everyCallOn(flowker, id)) {
        expectError(answer, 400, 'FLK-0002', 'invalid provider configuration ID');
      }
    }
  });

  test('FLK-0290: a configuration that is missing, deleted, of another instance, or without a name', async () => {
    const { root, flowker } = await bothFaces(harness);
    const other = await bothFaces(harness);
    const theirs = await other.flowker.create(good);
    const gone = await flowker.create(good);
    await flowker.delete(`${CONFIGS}/${gone}`);
    const { id: nameless } = await root.create('provider-configs', { provider_id: 'tracer', value: TRACER });
    const zero = '00000000-0000-0000-0000-000000000000';
    for (const id of [ABSENT, zero, theirs, gone, uuidOf(nameless as Id)]) {
      for (const answer of await everyCallOn(flowker, id)) {
        expectError(answer, 404, 'FLK-0290', 'provider configuration not found');
      }
    }
    expect((await flowker.get(CONFIGS)).body.items).toEqual([]);
  });

  test('FLK-0294: a provider outside the catalogue is reported before any other error', async () => {
    const { root, flowker } = await bothFaces(harness);
    const archived = await makeProvider(root);
    await root.delete(`providers/${archived.id}`);
    for (const providerId of ['nobody', '', undefined, archived.slug, 'x'.repeat(3_000)]) {
      const answer = await flowker.post(CONFIGS, { name: '', config: {}, providerId });
      expectError(answer, 404, 'FLK-0294', 'provider not found in catalog');
    }
  });

  test('FLK-0291: a name that is taken, on create and on rename', async () => {
    const { flowker } = await bothFaces(harness);
    await flowker.create(good);
    const message = 'provider configuration name already exists';
    const taken = await flowker.post(CONFIGS, { ...EXAMPLE, name: good.name });
    expectError(taken, 409, 'FLK-0291', message);
    const id = await flowker.create({ ...good, name: 'Other' });
    expectError(await flowker.patch(`${CONFIGS}/${id}`, { name: good.name }), 409, 'FLK-0291', message);
    expect((await flowker.patch(`${CONFIGS}/${id}`, { name: 'Other' })).status).toBe(200);
    expect((await flowker.patch(`${CONFIGS}/${id}`, { name: 'main' })).status, 'case matters').toBe(200);
  });

  test('FLK-0292: a disabled configuration is not disabled again, and an active one not enabled', async () => {
    const { flowker } = await bothFaces(harness);
    const url = `${CONFIGS}/${await flowker.create(good)}`;
    const message = 'cannot modify provider configuration in current status';
    expectError(await flowker.post(`${url}/enable`), 422, 'FLK-0292', message);
    expect((await flowker.post(`${url}/disable`)).body.status).toBe('disabled');
    expectError(await flowker.post(`${url}/disable`), 422, 'FLK-0292', message);
    expect((await flowker.post(`${url}/enable`)).body.status).toBe('active');
  });

  test('FLK-0293: a config that does not fit is refused with every place and no text that was sent', async () => {
    const { flowker } = await bothFaces(harness);
    const wrong = { base_url: 'not-a-url', api_key: 7 };
    const answer = await flowker.post(CONFIGS, { ...good, config: wrong });
    expectError(answer, 422, 'FLK-0293', `${schema}/config/base_url must be a valid uri (format)`);
    expect(answer.body.title).toBe('Unprocessable Entity');
    expect(answer.body.fields).toEqual({
      '/config/base_url': 'must be a valid uri',
      '/config/api_key': 'must be a string',
    });
    for (const config of [{}, undefined, null]) {
      const empty = await flowker.post(CONFIGS, { ...good, config });
      expectError(empty, 422, 'FLK-0293', `${schema}/config/base_url is required (required)`);
    }
    const id = await flowker.create(good);
    const patched = await flowker.patch(`${CONFIGS}/${id}`, { config: { base_url: TRACER.base_url } });
    expectError(patched, 422, 'FLK-0293', `${schema}/config/api_key is required (required)`);
    expect((await flowker.get(`${CONFIGS}/${id}`)).body.config.base_url).toBe(TRACER.base_url);
  });

  test.each([
    ['FLK-0295', { name: '' }, 'name is required'],
    ['FLK-0295', { name: ' \t' }, 'name is required'],
    ['FLK-0296', { name: 'x'.repeat(101) }, 'name cannot exceed 100 characters'],
    ['FLK-0296', { name: '💩'.repeat(101) }, 'name cannot exceed 100 characters'],
    ['FLK-0299', { description: 'x'.repeat(501) }, 'description cannot exceed 500 characters'],
    ['FLK-0299', { description: '語'.repeat(501) }, 'description cannot exceed 500 characters'],
  ])('%s: %j', async (code, more, message) => {
    const { flowker } = await bothFaces(harness);
    const answer = await flowker.post(CONFIGS, { ...good, ...more });
    expectError(answer, 400, code, message);
    expect(answer.body.title).toBe('Bad Request');
    expect(answer.body.fields).toEqual({
      [Object.keys(more)[0] ?? '']: expect.stringMatching(/^must have 1 to 100|^cannot exceed 500/),
    });
    const url = `${CONFIGS}/${await flowker.create(good)}`;
    const before = (await flowker.get(url)).body;
    expectError(await flowker.patch(url, more), 400, code, message);
    expectError(await flowker.patch(url, { ...more, config: {} }), 422, 'FLK-0293');
    expect((await flowker.get(url)).body, 'nothing was changed').toEqual(before);
  });

  test.each(['a\nb', 'a\u202eb', 'a\u200bb', 'a\ue000', 'a\u00a0b', '\uffffa'])(
    'FLK-0001: a name with a character that nobody can see: %j',
    async (name) => {
      const { flowker } = await bothFaces(harness);
      const id = await flowker.create(good);
      for (const answer of [
        await flowker.post(CONFIGS, { ...good, name }),
        await flowker.patch(`${CONFIGS}/${id}`, { name }),
      ]) {
        expectError(answer, 400, 'FLK-0001');
        expect(answer.body.fields.name).toContain('zero-width, bidirectional');
      }
    },
  );

  test('FLK-0291: a name that is taken in another spelling', async () => {
    const { flowker, root } = await bothFaces(harness);
    const id = await flowker.create({ ...good, name: 'e\u0301quipe' });
    expect((await flowker.get(`${CONFIGS}/${id}`)).body.name).toBe('\u00e9quipe');
    for (const name of ['e\u0301quipe', '\u00e9quipe', ' \u00e9quipe ']) {
      expectError(await flowker.post(CONFIGS, { ...good, name }), 409, 'FLK-0291');
      expect((await flowker.patch(`${CONFIGS}/${id}`, { name })).body.name).toBe('\u00e9quipe');
    }
    const found = await root.get(`provider-configs?handle=${encodeURIComponent('e\u0301quipe')}`);
    expect(found.body.items).toHaveLength(1);
  });

  test('FLK-0295: a missing name; 100 characters and 500 characters are accepted', async () => {
    const { flowker } = await bothFaces(harness);
    const { name: _, ...nameless } = good;
    expectError(await flowker.post(CONFIGS, nameless), 400, 'FLK-0295', 'name is required');
    expectError(await flowker.post(CONFIGS, { ...good, name: null }), 400, 'FLK-0295', 'name is required');
    await flowker.create({ ...good, name: '💩'.repeat(100), description: '語'.repeat(500) });
  });

  test('FLK-0298: an empty config for a schema without members', async () => {
    const { root, flowker } = await bothFaces(harness);
    const { slug: providerId } = await makeProvider(root, { config_schema: NOTHING });
    const message = 'config is required and cannot be empty';
    for (const config of [{}, undefined]) {
      const answer = await flowker.post(CONFIGS, { name: 'x', providerId, config });
      expectError(answer, 400, 'FLK-0298', message);
    }
    const id = await flowker.create({ name: 'x', providerId, config: { a: 1 } });
    expectError(await flowker.patch(`${CONFIGS}/${id}`, { config: {} }), 400, 'FLK-0298', message);
  });

  test('the first broken rule in the order of the contract is reported', async () => {
    const { flowker } = await bothFaces(harness);
    await flowker.create(good);
    const everything = { ...good, name: '', description: 'x'.repeat(501), config: {} };
    expectError(await flowker.post(CONFIGS, { ...everything, providerId: 'nobody' }), 404, 'FLK-0294');
    expectError(await flowker.post(CONFIGS, everything), 422, 'FLK-0293');
    expectError(await flowker.post(CONFIGS, { ...everything, config: TRACER }), 400, 'FLK-0295');
    expectError(await flowker.post(CONFIGS, { ...everything, config: TRACER, name: 'x' }), 400, 'FLK-0299');
    expectError(await flowker.post(CONFIGS, { ...good, config: {} }), 422, 'FLK-0293');
    expect((await flowker.get(CONFIGS)).body.items).toHaveLength(1);
  });

  test('FLK-9999: an internal error reveals nothing about itself', async () => {
    const { flowker } = await bothFaces(harness);
    await harness.database.query('alter table provider_configs rename to provider_configs_away');
    const answer = await flowker.get(CONFIGS);
    await harness.database.query('alter table provider_configs_away rename to provider_configs');
    expect([answer.status, answer.body]).toEqual([
      500,
      { code: 'FLK-9999', title: 'Internal Server Error', message: 'internal server error' },
    ]);
  });
});

describe('changing a configuration', () => {
  const good = { name: 'Main', providerId: 'tracer', config: TRACER };

  test('changes the description alone', async () => {
    const { flowker } = await bothFaces(harness);
    const url = `${CONFIGS}/${await flowker.create({ ...good, description: 'old' })}`;
    const before = (await flowker.get(url)).body;
    const { status, body } = await flowker.patch(url, {
      description: 'new',
      providerId: 'ignored',
      name: null,
    });
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, description: 'new', updatedAt: body.updatedAt });
    expect((await flowker.patch(url, { description: null })).body.description).toBe('new');
    expect('description' in (await flowker.patch(url, { description: '' })).body).toBe(false);
  });

  test('moves updatedAt and is recorded in the audit trail; without a change neither happens', async () => {
    const { flowker } = await bothFaces(harness);
    const id = await flowker.create(good);
    const before = (await flowker.get(`${CONFIGS}/${id}`)).body;
    harness.setClock(new Date(Date.now() + 5_000));
    for (const same of [{}, before]) {
      expect((await flowker.patch(`${CONFIGS}/${id}`, same)).body).toEqual(before);
    }
    const { body } = await flowker.patch(`${CONFIGS}/${id}`, { description: 'Told' });
    harness.setClock(null);
    expect(body).toEqual({ ...before, description: 'Told', updatedAt: body.updatedAt });
    expect(body.updatedAt > before.updatedAt).toBe(true);
    const other = await flowker.patch(`${CONFIGS}/${id}`, { ...body, status: 'disabled' });
    expect([other.status, Object.keys(other.body.fields)]).toEqual([400, ['status']]);
    const { items } = (
      await flowker.get(`/v1/audit-events?resourceId=${id}&eventType=PROVIDER_CONFIG_UPDATED`)
    ).body;
    expect(items).toHaveLength(1);
  });

  test('merges metadata by key, and keeps a null', async () => {
    const { flowker } = await bothFaces(harness);
    const url = `${CONFIGS}/${await flowker.create({ ...good, metadata: { a: { deep: 1 }, b: 2 } })}`;
    const { body } = await flowker.patch(url, { metadata: { a: { other: 1 }, c: null } });
    expect(body.metadata).toEqual({ a: { other: 1 }, b: 2, c: null });
    expect((await flowker.patch(url, { metadata: {} })).body.metadata).toEqual(body.metadata);
  });

  test('replaces the config whole', async () => {
    const { flowker } = await bothFaces(harness);
    const url = `${CONFIGS}/${await flowker.create({ ...EXAMPLE })}`;
    const { environment: _, ...less } = EXAMPLE.config;
    const { body } = await flowker.patch(url, { config: less });
    expect(body.config).toEqual({ ...less, apiKey: '********' });
  });

  test('a name is free again after its configuration is deleted', async () => {
    const { flowker } = await bothFaces(harness);
    const url = `${CONFIGS}/${await flowker.create(good)}`;
    expect((await flowker.post(`${url}/disable`)).status).toBe(200);
    const gone = await flowker.delete(url);
    expect([gone.status, gone.body]).toEqual([204, '']);
    expectError(await flowker.get(url), 404, 'FLK-0290');
    expectError(await flowker.delete(url), 404, 'FLK-0290');
    await flowker.create(good);
  });
});

describe('ids', () => {
  test('are accepted in every spelling of a UUID', async () => {
    const { flowker } = await bothFaces(harness);
    const id = await flowker.create({ name: 'Main', providerId: 'tracer', config: TRACER });
    for (const spelling of [
      id,
      id.toUpperCase(),
      id.replaceAll('-', ''),
      encodeURIComponent(`{${id}}`),
      `urn:uuid:${id}`,
      `URN:UUID:${id.toUpperCase()}`,
    ]) {
      const { status, body } = await flowker.get(`${CONFIGS}/${spelling}`);
      expect([status, body.id], spelling).toEqual([200, id]);
    }
  });
});
