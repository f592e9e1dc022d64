import { expect, test } from 'vitest';
import { rootDocument } from '../src/dialects/metorial/openapi/index.ts';
import { metorialRoutes } from '../src/dialects/metorial/routes.ts';

const { paths } = rootDocument.describe('0.0.0-test', {});

test('the document names every route of the root face, and no other', () => {
  const mounted = metorialRoutes()
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual([...new Set(mounted)].sort());
});

test('every operation has an id of its own, a summary, a description, a tag and its scopes', () => {
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { operationId, summary, description, tags, ...operation } of operations) {
    expect(summary, operationId).toMatch(/^[A-Z][^.]+$/);
    expect(description, operationId).toMatch(/\.$/);
    expect(tags.length, operationId).toBe(1);
    for (const scopes of operation['x-required-scopes']) {
      for (const scope of scopes) expect(scope, operationId).toMatch(/^[a-z-]+:[a-z]+$/);
    }
  }
});
