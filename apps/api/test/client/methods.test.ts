import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as magnetar from '@metorial/generated/src/mt_2026_01_01_magnetar';
import { expect, test } from 'vitest';

const here = import.meta.dirname;
const sources = readdirSync(here)
  .filter((file) => file.endsWith('.db.test.ts') || file === 'lists.ts' || file === 'setup.ts')
  .map((file) => readFileSync(join(here, file), 'utf8'))
  .join('\n');
const connected = [
  ...readFileSync(join(here, '../support/official-client.ts'), 'utf8').matchAll(
    /(\w+): new magnetar\.(\w+)\(/g,
  ),
].map(([, name = '', type = '']) => ({ name, type }));

/** The endpoints that Berth leaves out on purpose; `docs/metorial.md` has the reasons. */
const LEFT_OUT =
  /^Metorial(Dashboard|Management|CustomProviders|Files|FileLinks|MagicMcp|ProviderRuns|Session|ToolCalls|IdentitiesDelegationRequests)/;

const methodsOf = (type: string): string[] => {
  const { prototype } = (magnetar as unknown as Record<string, { prototype: object }>)[type] ?? {};
  return Object.getOwnPropertyNames(prototype ?? {}).filter(
    (name) => name !== 'constructor' && !name.startsWith('_'),
  );
};

test('every endpoint of the official client is driven, or left out on purpose', () => {
  const all = Object.keys(magnetar).filter((name) => name.endsWith('Endpoint'));
  const missing = all.filter((type) => !connected.some((one) => one.type === type) && !LEFT_OUT.test(type));
  expect(missing).toEqual([]);
  expect(all.length).toBeGreaterThan(100);
});

test.each(connected)('the tests call every method of $name', ({ name, type }) => {
  const methods = methodsOf(type);
  expect(methods).not.toEqual([]);
  const missing = methods.filter(
    (method) => !new RegExp(`\\b${name}\\b[\\s\\S]{0,60}?\\.${method}\\b`).test(sources),
  );
  expect(missing).toEqual([]);
});
