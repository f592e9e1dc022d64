import { describe, expect, test } from 'vitest';
import { startHarness } from '../support/harness.ts';
import { ai, deployOther, deployShipped, keyWith, makeAlias, makeModel } from '../support/models-kit.ts';
import { archive, expectPlaces, expectRefusal, makeProvider, NOTHING } from '../support/rules-kit.ts';

const harness = await startHarness();

async function start() {
  const client = await harness.newInstance();
  return { client, openai: await deployShipped(client), anthropic: await deployShipped(client, 'anthropic') };
}

describe('a model', () => {
  test('belongs to a deployment, has every member, and a slug made from its name', async () => {
    const { client, openai } = await start();
    const made = await makeModel(client, openai, {
      name: '  GPT-4 Türbo! ',
      model: 'gpt-4-turbo',
      generate_image: true,
      tier: 'advanced',
      pricing_tier: 'Very High',
      context_window: 128_000,
      prompt_ppm: 10,
      completion_ppm: 0.15,
      score: 95,
      deprecated_at: '2030-01-01T00:00:00.000Z',
      options: { temperature: 0.2 },
    });
    expect(made).toMatchObject({
      object: 'model',
      name: 'GPT-4 Türbo!',
      slug: 'gpt-4-turbo',
      model: 'gpt-4-turbo',
      provider_deployment_id: openai.id,
      provider_id: openai.provider_id,
      references_id: null,
      referenced_model: null,
      chat: true,
      web: false,
      generate_image: true,
      tier: 'advanced',
      pricing_tier: 'Very High',
      completion_ppm: 0.15,
      score: 95,
      internal: false,
      deprecated_at: '2030-01-01T00:00:00.000Z',
      options: { temperature: 0.2 },
      reference_count: 0,
    });
    for (const name of [made.id, 'gpt-4-turbo']) {
      expect((await client.get(`models/${name}`)).body).toEqual(made);
    }
    const cleared = await client.patch('models/gpt-4-turbo', { tier: null, score: null, slug: 'turbo' });
    expect(cleared.body).toMatchObject({ id: made.id, tier: null, score: null, slug: 'turbo' });
    expect((await client.get('models/gpt-4-turbo')).status).toBe(404);
  });

  test('is refused with every misfit at its place', async () => {
    const { client, openai } = await start();
    const create = (more: object) =>
      client.post('models', { provider_deployment_id: openai.id, name: 'M', model: 'm', ...more });
    const wrong = {
      name: 'x'.repeat(256),
      slug: 'Not A Slug',
      tier: 'huge',
      pricing_tier: 'high',
      prompt_ppm: -1,
      context_window: 0,
      max_output_tokens: 1.5,
      score: 'best',
    };
    expectPlaces(await create(wrong), Object.keys(wrong));
    const endless = `{"provider_deployment_id":"${openai.id}","name":"M","model":"m","prompt_ppm":1e999}`;
    expectPlaces(await client.request('POST', 'models', endless), ['prompt_ppm']);
    expectPlaces(await create({ name: '日本語' }), ['slug']);
    expectPlaces(await create({ slug: 'mdl_01h455vb4pex5vsknk084sn02q' }), ['slug']);
    expectPlaces(await create({ model: undefined }), ['model']);
    expectPlaces(await create({ provider_deployment_id: undefined }), ['provider_deployment_id']);
    expect((await create({ slug: 'm_0-x' })).status).toBe(200);
  });

  test('has no ability beyond the type of its provider', async () => {
    const { client, openai } = await start();
    const create = (more: object) =>
      client.post('models', { provider_deployment_id: openai.id, name: 'M', model: 'm', ...more });
    expectPlaces(await create({ web: true, attachments: true, chat: true }), ['attachments', 'web']);
    const { id } = await makeModel(client, openai, { chat: false });
    expectPlaces(await client.patch(`models/${id}`, { web: true }), ['web']);
    expect((await client.patch(`models/${id}`, { create_embeddings: true, web: false })).status).toBe(200);
  });

  test('needs a live deployment of a provider that has AI models', async () => {
    const { client, openai } = await start();
    const create = (provider_deployment_id: string) =>
      client.post('models', { provider_deployment_id, name: 'M', model: 'm' });
    expectPlaces(await create((await deployOther(client)).id), ['provider_deployment_id']);
    expectRefusal(await create('pde_nothing'), [404, 'not_found'], 'provider.deployment');
    await archive(client, `provider-deployments/${openai.id}`);
    expectRefusal(await create(openai.id), [400, 'use_after_delete']);
    for (const odd of ['junk', { id: 'x' }, ai('x', { capabilities: ['fly'] }), null]) {
      const slug = `odd-${Math.random().toString(36).slice(2)}`;
      const version = { version: '1', config_schema: NOTHING };
      const { id: provider_id } = await client.create('providers', {
        slug,
        name: slug,
        version,
        metadata: { ai: odd },
      });
      const deployment = await client.create('provider-deployments', { provider_id });
      expectPlaces(await create(deployment.id), ['provider_deployment_id']);
    }
  });

  test('has a slug that is unique among the live models of the instance', async () => {
    const { client, openai } = await start();
    const other = await start();
    const first = await makeModel(client, openai, { slug: 'mine' });
    const again = { provider_deployment_id: openai.id, name: 'Again', model: 'm', slug: 'mine' };
    const refused = await client.post('models', again);
    expectRefusal(refused, [409, 'conflict'], 'model');
    expect(refused.body).toMatchObject({ id: first.id, errors: [{ path: ['slug'] }] });
    const second = await makeModel(client, openai);
    expectRefusal(await client.patch(`models/${second.id}`, { slug: 'mine' }), [409, 'conflict']);
    await makeModel(other.client, other.openai, { slug: 'mine' });
    const atOnce = await Promise.all(
      Array.from({ length: 5 }, () => client.post('models', { ...again, slug: 'raced' })),
    );
    expect(atOnce.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    await archive(client, 'models/mine');
    expect((await client.post('models', again)).status).toBe(200);
  });

  test('prevents the archiving of its deployment', async () => {
    const { client, openai } = await start();
    const { id } = await makeModel(client, openai);
    const refused = await client.delete(`provider-deployments/${openai.id}`);
    expectRefusal(refused, [409, 'conflict']);
    expect(refused.body.dependents).toMatchObject([{ object: 'model', id }]);
  });
});

describe('an alias', () => {
  test('has the deployment and the abilities of its target, and a name of its own', async () => {
    const { client, openai } = await start();
    const target = await makeModel(client, openai, { generate_image: true, tier: 'advanced', prompt_ppm: 3 });
    const alias = await makeAlias(client, target, { slug: 'everyday', instructions: 'Be brief.' });
    expect(alias).toMatchObject({
      references_id: target.id,
      referenced_model: { object: 'model#preview', id: target.id, slug: target.slug, status: 'active' },
      provider_deployment_id: openai.id,
      model: target.model,
      generate_image: true,
      tier: 'advanced',
      prompt_ppm: 3,
      instructions: 'Be brief.',
    });
  });

  test('may belong to another deployment', async () => {
    const { client, openai, anthropic } = await start();
    const target = await makeModel(client, openai);
    const alias = await makeAlias(client, target, { provider_deployment_id: anthropic.id });
    expect(alias).toMatchObject({ provider_deployment_id: anthropic.id, provider_id: anthropic.provider_id });
  });

  test('follows its target, and cannot contradict it', async () => {
    const { client, openai } = await start();
    const target = await makeModel(client, openai, { tier: 'everyday' });
    const alias = await makeAlias(client, target);
    expectPlaces(await client.patch(`models/${alias.id}`, { tier: 'strategic', model: 'other' }), [
      'model',
      'tier',
    ]);
    expectPlaces(await client.post('models', { references_id: target.id, name: 'A', chat: false }), ['chat']);
    expect((await client.patch(`models/${alias.id}`, { tier: 'everyday', name: 'Same' })).status).toBe(200);
    await client.patch(`models/${target.id}`, { tier: 'strategic', generate_image: true, name: 'Renamed' });
    const { body } = await client.get(`models/${alias.id}`);
    expect(body).toMatchObject({ tier: 'strategic', generate_image: true, name: 'Same' });
    const found = await client.get('models?tier=strategic&generate_image=true');
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([target.id, alias.id]);
  });

  test('and its target keep a time and a name as they are written first, in any spelling', async () => {
    const { client, openai } = await start();
    const target = await makeModel(client, openai, {
      model: ' gpt ',
      deprecated_at: '2030-01-01T00:00:00.1239Z',
    });
    const alias = await makeAlias(client, target);
    const kept = { model: 'gpt', deprecated_at: '2030-01-01T00:00:00.123Z' };
    expect(target).toMatchObject(kept);
    const same = { model: 'gpt ', deprecated_at: '2030-01-01T02:00:00.123+02:00' };
    expect((await client.patch(`models/${alias.id}`, same)).body).toMatchObject(kept);
    const times = {
      '2030-01-01T00:00:00+16:00': '2029-12-31T08:00:00.000Z',
      '2030-01-01T00:00:00-23:59': '2030-01-01T23:59:00.000Z',
      '2030-01-01T00:00:00.1239Z': '2030-01-01T00:00:00.123Z',
      [`2030-01-01T00:00:00.${'9'.repeat(200)}Z`]: '2030-01-01T00:00:00.999Z',
    };
    for (const [sent, deprecated_at] of Object.entries(times)) {
      const { status, body } = await client.patch(`models/${target.id}`, {
        model: ' other ',
        deprecated_at: sent,
      });
      expect([sent, status, body.deprecated_at, body.model]).toEqual([sent, 200, deprecated_at, 'other']);
    }
    expect(
      (await client.patch(`models/${target.id}`, { deprecated_at: null })).body.deprecated_at,
    ).toBeNull();
  });

  test('has a live canonical model as its target: no alias, archived model or model of another instance', async () => {
    const { client, openai } = await start();
    const other = await start();
    const target = await makeModel(client, openai);
    const alias = await makeAlias(client, target);
    const create = (references_id: string) => client.post('models', { references_id, name: 'A' });
    expectPlaces(await create(alias.id), ['references_id']);
    const gone = await makeModel(client, openai);
    await archive(client, `models/${gone.id}`);
    expectRefusal(await create(gone.id), [400, 'use_after_delete']);
    const foreign = await makeModel(other.client, other.openai);
    expectRefusal(await create(foreign.id), [404, 'not_found'], 'model');
    expectRefusal(await create('mdl_nothing'), [404, 'not_found'], 'model');
  });
});

describe('a model in use', () => {
  test('is held under names that an application chooses, each counted once', async () => {
    const { client, openai } = await start();
    const { id } = await makeModel(client, openai, { slug: 'held' });
    const refer = (holder: unknown) => client.post(`models/${id}/references`, { holder });
    expect((await refer('chat:1')).body.reference_count).toBe(1);
    expect((await refer('chat:1')).body.reference_count).toBe(1);
    expect((await refer('a/b c')).body.reference_count).toBe(2);
    expectPlaces(await refer(''), ['holder']);
    expectPlaces(await refer(7), ['holder']);
    const released = await client.delete(`models/held/references/${encodeURIComponent('a/b c')}`);
    expect(released.body).toMatchObject({ id, reference_count: 1 });
    for (const absent of ['never', 'a%00b', '%ED%A0%80']) {
      expectRefusal(await client.delete(`models/${id}/references/${absent}`), [404, 'not_found']);
    }
    const { body } = await client.get(`audit-events?resource_id=${id}`);
    expect(body.items.map((event: { action: string }) => event.action)).toEqual([
      'models.create',
      'models.refer',
      'models.refer',
      'models.refer',
      'models.release',
    ]);
    expect(body.items[1].after).toMatchObject({ reference_count: 1, dependents: [{ id: 'chat:1' }] });
  });

  test('is not archived while it is held or has an alias, unless by force', async () => {
    const { client, openai } = await start();
    const target = await makeModel(client, openai);
    const alias = await makeAlias(client, target);
    await client.post(`models/${target.id}/references`, { holder: 'chat:9' });
    const refused = await client.delete(`models/${target.id}`);
    expectRefusal(refused, [409, 'conflict'], 'model');
    expect(refused.body.dependents).toMatchObject([
      { object: 'model', id: alias.id },
      { object: 'model.reference', id: 'chat:9' },
    ]);
    expect((await client.get(`models/${target.id}/dependents`)).body.items).toMatchObject([{ id: alias.id }]);
    await archive(client, `models/${target.id}?force=true`);
    expect((await client.get(`models/${alias.id}`)).body.status).toBe('archived');
    expectRefusal(await client.post(`models/${target.id}/references`, { holder: 'late' }), [410, 'gone']);
    expectRefusal(await client.patch(`models/${target.id}`, { name: 'Late' }), [410, 'gone']);
  });

  test('can be archived once it is released', async () => {
    const { client, openai } = await start();
    const { id } = await makeModel(client, openai);
    await client.post(`models/${id}/references`, { holder: 'chat:1' });
    await client.delete(`models/${id}/references/chat:1`);
    await archive(client, `models/${id}`);
  });
});

describe('a managed or internal deployment', () => {
  test.each(['managed', 'internal'])(
    '%s: set, changed and archived by an administrator only',
    async (flag) => {
      const client = await harness.newInstance();
      const operator = harness.as(await keyWith(client, ['operator']));
      const free = await deployShipped(operator);
      expectRefusal(await operator.patch(`provider-deployments/${free.id}`, { [flag]: true }), [
        403,
        'forbidden',
      ]);
      const body = { provider_id: 'openai', [flag]: true };
      expectRefusal(await operator.post('provider-deployments', body), [403, 'forbidden']);
      expect((await operator.patch(`provider-deployments/${free.id}`, { [flag]: false })).status).toBe(200);
      const { id } = await deployShipped(client, 'openai', { [flag]: true });
      expect((await client.get(`provider-deployments/${id}`)).body[flag]).toBe(true);
      expectRefusal(await operator.patch(`provider-deployments/${id}`, { name: 'Mine' }), [403, 'forbidden']);
      expectRefusal(await operator.delete(`provider-deployments/${id}`), [403, 'forbidden']);
      const listed = await operator.get(`provider-deployments?${flag}=true`);
      expect(listed.body.items.map((row: { id: string }) => row.id)).toEqual([id]);
      expect((await client.patch(`provider-deployments/${id}`, { name: 'Ours' })).body.name).toBe('Ours');
      await archive(client, `provider-deployments/${id}`);
    },
  );

  test('has a credential that any writer rotates and only an administrator removes', async () => {
    const client = await harness.newInstance();
    const operator = harness.as(await keyWith(client, ['operator']));
    const { id } = await deployShipped(client, 'openai', { managed: true });
    const { body } = await client.get('providers/openai');
    const methods = await client.get(`provider-auth-methods?provider_version_id=${body.current_version.id}`);
    const made = await operator.create('provider-auth-configs', {
      provider_auth_method_id: methods.body.items[0].id,
      provider_deployment_id: id,
      value: { api_key: 'first-key' },
    });
    const path = `provider-auth-configs/${made.id}`;
    expect((await operator.patch(path, { value: { api_key: 'second-key' } })).body.revision).toBe(2);
    expectRefusal(await operator.delete(path), [403, 'forbidden']);
    await archive(client, path);
  });
});

test('the tools of an application without AI stay out: models need models scopes', async () => {
  const { client, openai } = await start();
  const { id } = await makeModel(client, openai);
  const reader = harness.as(await keyWith(client, ['reader']));
  expect((await reader.get(`models/${id}`)).status).toBe(200);
  expectRefusal(await reader.post(`models/${id}/references`, { holder: 'x' }), [403, 'forbidden']);
  const manager = harness.as(await keyWith(client, ['ai.manage']));
  expect((await manager.post(`models/${id}/references`, { holder: 'x' })).status).toBe(200);
  await makeProvider(client);
  expectRefusal(await manager.post('provider-configs', { provider_id: 'openai', value: { api_key: 'k' } }), [
    403,
    'forbidden',
  ]);
});
