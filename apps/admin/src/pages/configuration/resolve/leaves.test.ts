import type { ProviderConfigValue } from '@berth/client';
import { expect, test } from 'vitest';
import { leavesOf } from './leaves.ts';

test('each leaf has its source; a hidden one has no text', () => {
  const resolved = {
    value: { host: 'a.test', port: 1, tags: ['x'] },
    hidden: ['/token'],
    provenance: [
      { path: '/host', from: 'vault', vault_id: 'pcv_1', revision: 3 },
      { path: '/port', from: 'schema_default' },
      { path: '/tags', from: 'own', revision: 2 },
      { path: '/token', from: 'own', revision: 2 },
    ],
  } as unknown as ProviderConfigValue;
  expect(
    leavesOf(resolved).map(({ path, from, revision, hidden, text }) => [path, from, revision, hidden, text]),
  ).toEqual([
    ['/host', 'vault', 3, false, 'a.test'],
    ['/port', 'schema_default', null, false, '1'],
    ['/tags', 'own', 2, false, '["x"]'],
    ['/token', 'own', 2, true, null],
  ]);
});
