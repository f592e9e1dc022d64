import { expect, test } from 'vitest';
import { informer as face } from '../../../src/dialects/informer/index.ts';
import { operationsOf, queriesOf } from '../../support/documented-operations.ts';
import { expectScopes } from '../../support/documented-scopes.ts';
import { startHarness } from '../../support/harness.ts';
import { expectBoom, informerClient, newTenant, withProviders } from './kit.ts';

const harness = await startHarness();

test('a key needs exactly the scopes that the document names', async () => {
  const { plain } = await newTenant(harness);
  await expectScopes(face, plain, 'nothing', async (key, method, path, body) => {
    return (await informerClient(harness, { key }).request(method, path.replace('/api', ''), body)).status;
  });
});

test('every query that the document allows is accepted', async () => {
  const { informer } = await newTenant(harness);
  const [provider] = await withProviders(informer, 1);
  for (const documented of operationsOf(face)) {
    const path = documented.path.replace('/api', '').replace('{id}', String(provider?.id));
    for (const query of queriesOf(documented)) {
      const answer = await informer.get(`${path}?${query}`);
      expect(answer.status, `${path}?${query} ${JSON.stringify(answer.body)}`).toBe(200);
    }
  }
});

test('deprecatedAt takes any valid moment or day, and nothing else', async () => {
  const { informer } = await newTenant(harness);
  const [provider] = await withProviders(informer, 1);
  const { id } = await informer.create(`/providers/${provider?.id}/models`, { name: 'M', model: 'm' });
  const put = (deprecatedAt: string) => informer.put(`/models/${id}`, { deprecatedAt });
  for (const [text, moment] of [
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00.000Z'],
    ['2030-01-01T00:00:00.123456+05:30', '2029-12-31T18:30:00.123Z'],
    ['0002-01-01T00:00:00+14:00', '0001-12-31T10:00:00.000Z'],
    ['9997-12-31T23:59:59-12:00', '9998-01-01T11:59:59.000Z'],
  ] as const) {
    expect((await put(text)).body.deprecatedAt, text).toBe(moment);
  }
  for (const text of ['soon', '2030-13-01', '2030-01-01T25:00:00Z', '0000-01-01T00:00:00Z', '2030-1-1']) {
    expectBoom(await put(text), 400, '"deprecatedAt"');
  }
});
