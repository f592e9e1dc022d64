import { describe, expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { makeKey } from '../../support/keys-kit.ts';
import { deployOther, deployShipped, makeModel } from '../../support/models-kit.ts';
import { makeConfig } from '../../support/rules-kit.ts';
import { expectBoom, informerClient, newTenant, OPENAI } from './kit.ts';

/** Tests rows that two faces show. */

const harness = await startHarness();

describe('a provider of this face', () => {
  test('is a deployment with its default auth config on the root face', async () => {
    const { informer, plain } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const { body: deployment } = await plain.get(`provider-deployments/${id}`);
    expect(deployment).toMatchObject({ name: OPENAI.name, managed: false, internal: false });
    const { body } = await plain.get(`provider-auth-configs?provider_deployment_id=${id}`);
    expect(body.items).toMatchObject([{ is_default: true, auth_method: { key: 'api_key' }, revision: 1 }]);
    expect(body.items[0].provider_id).toBe(deployment.provider_id);
  });

  test('shows the changes of the root face: credential, name, deletion', async () => {
    const { informer, plain } = await newTenant(harness);
    harness.setClock(new Date('2033-01-01T00:00:00Z'));
    const { id } = await informer.create('/providers', OPENAI);
    harness.setClock(new Date('2033-01-02T00:00:00Z'));
    const { body } = await plain.get(`provider-auth-configs?provider_deployment_id=${id}`);
    const auth = `provider-auth-configs/${body.items[0].id}`;
    expect((await plain.patch(auth, { value: { api_key: 'rotated' } })).body.revision).toBe(2);
    expect((await informer.get(`/providers/${id}`)).body).toMatchObject({
      credential: { type: 'api_key', configured: true },
      updatedAt: '2033-01-02T00:00:00.000Z',
    });
    harness.setClock(null);
    await plain.patch(`provider-deployments/${id}`, { name: 'Renamed there' });
    expect((await informer.get(`/providers/${id}`)).body.name).toBe('Renamed there');
    // The same digest on both faces means the same value.
    await informer.put(`/providers/${id}`, { credential: { type: 'api_key', apiKey: 'again' } });
    const here = (await plain.get(auth)).body;
    await plain.patch(auth, { value: { api_key: 'again' } });
    expect((await plain.get(auth)).body.value_state).toEqual(here.value_state);
    await plain.delete(auth);
    expect((await informer.get(`/providers/${id}`)).body.credential).toEqual({
      type: 'api_key',
      configured: false,
    });
    await informer.put(`/providers/${id}`, { credential: { type: 'api_key', apiKey: 'anew' } });
    expect((await informer.get(`/providers/${id}`)).body.credential.configured).toBe(true);
    await plain.delete(`provider-deployments/${id}`);
    expectBoom(await informer.get(`/providers/${id}`), 404);
  });

  test('is any deployment of a provider with AI models, and no other', async () => {
    const { informer, plain } = await newTenant(harness);
    const other = await deployOther(plain);
    const bare = await deployShipped(plain, 'google-gemini', { name: null });
    const { body } = await informer.get('/providers');
    expect(body._embedded['inf:provider']).toMatchObject([
      { id: bare.id, name: 'Google Gemini', type: 'google', credential: { configured: false } },
    ]);
    expectBoom(await informer.get(`/providers/${other.id}`), 404);
    expectBoom(await informer.put(`/providers/${other.id}`, { name: 'X' }), 404);
    expectBoom(await informer.delete(`/providers/${other.id}`), 404);
    expect((await informer.delete(`/providers/${bare.id}`)).status).toBe(204);
  });

  test('is made, changed and deleted with the role ai.manage, with the default config that it has got', async () => {
    const { plain } = await newTenant(harness);
    const manager = await makeKey(harness, plain, ['ai.manage']);
    const informer = informerClient(harness, manager);
    const { id } = await informer.create('/providers', OPENAI);
    const renamed = { name: 'Renamed', credential: { type: 'api_key', apiKey: 'rotated' } };
    expect((await informer.put(`/providers/${id}`, renamed)).status).toBe(200);
    const { body: deployment } = await plain.get(`provider-deployments/${id}`);
    const { id: provider_config_id } = await plain.create('provider-configs', {
      provider_id: deployment.provider_id,
      value: { api_key: 'config-key' },
      provider_deployment_id: id,
    });
    await plain.patch(`provider-deployments/${id}`, { provider_config_id });
    expect((await manager.delete(`provider-deployments/${id}`)).status).toBe(403);
    expect((await informer.delete(`/providers/${id}`)).status).toBe(204);
    expect((await plain.get(`provider-configs/${provider_config_id}`)).body.status).toBe('archived');
    const { items } = (await plain.get(`audit-events?actor_id=${manager.id}&order=desc&limit=3`)).body;
    expect(items.map(({ action }: { action: string }) => action).sort()).toEqual([
      'provider-auth-configs.archive',
      'provider-configs.archive',
      'provider-deployments.archive',
    ]);
  });

  test('is not deleted while a config of the root face is bound to it', async () => {
    const { informer, plain } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const { body: deployment } = await plain.get(`provider-deployments/${id}`);
    const config = await makeConfig(plain, { id: deployment.provider_id } as never, {
      value: { api_key: 'config-key' },
      provider_deployment_id: id,
    });
    const model = await makeModel(plain, { id });
    expectBoom(await informer.delete(`/providers/${id}`), 409, config.id);
    expect((await informer.get(`/models/${model.id}`)).status).toBe(200);
    expect((await informer.get(`/providers/${id}`)).body.credential.configured).toBe(true);
  });
});

test('a model is the same on both faces', async () => {
  const { informer, plain } = await newTenant(harness);
  const { id } = await informer.create('/providers', OPENAI);
  const there = await makeModel(plain, { id }, { tier: 'strategic', prompt_ppm: 2 });
  const { body: here } = await informer.get(`/models/${there.id}`);
  expect(here).toMatchObject({ slug: there.slug, tier: 'strategic', promptPpm: 2, providerId: id });
  await informer.put(`/models/${there.id}`, { tier: 'everyday' });
  expect((await plain.get(`models/${there.id}`)).body.tier).toBe('everyday');
});

test('both faces write one audit trail, with the actor, the row and the differences under one request id', async () => {
  const { informer, plain } = await newTenant(harness);
  const created = await informer.post('/providers', OPENAI);
  const { id } = created.body;
  await informer.put(`/providers/${id}`, { name: 'New', credential: { type: 'api_key', apiKey: 'second' } });
  const model = await informer.create(`/providers/${id}/models`, { name: 'M', model: 'm' });
  const { body: auth } = await plain.get('provider-auth-configs');
  await plain.patch(`provider-auth-configs/${auth.items[0].id}`, { value: { api_key: 'third' } });
  await informer.delete(`/providers/${id}`);
  const { body } = await plain.get('audit-events?limit=100&order=asc');
  const events: { action: string; request_id: string; resource_id: string; after: object }[] =
    body.items.filter(({ action }: { action: string }) => action !== 'audit-events.read');
  expect(events.map(({ action }) => action)).toEqual([
    'provider-deployments.create',
    'provider-auth-configs.create',
    'provider-deployments.update',
    'provider-auth-configs.update',
    'models.create',
    'provider-auth-configs.update',
    'models.archive',
    'provider-auth-configs.archive',
    'provider-deployments.archive',
  ]);
  const request = created.headers.get('x-request-id');
  expect(events.filter((event) => event.request_id === request)).toHaveLength(2);
  expect(events[2]).toMatchObject({ resource_id: id, after: { name: 'New' } });
  expect(events[4]?.resource_id).toBe(model.id);
  expect(events[3]?.after).toMatchObject({ revision: 2, value_state: [{ path: '/api_key' }] });
  const proof = await plain.post('audit-events/verify', {});
  expect(proof.body).toMatchObject({ valid: true });
});

describe('concurrent requests', () => {
  test('for a delete and for a write that prevents it: one of them succeeds, and nothing is half done', async () => {
    const { informer, plain } = await newTenant(harness);
    for (let round = 0; round < 6; round++) {
      const { id } = await informer.create('/providers', OPENAI);
      const target = await makeModel(plain, { id });
      const elsewhere = await informer.create('/providers', { ...OPENAI, name: 'Else' });
      const rivals = [
        () => plain.post(`models/${target.id}/references`, { holder: 'chat' }),
        () =>
          informer.post(`/providers/${elsewhere.id}/models`, { name: `A${round}`, referencesId: target.id }),
        () => informer.post(`/providers/${id}/models`, { name: `B${round}`, model: 'b' }),
        () => plain.patch(`models/${target.id}`, { tier: 'advanced' }),
      ];
      const rival = rivals[round % rivals.length];
      const [deleted, other] = await Promise.all([informer.delete(`/providers/${id}`), rival?.()]);
      expect([204, 409]).toContain(deleted.status);
      const live = (await informer.get(`/models?includeInternal=true`)).body._embedded['inf:model'];
      const gone = deleted.status === 204;
      expect((await informer.get(`/providers/${id}`)).status).toBe(gone ? 404 : 200);
      expect(live.some((model: { providerId: string }) => model.providerId === id)).toBe(!gone);
      const alias = live.find((model: { referencesId: string }) => model.referencesId === target.id);
      if (gone) expect(alias).toBeUndefined();
      expect(other?.status).toBeLessThan(500);
      if (alias) await informer.delete(`/models/${alias.id}`);
    }
  });

  test('to rotate a credential each add a revision, and the last one is current', async () => {
    const { informer, plain } = await newTenant(harness);
    const { id } = await informer.create('/providers', OPENAI);
    const put = (n: number) =>
      informer.put(`/providers/${id}`, { credential: { type: 'api_key', apiKey: `key-${n}` } });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(put));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const { body } = await plain.get('provider-auth-configs');
    expect(body.items).toMatchObject([{ revision: 6 }]);
  });
});
