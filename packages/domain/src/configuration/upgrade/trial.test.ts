import { expect, test } from 'vitest';
import type { JsonObject, Specification } from '../value/index.ts';
import type { Owner } from './opened.ts';
import { type Migrate, trial } from './trial.ts';

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
const rename: Migrate = ({ host, token }) => ({ address: host, key: token });

test('a migration is tried before the check, and is told from a value that it leaves as it is', async () => {
  expect(await trial(stored, renamed)).toMatchObject({ passes: false, migrated: false });
  expect(await trial(stored, renamed, { migrate: rename })).toEqual({
    passes: true,
    migrated: true,
    errors: [],
  });
  expect(await trial(stored, before, { migrate: (value) => ({ ...value }) })).toMatchObject({
    migrated: false,
  });
});

test('neither a migration nor the schema sees a secret that must not decide', async () => {
  const seen: unknown[] = [];
  const migrate: Migrate = (value) => {
    seen.push(value.token);
    return rename(value);
  };
  const { passes, errors } = await trial(stored, renamed, { migrate, present: before });
  expect(passes).toBeNull();
  expect(errors).toEqual([expect.objectContaining({ path: '/key', code: 'secret_not_tried' })]);
  expect(seen).toEqual(['secret']);
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
