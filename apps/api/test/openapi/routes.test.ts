import { registry } from '@berth/domain';
import { expect, test } from 'vitest';
import { describeFace } from '../../src/face/describe.ts';
import { createRouter } from '../../src/face/router.ts';
import { faces } from '../../src/faces.ts';

const named = faces.map((face) => [face.name, face] as const);
const described = faces.map((face) => [face.name, describeFace(face, '0.0.0-test', {}).paths] as const);

test.each(named)('a path of the %s face matches the route that was written for it', (_name, face) => {
  const router = createRouter(face.routes);
  for (const { id, method, path } of face.routes) {
    const concrete = path.replaceAll(/:\w+/g, 'x');
    const place = router(concrete, concrete);
    expect(place?.routes.find((route) => route.method === method)?.id, `${method} ${path}`).toBe(id);
  }
});

test.each(named)('no path of the %s face belongs to a face that is asked before it', (name, face) => {
  for (const { path } of face.routes) {
    expect(faces.find(({ pathOf }) => pathOf(path) !== null)?.name, path).toBe(name);
  }
});

test.each(described)(
  'every operation of the %s document has its own id, a summary, a description, a tag and its scopes',
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

test.each(described)('every operation of the %s document names the errors of any request', (_name, paths) => {
  for (const item of Object.values(paths)) {
    for (const { operationId, responses, security, requestBody, ...operation } of Object.values(item)) {
      const statuses = Object.keys(responses).map(Number);
      const needsKey = security.length > 0 ? [401] : [];
      const needsScope = operation['x-required-scopes'].flat().length > 0 ? [403] : [];
      const needsBody = requestBody ? [400, 413] : [];
      expect(statuses, operationId).toEqual(
        expect.arrayContaining([405, 500, ...needsKey, ...needsScope, ...needsBody]),
      );
    }
  }
});
