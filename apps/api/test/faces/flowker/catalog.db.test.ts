import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { makeProvider } from '../../support/rules-kit.ts';
import { bothFaces, CONFIGS, expectError, flowkerClient, TRACER, UUID } from './kit.ts';

const harness = await startHarness();
const CATALOG = '/v1/catalog';

const VALIDATION = {
  requestId: '4b2c1f6e-0000-4000-8000-000000000001',
  transactionType: 'PIX',
  amount: '10.50',
  currency: 'BRL',
  transactionTimestamp: '2026-01-01T00:00:00Z',
  account: { accountId: '4b2c1f6e-0000-4000-8000-000000000002', type: 'checking', status: 'active' },
};

describe('providers', () => {
  test('are a bare array by id, with the two built-in ones and the one of the documentation', async () => {
    const { flowker } = await bothFaces(harness);
    const { status, body } = await flowker.get(`${CATALOG}/providers`);
    expect(status).toBe(200);
    const ids = body.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...ids].sort());
    for (const id of ['midaz', 'tracer', 'clearsale']) expect(ids).toContain(id);
    for (const item of body) {
      expect(Object.keys(item)).toEqual(['id', 'name', 'description', 'version']);
      expect(Object.values(item).every((text) => typeof text === 'string')).toBe(true);
    }
    expect(body.find(({ id }: { id: string }) => id === 'tracer')).toMatchObject({
      name: 'Tracer',
      version: 'v1',
    });
  });

  test('one has its schema as a text', async () => {
    const { flowker } = await bothFaces(harness);
    const { body } = await flowker.get(`${CATALOG}/providers/tracer`);
    expect(Object.keys(body)).toEqual(['id', 'name', 'description', 'version', 'configSchema']);
    expect(JSON.parse(body.configSchema)).toMatchObject({
      required: ['base_url', 'api_key'],
      properties: { base_url: { format: 'uri' }, api_key: { minLength: 1 } },
    });
    const midaz = JSON.parse((await flowker.get(`${CATALOG}/providers/midaz`)).body.configSchema);
    expect(midaz.required).toEqual([
      'onboarding_base_url',
      'transaction_base_url',
      'organization_id',
      'ledger_id',
    ]);
    expect(midaz.properties.auth.required).toEqual(['issuer_url', 'client_id', 'client_secret']);
  });

  test('FLK-0230: a provider that is missing, archived, of another instance, or under another name', async () => {
    const { root, flowker } = await bothFaces(harness);
    const theirs = await makeProvider((await bothFaces(harness)).root);
    const own = await makeProvider(root);
    expect((await flowker.get(`${CATALOG}/providers/${own.slug}`)).status).toBe(200);
    await root.delete(`providers/${own.id}`);
    for (const id of ['nobody', own.slug, own.id, theirs.slug, 'public:tracer', 'TRACER']) {
      expectError(await flowker.get(`${CATALOG}/providers/${id}`), 404, 'FLK-0230', 'provider not found');
      expectError(await flowker.get(`${CATALOG}/providers/${id}/executors`), 404, 'FLK-0230');
    }
  });
});

describe('executors', () => {
  test('of one provider have an id each, also when the key of one begins with the slug', async () => {
    const { root, flowker } = await bothFaces(harness);
    const tools = ['x', 'tls.x', 'tls.tls.x', 'tls.y', 'z'].map((key) => ({ key, name: `Tool ${key}` }));
    const version = { version: '1', config_schema: { type: 'object' }, tools };
    await root.create('providers', { slug: 'tls', name: 'TLS', version });
    const { body } = await flowker.get(`${CATALOG}/providers/tls/executors`);
    expect(body.map(({ id, name }: { id: string; name: string }) => [id, name])).toEqual([
      ['tls.tls.tls.x', 'Tool tls.tls.x'],
      ['tls.tls.x', 'Tool tls.x'],
      ['tls.x', 'Tool x'],
      ['tls.y', 'Tool tls.y'],
      ['tls.z', 'Tool z'],
    ]);
    for (const { id, name } of body)
      expect((await flowker.get(`${CATALOG}/executors/${id}`)).body.name).toBe(name);
  });

  test('are the tools of the providers, with the six of the contract among them', async () => {
    const { flowker } = await bothFaces(harness);
    const { body } = await flowker.get(`${CATALOG}/executors`);
    const ids = body.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...new Set<string>(ids)].sort());
    const known = body.filter(({ providerId }: { providerId: string }) =>
      ['midaz', 'tracer'].includes(providerId),
    );
    expect(known).toEqual(
      [
        ['midaz.create-account', 'Create Account', 'Midaz', 'midaz'],
        ['midaz.create-transaction', 'Create Transaction', 'Midaz', 'midaz'],
        ['midaz.get-account', 'Get Account', 'Midaz', 'midaz'],
        ['midaz.get-account-balance', 'Get Account Balance', 'Midaz', 'midaz'],
        ['tracer.list-validations', 'List Validations', 'Tracer', 'tracer'],
        ['tracer.validate-transaction', 'Validate Transaction', 'Tracer', 'tracer'],
      ].map(([id, name, category, providerId]) => ({ id, name, category, version: 'v1', providerId })),
    );
    const ofTracer = (await flowker.get(`${CATALOG}/providers/tracer/executors`)).body;
    expect(ofTracer).toEqual(known.slice(4));
  });

  test('all that are listed have a schema and validate a body against it', { timeout: 60_000 }, async () => {
    const { flowker } = await bothFaces(harness);
    for (const { id } of (await flowker.get(`${CATALOG}/executors`)).body) {
      const { status, body } = await flowker.get(`${CATALOG}/executors/${id}`);
      expect([status, body.id], id).toEqual([200, id]);
      expect(JSON.parse(body.schema).type, id).toBe('object');
      expect([200, 400]).toContain((await flowker.post(`${CATALOG}/executors/${id}/validate`, {})).status);
    }
  });

  test('validate a config and answer 200, or 400 with the place', async () => {
    const { flowker } = await bothFaces(harness);
    const url = `${CATALOG}/executors/tracer.validate-transaction/validate`;
    const good = await flowker.post(url, { config: VALIDATION });
    expect([good.status, good.body]).toEqual([200, { valid: true }]);
    const { account: _, ...bare } = VALIDATION;
    const bad = await flowker.post(url, { config: { ...bare, currency: 'real' } });
    expectError(bad, 400, 'FLK-0201');
    expect(bad.body.title).toBe('Bad Request');
    expect(bad.body.message).toMatch(
      /^FLK-0201 - invalid config for executor tracer\.validate-transaction: /,
    );
    expect(Object.keys(bad.body.fields).sort()).toEqual(['/account', '/currency']);
    expect(JSON.stringify(bad.body)).not.toContain('real');
    expectError(await flowker.post(url, {}), 400, 'FLK-0201');
    expectError(await flowker.post(url, '{'), 400, 'FLK-0001', 'invalid request body');
    expectError(await flowker.post(url, { config: [] }), 400, 'FLK-0001');
    const closed = `${CATALOG}/executors/tracer.list-validations/validate`;
    expect((await flowker.post(closed, {})).body).toEqual({ valid: true });
    expectError(await flowker.post(closed, { config: { strange: 1 } }), 400, 'FLK-0201');
  });

  test('FLK-0200: a missing executor is refused before the body is read', async () => {
    const { flowker } = await bothFaces(harness);
    for (const id of ['nobody', 'tracer.nothing', 'tracer', 'tracer.', 'nobody.x', 'order_get']) {
      expectError(await flowker.get(`${CATALOG}/executors/${id}`), 404, 'FLK-0200', 'executor not found');
      expectError(await flowker.post(`${CATALOG}/executors/${id}/validate`, '{'), 404, 'FLK-0200');
    }
  });
});

describe('triggers and templates', () => {
  test('the webhook is the one trigger', async () => {
    const { flowker } = await bothFaces(harness);
    const { body } = await flowker.get(`${CATALOG}/triggers`);
    expect(body).toEqual([{ id: 'webhook', name: 'Webhook', version: 'v1' }]);
    const one = (await flowker.get(`${CATALOG}/triggers/webhook`)).body;
    expect(JSON.parse(one.schema)).toMatchObject({
      required: ['path', 'method'],
      additionalProperties: false,
    });
    expectError(await flowker.get(`${CATALOG}/triggers/x`), 404, 'FLK-0210', 'trigger not found');
  });

  test('the template offers the active configurations of its providers, by name', async () => {
    const { root, flowker } = await bothFaces(harness);
    const summary = {
      id: 'tracer-midaz-validation',
      name: 'Tracer Validation + Midaz Transaction',
      description: 'Has Tracer check a transaction and, if it is allowed, writes it to Midaz.',
      version: 'v1',
      category: 'Compliance',
    };
    expect((await flowker.get(`${CATALOG}/templates`)).body).toEqual([summary]);
    const schema = async () => {
      const { paramSchema, ...rest } = (await flowker.get(`${CATALOG}/templates/${summary.id}`)).body;
      expect(rest).toEqual(summary);
      return JSON.parse(paramSchema).properties;
    };
    const empty = await schema();
    expect([empty.tracerProviderConfigId.oneOf, empty.midazProviderConfigId.oneOf]).toEqual([[], []]);
    const ids: Record<string, string> = {};
    for (const name of ['b', 'a', 'off']) {
      ids[name] = await flowker.create({ name, providerId: 'tracer', config: TRACER });
    }
    await flowker.post(`${CONFIGS}/${ids.off}/disable`);
    await root.create('provider-configs', { provider_id: 'tracer', value: TRACER });
    expect((await schema()).tracerProviderConfigId).toMatchObject({
      format: 'uuid',
      oneOf: [
        { const: ids.a, title: 'a' },
        { const: ids.b, title: 'b' },
      ],
    });
    expect(ids.a).toMatch(UUID);
    expectError(await flowker.get(`${CATALOG}/templates/x`), 404, 'FLK-0240', 'template not found');
  });

  test('a key that sees no configurations gets the template as it is shipped', async () => {
    const { root } = await bothFaces(harness);
    const made = await root.create('api-keys', { name: 'Public', type: 'publishable' });
    const open = flowkerClient(harness, { key: String((made as unknown as Record<string, string>).secret) });
    const { status, body } = await open.get(`${CATALOG}/templates/tracer-midaz-validation`);
    expect(status).toBe(200);
    expect('oneOf' in JSON.parse(body.paramSchema).properties.tracerProviderConfigId).toBe(false);
    expect((await open.get(`${CATALOG}/providers`)).status).toBe(200);
    expect((await open.get(CONFIGS)).status).toBe(403);
  });

  test('parameters are validated against the shipped schema, not against the configurations offered', async () => {
    const { flowker } = await bothFaces(harness);
    const url = `${CATALOG}/templates/tracer-midaz-validation/validate`;
    const id = '4b2c1f6e-0000-4000-8000-000000000001';
    const params = { workflowName: 'w', tracerProviderConfigId: id, midazProviderConfigId: id };
    expect((await flowker.post(url, { params })).body).toEqual({ valid: true });
    const bad = await flowker.post(url, { params: { ...params, workflowName: '' } });
    expectError(bad, 400, 'FLK-0242');
    expect(bad.body.message).toMatch(/^FLK-0242 - invalid params for template tracer-midaz-validation: /);
    expectError(await flowker.post(url, {}), 400, 'FLK-0242');
    expectError(await flowker.post(url, 'x'), 400, 'FLK-0001');
    expectError(await flowker.post(`${CATALOG}/templates/x/validate`, 'x'), 404, 'FLK-0240');
  });
});
