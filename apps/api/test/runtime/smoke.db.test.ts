import supertest from 'supertest';
import { afterAll, expect, test } from 'vitest';
import { serve } from '../../src/server/serve.ts';
import { startHarness } from '../support/harness.ts';

const { app, bootstrap, newInstance } = await startHarness();
const listener = await serve({ fetch: app.fetch, host: '127.0.0.1', port: 0 });
afterAll(() => listener.stop(0));

test('over HTTP, a config is made for a shipped provider, listed, changed, resolved and archived', async () => {
  const { key } = await newInstance();
  const api = supertest.agent(listener.url).auth(key, { type: 'bearer' });

  const made = await api
    .post('/provider-configs')
    .send({ provider_id: 'openai', value: { api_key: 'k' } })
    .expect(200)
    .expect('Content-Type', 'application/json');
  const path = `/provider-configs/${made.body.id}`;
  expect(
    (
      await api
        .get(path)
        .expect(200)
        .expect('ETag', made.headers.etag ?? '')
    ).body,
  ).toEqual(made.body);
  await api
    .get(path)
    .set('If-None-Match', made.headers.etag ?? '')
    .expect(304, '');

  const list = await api
    .get('/provider-configs')
    .query({ status: ['active'], limit: 1 })
    .expect(200);
  expect(list.body).toMatchObject({
    items: [{ id: made.body.id }],
    pagination: { has_more_before: false, has_more_after: false },
  });

  await api.patch(path).set('If-Match', '"9-00000000"').send({ name: 'Late' }).expect(412);
  await api
    .patch(path)
    .set('If-Match', made.headers.etag ?? '')
    .send({ name: 'Chat' })
    .expect(200);
  const resolved = await api.post(`${path}/resolve`).send({ reason: 'smoke test' }).expect(200);
  expect(resolved.body.value).toMatchObject({ api_key: 'k' });
  await api.delete(path).expect(200);
  expect((await api.get('/provider-configs').expect(200)).body.items).toEqual([]);

  await bootstrap.get(path.slice(1)).then(({ status }) => expect(status).toBe(404));
  await supertest(listener.url).get('/provider-configs').expect(401).expect('WWW-Authenticate', 'Bearer');
});
