import { migrateBetween, readPatch } from '@berth/json-schema';
import { expect, test } from 'vitest';
import type { MigrationBetween } from '../../catalog/provider-version/index.ts';
import type { JsonObject, Specification } from '../value/index.ts';
import type { Owner } from './opened.ts';
import { type TrialTerms, trial } from './trial.ts';

const specification = (properties: object, more: object = {}) =>
  ({
    id: JSON.stringify([properties, more]),
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
  vaultSpecificationId: null,
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

/** Tries an owner, by default with all that decides. */
const tried = (one: Owner, to: Specification, more: Partial<TrialTerms> = {}) =>
  trial(one, { from: before, to, migration: null, vaultUnder: before, mayTry: true, ...more });

test('a migration is tried before the check, and is told from a value that it leaves as it is', async () => {
  expect(await tried(stored, renamed)).toMatchObject({ passes: false, migrated: false });
  expect(await tried(stored, renamed, { migration: migration(RENAME) })).toEqual({
    passes: true,
    migrated: true,
    errors: [],
  });
  const nothing = migration([{ op: 'rename', path: '/other', to: 'another' }], [], before);
  expect(await tried(stored, before, { migration: nothing })).toMatchObject({
    passes: true,
    migrated: false,
  });
});

test('a migration that fails, and a secret that must be sent again, are problems', async () => {
  const fails = migration([{ op: 'remove', path: '/absent' }]);
  expect((await tried(stored, before, { migration: fails })).errors).toMatchObject([{ path: '/absent' }]);
  const shows = migration([{ op: 'rename', path: '/token', to: 'address' }]);
  const { passes, errors } = await tried(owner({ token: 'a-token' }), renamed, { migration: shows });
  expect(passes).toBe(false);
  expect(errors[0]).toMatchObject({ path: '/address', code: 'send_again' });
  expect(JSON.stringify(errors)).not.toContain('a-token');
});

test('of a value over a vault, the own layer alone is migrated', async () => {
  const vault = { value: { address: 'vault.test', key: 'a-vault' }, bound: { '/key': 'bond' } };
  const over = owner({ host: 'own.test' }, { vault });
  const found = await tried(over, renamed, { from: renamed, migration: migration(RENAME) });
  expect(found).toEqual({ passes: true, migrated: true, errors: [] });
});

test('if secrets must not decide, the outcome and its problems are the same whatever they hold', async () => {
  const strict = (port: object) => specification({ port, token: { ...secret, pattern: '^a' } });
  for (const token of ['a-token', 'other']) {
    const { passes, errors } = await tried(owner({ host: 'h', token }), renamed, {
      migration: migration(RENAME),
      mayTry: false,
    });
    expect(passes).toBeNull();
    expect(errors).toEqual([expect.objectContaining({ path: '/key', code: 'secret_not_tried' })]);
    const value = owner({ port: 1, token });
    const plain = specification({ port: { type: 'integer' }, token: secret });
    expect(await tried(value, strict({ minimum: 5 }), { from: plain, mayTry: false })).toMatchObject({
      passes: null,
      errors: [{ path: '/token', code: 'secret_not_tried' }],
    });
    const asked = { from: strict({ type: 'integer' }), mayTry: false };
    expect(await tried(owner({ port: 1, token: 'a' }), strict({ type: 'number' }), asked)).toMatchObject({
      passes: true,
    });
    const vault = { value: { token }, bound: { '/token': 'bond' } };
    expect(await tried(owner({}, { vault }), strict({}), { mayTry: false })).toMatchObject({ passes: null });
  }
});

test('nothing else tells if a kept secret fits: neither a costly check nor the number of other problems', async () => {
  const branches = Object.fromEntries(
    Array.from({ length: 26 }, (_, index) => {
      const next = { $ref: `#/$defs/b${index + 1}` };
      return [`b${index}`, { allOf: [next, next] }];
    }),
  );
  const costly = { ...secret, if: { not: { pattern: '^a' } }, else: { $ref: '#/$defs/b0' } };
  const names = Array.from({ length: 100 }, (_, index) => `n${index}`);
  const many = Object.fromEntries(names.map((name) => [name, { type: 'integer' }]));
  const texts = Object.fromEntries(names.map((name) => [name, 'x']));
  for (const to of [
    specification({ host: text, token: costly }, { $defs: { ...branches, b26: {} } }),
    specification({ token: { ...secret, pattern: '^a' }, ...many }),
  ]) {
    const [fits, other] = await Promise.all(
      ['a-token', 'other'].map((token) => tried(owner({ ...texts, token }), to, { mayTry: false })),
    );
    expect(fits).toEqual(other);
    expect(fits?.passes).toBeNull();
  }
});

test('a migration that moves a secret changes the value, also where it puts an equal one in its place', async () => {
  const two = specification({ token: secret, guess: secret });
  const swapped = migration(
    [
      { op: 'rename', path: '/token', to: 'tmp' },
      { op: 'rename', path: '/guess', to: 'token' },
      { op: 'rename', path: '/tmp', to: 'guess' },
    ],
    [],
    two,
  );
  const between = { ...swapped, from: two };
  for (const guess of ['a-token', 'other']) {
    const bound = { '/token': 'bond', '/guess': 'bond' };
    const one = owner({}, { own: { value: { token: 'a-token', guess }, bound } });
    const found = await tried(one, two, { from: two, migration: between });
    expect(found).toEqual({ passes: true, migrated: true, errors: [] });
    const over = migration([{ op: 'copy', from: '/host', path: '/token' }], [], before);
    expect(await tried(owner({ host: guess, token: 'a-token' }), before, { migration: over })).toMatchObject({
      migrated: true,
    });
  }
});

test('a value that does not open breaks', async () => {
  const { passes, errors } = await tried({ ...stored, unreadable: true }, before);
  expect([passes, errors.map(({ code }) => code)]).toEqual([false, ['unreadable']]);
});
