import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from '../../apps/api/src/env.ts';
import { SETTINGS } from '../../apps/api/src/settings.ts';
import { settingsPage } from './settings-page.ts';

const PAGE = join(import.meta.dirname, '../../docs/settings.md');

test('docs/settings.md lists the settings as they are', () => {
  expect(readFileSync(PAGE, 'utf8') === settingsPage(), 'docs/settings.md is stale: run pnpm settings.').toBe(
    true,
  );
});

test('the server reads every setting that is described, and no other', () => {
  const read = new Set<string>();
  const source = new Proxy<Record<string, string>>(
    {},
    {
      get: (_, name) => {
        read.add(String(name));
        return undefined;
      },
    },
  );
  readSettings(source);
  expect([...read].sort()).toEqual(Object.keys(SETTINGS).sort());
});

const TRANSIT = { BERTH_TRANSIT_URL: 'https://vault:8200', BERTH_TRANSIT_TOKEN: 'token' };
const withDefault = Object.entries(SETTINGS).flatMap(([name, { default: text }]) =>
  text === null ? [] : [[name, text] as const],
);

test.each(withDefault)('an absent %s has the same effect as %s', (name, text) => {
  expect(readSettings({ ...TRANSIT, [name]: text })).toEqual(readSettings(TRANSIT));
});
