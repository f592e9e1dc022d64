import { expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { makeModel } from '../../support/models-kit.ts';
import { expectBoom, newTenant, OPENAI } from './kit.ts';

const harness = await startHarness();

const MISLEADING = ['\u200b', 'a\u202eb', 'line\nfeed', '\u001b[31ma'];

test('names of providers and models that would mislead or are blank are refused, and change nothing', async () => {
  const { informer, plain } = await newTenant(harness);
  const { id } = await informer.create('/providers', OPENAI);
  const model = await makeModel(plain, { id });
  for (const name of [...MISLEADING, '', ' \u2003']) {
    expectBoom(await informer.post('/providers', { ...OPENAI, name }), 400, 'name');
    expectBoom(await informer.put(`/providers/${id}`, { name }), 400, 'name');
    const { model: called } = model;
    expectBoom(await informer.post(`/providers/${id}/models`, { name, model: called }), 400, 'name');
    expectBoom(await informer.put(`/models/${model.id}`, { name }), 400, 'name');
  }
  expect((await informer.get(`/providers/${id}`)).body.name).toBe(OPENAI.name);
});

test('a provider and a model with a name of an earlier release can be sent back as shown', async () => {
  const { informer, plain } = await newTenant(harness);
  const { id } = await informer.create('/providers', OPENAI);
  const model = await makeModel(plain, { id });
  for (const name of MISLEADING) {
    await harness.database.query(`update provider_deployments set name = '${name}' where id = '${id}'`);
    await harness.database.query(`update models set name = '${name}' where id = '${model.id}'`);
    for (const at of [`/providers/${id}`, `/models/${model.id}`]) {
      const { body } = await informer.request('GET', at, undefined, { 'cache-control': 'no-cache' });
      expect(body.name).toBe(name);
      expect(await informer.put(at, body)).toMatchObject({ status: 200, body: { name } });
      expectBoom(await informer.put(at, { ...body, name: `${name}\u202e` }), 400, 'name');
    }
  }
});
