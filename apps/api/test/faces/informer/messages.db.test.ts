import { expect, test } from 'vitest';
import { isAmong, rowOf } from '../../support/error-catalog.ts';
import { startHarness } from '../../support/harness.ts';
import type { Answer } from '../../support/json-http.ts';
import { makeKey } from '../../support/keys-kit.ts';
import { informerClient, newTenant, OPENAI } from './kit.ts';

const harness = await startHarness();

/** Returns the message of a refusal, after checking that the catalogue lists it: whole, or of a member. */
function messageOf({ status, body }: Answer): string {
  const { texts, problems = [] } = rowOf('informer', status, body.error);
  const message = String(body.message);
  const known = [
    ...texts.map((text) => text.message),
    ...problems.map((problem) => `"{member}": ${problem}`),
  ];
  expect(isAmong(message, known), message).toBe(true);
  return message;
}

test('a missing row is named with its instance, and a path without a route does not speak of ids', async () => {
  const { plain, informer } = await newTenant(harness);
  const { name } = (await plain.get('instance')).body;
  expect(messageOf(await informer.get('/models/gpt'))).toBe(`No model "gpt" in instance "${name}".`);
  expect(messageOf(await informer.get('/providers/pde_x'))).toBe(
    `No provider "pde_x" in instance "${name}".`,
  );
  expect(messageOf(await informer.get(`/models/${plain.key}`))).toBe(`No such model in instance "${name}".`);
  expect(messageOf(await informer.get('/nothing'))).toBe('Nothing is served at this path.');
});

test('a refused scope names the key and the scope that it lacks', async () => {
  const { plain } = await newTenant(harness);
  const key = await makeKey(harness, plain, ['models:read'], { name: 'Reader' });
  expect(messageOf(await informerClient(harness, key).get('/provider-types'))).toMatch(
    /^The key "Reader" lacks the scope [\w.:-]+\.$/,
  );
});

test('a member that does not fit is named with its bound, and a slug with the characters it may have', async () => {
  const { informer } = await newTenant(harness);
  expect(messageOf(await informer.get('/models?limit=101'))).toBe(
    '"limit": Must be an integer from 1 to 100.',
  );
  const { id } = await informer.create('/providers', OPENAI);
  const model = { providerId: id, model: 'm', name: 'M', slug: 'Not a slug', tier: 'everyday' };
  expect(messageOf(await informer.post('/models', model))).toMatch(
    /^"slug": May have lower-case letters a to z, digits, _ and -/,
  );
  await informer.create('/models', { ...model, slug: 'taken' });
  expect(messageOf(await informer.post('/models', { ...model, slug: 'taken' }))).toBe(
    '"slug": A model with slug "taken" already exists.',
  );
});

test('a problem names the member as it was sent, and a member that is missing as it can be sent', async () => {
  const { informer } = await newTenant(harness);
  const { id } = await informer.create('/providers', OPENAI);
  const model = { providerId: id, model: 'm', name: 'M', slug: 'm', tier: 'everyday' };
  const post = async (more: object) => messageOf(await informer.post('/models', { ...model, ...more }));
  const text = (body: string) => informer.request('POST', '/models', JSON.parse(body));
  const unknown = (name: string, meant: string) =>
    `"${name}": This member is not known here; did you mean ${meant}?`;
  expect(await post({ prompt_ppm: 1 })).toBe(unknown('prompt_ppm', 'promptPpm'));
  expect(await post({ provider_deployment_id: id })).toContain('"provider_deployment_id": ');
  expect(await post({ options: { a_b: { c_d: '\u0000' } } })).toContain('"options.a_b.c_d": ');
  expect(await post({ promptPpm: -1 })).toContain('"promptPpm": ');
  expect(messageOf(await informer.put(`/providers/${id}`, { toString: 1 }))).toContain('"toString": ');
  expect(messageOf(await text('{"__proto__": 1, "valueOf": 2}'))).toMatch(/^"__proto__": .*"valueOf": /);
  expect(messageOf(await informer.post('/models', { name: 'M', model: 'm' }))).toContain('"providerId": ');
  for (const name of ['__proto__', 'constructor', 'provider_id', 'include_internal'])
    expect(messageOf(await informer.get(`/models?${name}=1`))).toContain(`"${name}": `);
});
