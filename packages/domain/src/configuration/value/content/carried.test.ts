import { type Marked, migrateBetween, readPatch } from '@berth/json-schema';
import { describe, expect, test } from 'vitest';
import { staleSecrets } from '../revisions/layers.ts';
import { bondOf, nameOfBond } from './bonds.ts';
import { carried } from './carried.ts';
import type { JsonObject } from './document.ts';
import type { Specification } from './secrets.ts';

const text = { type: 'string' };
const secret = { type: 'string', writeOnly: true };
const there = { type: 'string', 'x-destination': true };

const specification = (properties: object): Specification =>
  ({
    config_schema: { type: 'object', properties },
    config_visibility: 'plain',
    secret_paths: [],
    destination_paths: null,
  }) as unknown as Specification;

const markedBy = ({ config_schema, config_visibility, secret_paths }: Specification): Marked => ({
  schema: config_schema,
  visibility: config_visibility,
  marked: secret_paths,
});

/** Stores a value, migrates it, and lists its secrets after that are stale. */
async function staleAfter(
  value: JsonObject,
  patch: object[],
  before: Specification,
  after: Specification,
): Promise<string[]> {
  const bond = await bondOf({ specification: before, version: null }, value);
  const name = nameOfBond(bond);
  const document = { value, bound: { '/token': name }, bonds: { [name]: bond } };
  expect(await staleSecrets(before, { own: document, vault: null }, true)).toEqual([]);
  const work = migrateBetween(value, [readPatch(patch).operations], {
    before: markedBy(before),
    after: markedBy(after),
    sentAsSecret: ['/token'],
  });
  let step = work.next();
  while (!step.done) step = work.next();
  expect(step.value.problems).toEqual([]);
  const own = carried(document, step.value);
  expect(Object.keys(own.bound)).toEqual(step.value.secrets.map(({ to }) => to));
  const stale = await staleSecrets(after, { own, vault: null }, true);
  return stale.map(({ path, because }) => `${path} because ${because.join()}`);
}

describe('the bonds of a migrated value', () => {
  const before = specification({ token: secret, one: there, two: there, name: text });
  const after = specification({
    key: secret,
    token: secret,
    first: there,
    one: there,
    two: there,
    name: text,
  });
  const value = { token: 's', one: 'a.example', two: 'b.example', name: 'n' };
  const rename = [{ op: 'rename', path: '/token', to: 'key' }];

  test('follow a secret and its destinations to their new places', async () => {
    expect(await staleAfter(value, rename, before, after)).toEqual([]);
    const both = [...rename, { op: 'rename', path: '/one', to: 'first' }, { op: 'remove', path: '/name' }];
    expect(await staleAfter(value, both, before, after)).toEqual([]);
    expect(await staleAfter(value, [{ op: 'copy', from: '/token', path: '/key' }], before, after)).toEqual(
      [],
    );
  });

  test.each<[name: string, patch: object, because: string]>([
    ['changed', { op: 'map', path: '/one', values: [{ from: 'a.example', to: 'c.example' }] }, '/one'],
    ['replaced', { op: 'replace', path: '/two', value: 'c.example' }, '/two'],
    ['removed', { op: 'remove', path: '/two' }, '/two'],
    ['added', { op: 'default', path: '/first', value: 'c.example' }, '/first'],
    ['overwritten by another', { op: 'move', from: '/one', path: '/two' }, '/two'],
  ])('make a secret stale when a destination was %s', async (_name, operation, because) => {
    expect(await staleAfter(value, [...rename, operation], before, after)).toEqual([
      `/key because ${because}`,
    ]);
  });

  test('hold when a destination was written with the content that it had', async () => {
    const same = { op: 'replace', path: '/two', value: 'b.example' };
    expect(await staleAfter(value, [...rename, same], before, after)).toEqual([]);
  });
});
