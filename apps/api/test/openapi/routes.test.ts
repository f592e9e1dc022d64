import { registry } from '@berth/domain';
import { expect, test } from 'vitest';
import { rootDocument } from '../../src/dialects/metorial/openapi/index.ts';
import { metorialRoutes } from '../../src/dialects/metorial/routes.ts';
import { openRoutes } from '../../src/open-routes.ts';
import * as documents from '../../src/openapi/documents.ts';
import type { FaceDocument } from '../../src/openapi/face-document.ts';

const faces = Object.values<FaceDocument>(documents).map(
  ({ name, describe }) => [name, describe('0.0.0-test', {}).paths] as const,
);

const described = ({ describe }: FaceDocument): string[] =>
  Object.entries(describe('0.0.0-test', {}).paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );

test('the document names every route of the root face and every one without a key, and no other', () => {
  const routes = [
    ...metorialRoutes().routes.filter(({ method }) => method !== 'ALL'),
    ...openRoutes.map(({ path }) => ({ method: 'GET', path })),
  ];
  const mounted = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described(rootDocument).sort()).toEqual([...new Set(mounted)].sort());
});

test.each(faces)(
  'every operation of the %s document has an id of its own, a summary, a description, a tag and its scopes',
  (_name, paths) => {
    const operations = Object.values(paths).flatMap((item) => Object.values(item));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, summary, description, tags, security, ...operation } of operations) {
      expect(summary, operationId).toMatch(/^[A-Z][^.]+$/);
      expect(description, operationId).toMatch(/\.$/);
      expect(tags.length, operationId).toBe(1);
      expect(operation['x-required-scopes'].length, operationId).toBeGreaterThanOrEqual(security.length);
      for (const scopes of operation['x-required-scopes']) {
        for (const scope of scopes) expect(registry.scopes.all, operationId).toContain(scope);
      }
    }
  },
);

test.each(faces)('every operation of the %s document names what can go wrong with any', (_name, paths) => {
  for (const item of Object.values(paths)) {
    for (const { operationId, responses, security, requestBody, ...operation } of Object.values(item)) {
      const named = Object.keys(responses).map(Number);
      const needsKey = security.length > 0 ? [401] : [];
      const needsScope = operation['x-required-scopes'].flat().length > 0 ? [403] : [];
      const needsBody = requestBody ? [400, 413] : [];
      expect(named, operationId).toEqual(
        expect.arrayContaining([405, 500, ...needsKey, ...needsScope, ...needsBody]),
      );
    }
  }
});
