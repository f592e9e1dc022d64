import { expect, test } from 'vitest';
import { flowker as face } from '../../../src/dialects/flowker/index.ts';
import { createRouter } from '../../../src/face/router.ts';
import { operationsOf, queriesOf } from '../../support/documented-operations.ts';
import { expectScopes } from '../../support/documented-scopes.ts';
import { startHarness } from '../../support/harness.ts';
import { ABSENT, bothFaces, CONFIGS, expectError, flowkerClient, TRACER } from './kit.ts';

const harness = await startHarness();

test('a path matches the operation that the document has there, in any case and with a slash at the end', () => {
  const router = createRouter(face.routes);
  for (const { method, path, operation } of operationsOf(face)) {
    const concrete = path.replace(/\{\w+\}/, ABSENT);
    for (const spelling of [concrete, concrete.toUpperCase(), `${concrete}/`]) {
      const place = router(face.pathOf(spelling) ?? '', spelling);
      const route = place?.routes.find((candidate) => candidate.method === method);
      expect(route?.id, `${method} ${spelling}`).toBe(operation.operationId);
    }
  }
});

test('a key needs exactly the scopes that the document names', async () => {
  const { root } = await bothFaces(harness);
  await expectScopes(face, root, ABSENT, async (key, method, path, body) => {
    return (await flowkerClient(harness, { key }).request(method, path, body)).status;
  });
});

test('every query that the document allows is accepted', async () => {
  const { flowker } = await bothFaces(harness);
  for (const documented of operationsOf(face)) {
    for (const query of queriesOf(documented)) {
      const answer = await flowker.get(`${documented.path}?${query}`);
      expect(answer.status, `${documented.path}?${query} ${JSON.stringify(answer.body)}`).toBe(200);
    }
  }
});

test('a query whose escapes are no UTF-8 is a problem of the query on every path', async () => {
  const { flowker } = await bothFaces(harness);
  for (const { method, path, operation } of operationsOf(face)) {
    const place = path.replace(/\{\w+\}/, ABSENT);
    for (const query of ['%ff=1', 'limit=%ff', 'a=%e2%28', '%']) {
      const body = method === 'GET' ? undefined : {};
      const lenient = { prefer: 'handling=lenient' };
      expectError(await flowker.request(method, `${place}?${query}`, body, lenient), 400, 'FLK-0304');
      const answer = await flowker.request(method, `${place}?${query}`, body);
      expectError(answer, 400, 'FLK-0304');
      expect(Object.keys(answer.body.fields)).toEqual(['query']);
      expect(JSON.stringify(operation.responses['400']), operation.operationId).toContain('"FLK-0304"');
    }
  }
});

test('NUL in a path, a query or a body is not found or refused, and never a 500', async () => {
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
