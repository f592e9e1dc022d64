import { expect, test } from 'vitest';
import { flowkerDocument } from '../../../src/dialects/flowker/openapi/index.ts';
import { matcherOf } from '../../../src/dialects/flowker/router.ts';
import { routes } from '../../../src/dialects/flowker/routes.ts';
import { operationsOf, queriesOf } from '../../support/documented-operations.ts';
import { expectScopes } from '../../support/documented-scopes.ts';
import { startHarness } from '../../support/harness.ts';
import { ABSENT, bothFaces, CONFIGS, expectError, flowkerClient, TRACER } from './kit.ts';

const harness = await startHarness();

test('the document names every route, and no other', () => {
  const served = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const described = operationsOf(flowkerDocument).map(({ method, path }) => `${method} ${path}`);
  expect(described.sort()).toEqual(served.sort());
  const match = matcherOf(routes);
  for (const { method, path, operation } of operationsOf(flowkerDocument)) {
    const found = match(method, path.replace(/\{\w+\}/, ABSENT));
    expect(found.found === 'route' && found.route.id).toBe(operation.operationId);
  }
});

test('a key needs the scopes that the document names, all of them and no other', async () => {
  const { root } = await bothFaces(harness);
  await expectScopes(flowkerDocument, root, ABSENT, async (key, method, path, body) => {
    return (await flowkerClient(harness, { key }).request(method, path, body)).status;
  });
});

test('what the document says of a query is taken', async () => {
  const { flowker } = await bothFaces(harness);
  for (const documented of operationsOf(flowkerDocument)) {
    for (const query of queriesOf(documented)) {
      const answer = await flowker.get(`${documented.path}?${query}`);
      expect(answer.status, `${documented.path}?${query} ${JSON.stringify(answer.body)}`).toBe(200);
    }
  }
});

test('what no text can hold is not found, or refused, and never a failure of ours', async () => {
  const { flowker } = await bothFaces(harness);
  expectError(await flowker.get('/v1/catalog/providers/%00'), 404, 'FLK-0230');
  expectError(await flowker.get('/v1/catalog/providers/%00/executors'), 404, 'FLK-0230');
  expectError(await flowker.get('/v1/catalog/executors/%00.x'), 404, 'FLK-0200');
  expectError(await flowker.get('/v1/catalog/triggers/%00'), 404, 'FLK-0210');
  expectError(await flowker.get(`${CONFIGS}/%00`), 400, 'FLK-0002');
  expectError(await flowker.get(`${CONFIGS}?providerId=%00`), 400, 'FLK-0304');
  const body = { name: 'a\u0000', providerId: 'tracer', config: TRACER };
  expectError(await flowker.post(CONFIGS, body), 400, 'FLK-0001');
});
