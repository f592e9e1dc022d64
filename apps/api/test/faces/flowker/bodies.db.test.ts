import { expect, test } from 'vitest';
import { startHarness } from '../../support/harness.ts';
import { bothFaces, CONFIGS, expectError, TRACER } from './kit.ts';

const harness = await startHarness();

test('member names match in any case, unknown ones are refused, and null is absent', async () => {
  const { flowker } = await bothFaces(harness);
  const sent = { NAME: 'Main', providerid: 'tracer', Config: TRACER, description: null, metadata: null };
  const refused = await flowker.post(CONFIGS, { ...sent, status: 'disabled', descripton: 'x' });
  expect([refused.status, refused.body.code]).toEqual([400, 'FLK-0001']);
  expect(refused.body.fields).toEqual({
    status: 'This member is not known here.',
    descripton: 'This member is not known here; did you mean description?',
  });
  const id = await flowker.create(sent);
  const { body } = await flowker.get(`${CONFIGS}/${id}`);
  expect(body).toMatchObject({ name: 'Main', status: 'active', providerId: 'tracer' });
  expect('description' in body || 'metadata' in body).toBe(false);
});

test('a member that comes twice, in any case, is refused and named', async () => {
  const { flowker } = await bothFaces(harness);
  const good = { name: 'Main', providerId: 'tracer', config: TRACER };
  const id = await flowker.create(good);
  const url = `${CONFIGS}/${id}`;
  const lenient = { prefer: 'handling=lenient' };
  for (const twice of [{ Name: 'Other' }, { NAME: 'Main' }, { Name: null }]) {
    const [name = ''] = Object.keys(twice);
    for (const answer of [
      await flowker.post(CONFIGS, { ...good, ...twice }),
      await flowker.patch(url, { name: 'New', ...twice }),
      await flowker.request('PATCH', url, { name: 'New', ...twice }, lenient),
    ]) {
      expectError(answer, 400, 'FLK-0001', 'invalid request body');
      expect(answer.body.fields).toEqual({ [name]: expect.stringContaining('more than once') });
    }
  }
  for (const [path, body] of [
    ['executors/tracer.list-validations', { config: {}, Config: {} }],
    ['templates/tracer-midaz-validation', { params: {}, PARAMS: {} }],
  ] as const) {
    const answer = await flowker.post(`/v1/catalog/${path}/validate`, body);
    expectError(answer, 400, 'FLK-0001', 'invalid request body');
    expect(Object.keys(answer.body.fields)).toEqual(Object.keys(body).slice(1));
  }
  expect((await flowker.get(url)).body.name).toBe('Main');
});

test('a charset makes no other content type', async () => {
  const { flowker } = await bothFaces(harness);
  const body = { name: 'Main', providerId: 'tracer', config: TRACER };
  const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
  expect((await flowker.request('POST', CONFIGS, body, headers)).status).toBe(201);
});

test('a body over the limit is 413', async () => {
  const { flowker } = await bothFaces(harness);
  const answer = await flowker.post(CONFIGS, { name: 'x'.repeat(3 * 1024 * 1024) });
  expectError(answer, 413, 413, 'Request Entity Too Large');
});
