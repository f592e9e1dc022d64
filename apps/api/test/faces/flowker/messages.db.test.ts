import { expect, test } from 'vitest';
import { isAmong, rowOf } from '../../support/error-catalog.ts';
import { startHarness } from '../../support/harness.ts';
import type { Answer } from '../../support/json-http.ts';
import { makeKey } from '../../support/keys-kit.ts';
import { ABSENT, bothFaces, CONFIGS, expectError, flowkerClient, TRACER } from './kit.ts';

const harness = await startHarness();

/** Returns the message of a refusal, after checking that the catalogue lists it. */
function messageOf({ status, body }: Answer): string {
  const { texts } = rowOf('flowker', status, String(body.code));
  const known = texts.map(({ message }) => message);
  expect(isAmong(body.message, known), body.message).toBe(true);
  return body.message;
}

test('documented messages stay, and fields says more', async () => {
  const { flowker } = await bothFaces(harness);
  const body = { name: 'chat', providerId: 'tracer', config: TRACER };
  await flowker.create(body);
  const answers: [Answer, string, object | undefined][] = [
    [await flowker.get(`${CONFIGS}/${ABSENT}`), 'provider configuration not found', undefined],
    [
      await flowker.post(CONFIGS, body),
      'provider configuration name already exists',
      { name: 'A config with handle "chat" already exists.' },
    ],
    [
      await flowker.post(CONFIGS, { ...body, name: ' ' }),
      'name is required',
      { name: expect.stringContaining('1 to 100 visible characters') },
    ],
    [await flowker.post(CONFIGS, { ...body, name: 7 }), 'invalid request body', { name: 'must be a string' }],
    [await flowker.get(`${CONFIGS}/x`), 'invalid provider configuration ID', { id: 'must be a UUID' }],
    [
      await flowker.post(CONFIGS, { ...body, name: 'x', config: { base_url: 'https://a.test' } }),
      'FLK-0293 - config validation failed against provider schema: /config/api_key is required (required)',
      { '/config/api_key': 'is required' },
    ],
  ];
  for (const [answer, message, fields] of answers) {
    expect(messageOf(answer)).toBe(message);
    expect(answer.body.fields).toEqual(fields);
  }
});

test('a refused scope names the key and the scope that it lacks', async () => {
  const { root } = await bothFaces(harness);
  const key = await makeKey(harness, root, ['models:read'], { name: 'Reader' });
  expect(messageOf(await flowkerClient(harness, key).get(CONFIGS))).toBe(
    'The key "Reader" lacks the scope provider-configs:read.',
  );
});

test('a path without a route is quoted when it is made of words, and not when it may hold a secret', async () => {
  const { root, flowker } = await bothFaces(harness);
  expect(messageOf(await flowker.get('/v1/workflows'))).toBe('Cannot GET /v1/workflows');
  expect(messageOf(await flowker.get(`/v1/workflows/${root.key}`))).toBe('Cannot GET this path');
});

test('every broken rule is in fields, so that no problem hides another', async () => {
  const { flowker } = await bothFaces(harness);
  const good = { name: 'Main', providerId: 'tracer', config: TRACER };
  const id = await flowker.create(good);
  const config = { base_url: 7, api_key: '********' };
  const everything = { name: 'x'.repeat(101), description: 'x'.repeat(501), config };
  for (const answer of [
    await flowker.post(CONFIGS, { ...good, ...everything }),
    await flowker.patch(`${CONFIGS}/${id}`, everything),
  ]) {
    expectError(answer, 422, 'FLK-0293');
    expect(Object.keys(answer.body.fields).sort()).toEqual([
      '/config/api_key',
      '/config/base_url',
      'description',
      'name',
    ]);
  }
  const { name: _, ...nameless } = { ...good, config: { base_url: 7 } };
  const answer = await flowker.post(CONFIGS, nameless);
  expectError(answer, 422, 'FLK-0293');
  expect(Object.keys(answer.body.fields)).toContain('name');
  const blank = await flowker.patch(`${CONFIGS}/${id}`, { name: ' ', description: 'x'.repeat(501) });
  expectError(blank, 400, 'FLK-0295');
  expect(Object.keys(blank.body.fields).sort()).toEqual(['description', 'name']);
});
