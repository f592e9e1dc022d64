import { expect, test } from 'vitest';
import { bondOf, nameOfBond } from '../content/bonds.ts';
import type { Specification } from '../content/secrets.ts';
import { reasonsOf, staleSecrets } from './layers.ts';

const LONG = 'x'.repeat(40_000);

test('the problems that a config keeps have room for their paths, which stay whole', () => {
  const problems = Array.from({ length: 100 }, (_, n) => ({
    path: `/${LONG}/${n}`,
    code: 'a',
    message: 'b',
  }));
  expect(reasonsOf(problems)).toEqual([{ path: ['value', LONG, '0'], code: 'a', message: 'b' }]);
  const short = problems.map(({ code, message }, n) => ({ path: `/members/${n}`, code, message }));
  expect(reasonsOf(short)).toHaveLength(100);
});

test('the destinations that have changed are named with long pointers cut', async () => {
  const specification = {
    config_schema: {
      type: 'object',
      properties: { [LONG]: { properties: { url: { type: 'string', 'x-destination': true } } } },
      additionalProperties: { type: 'string', writeOnly: true },
    },
    config_visibility: 'plain',
    secret_paths: [],
    destination_paths: null,
  } as unknown as Specification; // the members that the check reads, of the row
  const secrets = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`secret_${n}`, `content-${n}`]));
  const before = { ...secrets, [LONG]: { url: 'https://one.example' } };
  const bond = await bondOf({ specification, version: null }, before);
  const name = nameOfBond(bond);
  const bound = Object.fromEntries(Object.keys(secrets).map((secret) => [`/${secret}`, name]));
  const value = { ...secrets, [LONG]: { url: 'https://two.example' } };
  const own = { value, bound, bonds: { [name]: bond } };
  const stale = await staleSecrets(specification, { own, vault: null }, false);
  expect(stale).toHaveLength(100);
  expect(stale.every(({ because }) => because.length === 1 && because[0]?.startsWith('/xxx'))).toBe(true);
  expect(JSON.stringify(stale).length).toBeLessThan(200_000);
});
