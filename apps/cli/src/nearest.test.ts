import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const flags = ['--provider-id', '--provider-config-vault-id'];

test.each([
  ['provider-cofigs', 'provider-configs'],
  ['lst', 'list'],
  ['--stauts', '--status'],
  ['lits', 'list'],
  ['tools', 'provider-tools'],
  ['--provider', '--provider-id'],
  ['--config-vault', '--provider-config-vault-id'],
  ['zebra', null],
])('%s suggests %s', (text, expected) => {
  expect(nearest(text, ['list', 'get', 'provider-configs', 'provider-tools', '--status', ...flags])).toBe(
    expected,
  );
});
