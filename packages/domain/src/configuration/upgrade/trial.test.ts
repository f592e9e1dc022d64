import { migrateBetween, readPatch } from '@berth/json-schema';
import { expect, test } from 'vitest';
import type { MigrationBetween } from '../../catalog/provider-version/index.ts';
import type { JsonObject, Specification } from '../value/index.ts';
import type { Owner } from './opened.ts';
import { trial } from './trial.ts';

const specification = (properties: object, more: object = {}) =>
  ({
    config_schema: { type: 'object', properties, ...more },
    config_visibility: 'plain',
    secret_paths: [],
  }) as unknown as Specification;

const text = { type: 'string' };
const secret = { type: 'string', writeOnly: true };
const before = specification({ host: text, token: secret });

const owner = (value: JsonObject, more: Partial<Owner> = {}): Owner => ({
  of: 'provider.config',
  id: 'pcf_1',
  handle: null,
  name: null,
  specificationId: 'psp_1',
  invalid: null,
  own: { value, bound: { '/token': 'bond' } },
  vault: null,
  valueName: '1//',
  unreadable: false,
  method: null,
  ...more,
});

const stored = owner({ host: 'api.test', token: 'a-token' });
const renamed = specification(
  { address: text, key: { ...secret, pattern: '^a' } },
  { required: ['address', 'key'] },
);

const marked = ({ config_schema, config_visibility, secret_paths }: Specification) => ({
  schema: config_schema,
  visibility: config_visibility,
  marked: secret_paths,
});

/** The migration of a patch, which tells what values it sees. */
function migration(patch: object[], seen: unknown[] = [], after = renamed): MigrationBetween {
  const { operations } = readPatch(patch);
  const between = { before: marked(before), after: marked(after) };
  return {
    from: before,
    versions: ['2'],
    migrate: async (value, sentAsSecret = [], below = undefined) => {
      seen.push(value, below?.value);
      const work = migrateBetween(value, [operations], { ...between, sentAsSecret, below });
      let step = work.next();
      while (!step.done) step = work.next();
      return { ...step.value, value: step.value.value as JsonObject };
    },
  };
}

const RENAME = [
  { op: 'rename', path: '/host', to: 'address' },
  { op: 'rename', path: '/token', to: 'key' },
];

test('a migration is tried before the check, and is told from a value that it leaves as it is', async () => {
  expect(await trial(stored, renamed)).toMatchObject({ passes: false, migrated: false });
  expect(await trial(stored, renamed, { migration: migration(RENAME) })).toEqual({
    passes: true,
    migrated: true,
    errors: [],
  });
  const nothing = migration([{ op: 'rename', path: '/other', to: 'another' }], [], before);
  expect(await trial(stored, before, { migration: nothing })).toMatchObject({
    passes: true,
    migrated: false,
  });
});

test('a migration that fails, and a secret that must be sent again, are problems', async () => {
  const fails = migration([{ op: 'remove', path: '/absent' }]);
  expect((await trial(stored, before, { migration: fails })).errors).toMatchObject([{ path: '/absent' }]);
  const shows = migration([{ op: 'rename', path: '/token', to: 'address' }]);
  const { passes, errors } = await trial(owner({ token: 'a-token' }), renamed, { migration: shows });
  expect(passes).toBe(false);
  expect(errors[0]).toMatchObject({ path: '/address', code: 'send_again' });
  expect(JSON.stringify(errors)).not.toContain('a-token');
});

test('of a value over a vault, the own layer alone is migrated', async () => {
  const vault = { value: { address: 'vault.test', key: 'a-vault' }, bound: { '/key': 'bond' } };
  const over = owner({ host: 'own.test' }, { vault });
  const found = await trial(over, renamed, { migration: migration(RENAME) });
  expect(found).toEqual({ passes: true, migrated: true, errors: [] });
});

test('neither a migration nor the schema sees a secret that must not decide', async () => {
  const seen: unknown[] = [];
  const vault = { value: { token: 'a-vault' }, bound: { '/token': 'bond' } };
  const options = { migration: migration(RENAME, seen), present: before };
  const { passes, errors } = await trial(stored, renamed, options);
  expect(passes).toBeNull();
  expect(errors).toEqual([expect.objectContaining({ path: '/key', code: 'secret_not_tried' })]);
  await trial(owner({ host: 'h' }, { vault }), renamed, options);
  await trial(owner({ token: 'a-token' }, { vault }), renamed, options);
  expect(JSON.stringify(seen)).not.toMatch(/a-token|a-vault/);
});

test('a problem that the stand-ins bring about is none, and one of a plain leaf stays certain', async () => {
  const strict = (port: object) => specification({ port, token: { ...secret, pattern: '^a' } });
  const value = owner({ port: 1, token: 'a-token' });
  const present = strict({ type: 'integer' });
  expect(await trial(value, strict({ type: 'number' }), { present })).toMatchObject({ passes: true });
  expect(await trial(value, strict({ minimum: 5 }), { present })).toMatchObject({
    passes: false,
    errors: [{ path: '/port', code: 'minimum' }],
  });
});

test('a value that does not open breaks', async () => {
  const { passes, errors } = await trial({ ...stored, unreadable: true }, before);
  expect([passes, errors.map(({ code }) => code)]).toEqual([false, ['unreadable']]);
});
