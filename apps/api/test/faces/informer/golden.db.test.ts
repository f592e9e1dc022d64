import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { newTenant } from './kit.ts';

/*
 * The examples of the documentation, request by request. Ids and times are our own. Each test names the members that we
 * add to the example (links of an item, `updatedAt` of a new row).
 */

const harness = await startHarness();
const at = (moment: string) => harness.setClock(new Date(moment));
const curies = [{ name: 'inf', href: '/api/rels/{rel}', templated: true }];
const BEYOND = { _links: expect.any(Object) };

describe('the examples of the documentation', async () => {
  const { plain, informer } = await newTenant(harness);
  const provider: Record<string, string> = {};

  test('POST /api/providers, with enterprise access and with a key', async () => {
    at('2031-01-01T00:00:00Z');
    const anthropic = await informer.create('/providers', {
      name: 'Anthropic',
      type: 'anthropic',
      credential: { type: 'enterprise' },
    });
    await plain.patch(`provider-deployments/${anthropic.id}`, { managed: true });
    at('2031-01-15T14:00:00Z');
    const { status, body, headers } = await informer.post('/providers', {
      name: 'Custom OpenAI',
      type: 'openai',
      credential: { type: 'api_key', apiKey: 'sk-...' },
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/providers/${body.id}`);
    expect(body).toEqual({
      id: expect.stringMatching(/^pde_/),
      name: 'Custom OpenAI',
      type: 'openai',
      managed: false,
      internal: false,
      credential: { type: 'api_key', configured: true },
      createdAt: '2031-01-15T14:00:00.000Z',
      updatedAt: '2031-01-15T14:00:00.000Z',
      _links: {
        self: { href: `/api/providers/${body.id}` },
        'inf:model': { href: `/api/providers/${body.id}/models` },
        curies,
      },
    });
    Object.assign(provider, { anthropic: anthropic.id, openai: body.id });
  });

  test('GET /api/providers', async () => {
    at('2031-01-20T10:30:00Z');
    const { status, body } = await informer.get('/providers');
    expect(status).toBe(200);
    expect(body).toEqual({
      _links: {
        self: { href: '/api/providers' },
        search: { href: '/api/providers{?start,limit,sort,q}', templated: true },
        curies,
      },
      _embedded: {
        'inf:provider': [
          {
            id: provider.anthropic,
            name: 'Anthropic',
            type: 'anthropic',
            managed: true,
            internal: false,
            credential: { type: 'enterprise', configured: true },
            createdAt: '2031-01-01T00:00:00.000Z',
            updatedAt: '2031-01-01T00:00:00.000Z',
            ...BEYOND,
          },
          {
            id: provider.openai,
            name: 'Custom OpenAI',
            type: 'openai',
            managed: false,
            internal: false,
            credential: { type: 'api_key', configured: true },
            createdAt: '2031-01-15T14:00:00.000Z',
            updatedAt: '2031-01-15T14:00:00.000Z',
            ...BEYOND,
          },
        ],
      },
      start: 0,
      count: 2,
      total: 2,
    });
  });

  test('PUT /api/providers/{id} rotates the key', async () => {
    const { body: before } = await informer.get(`/providers/${provider.openai}`);
    const { status, body } = await informer.put(`/providers/${provider.openai}`, {
      credential: { type: 'api_key', apiKey: 'sk-new-key...' },
    });
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, updatedAt: '2031-01-20T10:30:00.000Z' });
  });

  test('GET /api/provider-types', async () => {
    const { body } = await informer.get('/provider-types');
    expect(Object.keys(body)).toEqual(['types']);
    const named = (id: string) => body.types.find((type: { id: string }) => type.id === id);
    expect(named('anthropic')).toEqual({
      id: 'anthropic',
      name: 'Anthropic',
      description: "Anthropic's Claude models",
      credentialTypes: ['api_key', 'enterprise'],
      capabilities: ['chat', 'attachments', 'web'],
      documentationUrl: 'https://docs.anthropic.com',
    });
    expect(named('openai')).toEqual({
      id: 'openai',
      name: 'OpenAI',
      description: "OpenAI's GPT models",
      credentialTypes: ['api_key'],
      capabilities: ['chat', 'generateImage', 'createEmbeddings'],
      documentationUrl: 'https://platform.openai.com/docs',
    });
    expect(named('google')).toMatchObject({
      credentialTypes: ['api_key'],
      documentationUrl: 'https://ai.google.dev/gemini-api/docs',
    });
  });

  test('POST /api/providers/{id}/models', async () => {
    const example = {
      model: 'gpt-4-turbo',
      name: 'GPT-4 Turbo',
      slug: 'gpt-4-turbo',
      chat: true,
      tier: 'advanced',
      promptPpm: 10.0,
      completionPpm: 30.0,
    };
    const { status, body, headers } = await informer.post(`/providers/${provider.openai}/models`, example);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/models/${body.id}`);
    expect(body).toMatchObject({
      ...example,
      id: expect.stringMatching(/^mdl_/),
      providerId: provider.openai,
    });
    expect(Object.keys(body).sort()).toEqual(
      [
        ...Object.keys(example),
        ...['id', 'providerId', 'description', 'referencesId', 'referencedModel', 'web', 'generateImage'],
        ...['attachments', 'createEmbeddings', 'pricingTier', 'contextWindow', 'maxOutputTokens'],
        ...['cacheReadPpm', 'cacheWriteShortPpm', 'cacheWriteLongPpm', 'score', 'moderated', 'internal'],
        ...['deprecatedAt', 'instructions', 'options', 'createdAt', 'updatedAt', '_links'],
      ].sort(),
    );
  });

  test('GET /api/providers/{id}/models', async () => {
    const model = { id: 'claude-opus-4', name: 'Claude Opus 4', model: 'claude-opus-4-20250514' };
    const made = await informer.create(`/providers/${provider.anthropic}/models`, {
      name: model.name,
      model: model.model,
      chat: true,
      tier: 'strategic',
    });
    const { body } = await informer.get(`/providers/${provider.anthropic}/models`);
    expect(body).toEqual({
      _links: {
        self: { href: `/api/providers/${provider.anthropic}/models` },
        search: {
          href: `/api/providers/${provider.anthropic}/models{?start,limit,sort,q,chat}`,
          templated: true,
        },
        curies,
      },
      _embedded: {
        'inf:model': [
          expect.objectContaining({
            id: made.id,
            slug: model.id,
            name: model.name,
            providerId: provider.anthropic,
            model: model.model,
            chat: true,
            tier: 'strategic',
          }),
        ],
      },
      start: 0,
      count: 1,
      total: 1,
    });
    // The example's id is the slug, which names the model too.
    expect((await informer.get(`/models/${model.id}`)).body.id).toBe(made.id);
  });

  test('DELETE /api/providers/{id}', async () => {
    const { status, body } = await informer.delete(`/providers/${provider.openai}`);
    expect([status, body]).toEqual([204, '']);
    expect((await informer.delete(`/providers/${provider.anthropic}`)).status).toBe(403);
  });
});
