import type { FormField, GroupField } from '@berth/domain';
import { expect, test } from 'vitest';
import { presetsOf } from './handed-over.ts';

const common = { label: 'L', description: null, required: true, secret: false };
const constant = (value: unknown): FormField => ({ kind: 'constant', ...common, value });
const text = (preset: string | null): FormField => ({
  kind: 'text',
  ...common,
  format: null,
  masked: false,
  multiline: false,
  preset,
});
const lines = (...preset: string[]): FormField => ({ kind: 'lines', ...common, of: 'text', preset });
const group = (members: Record<string, FormField>): GroupField => ({
  kind: 'group',
  ...common,
  members: Object.entries(members).map(([name, field]) => ({ name, field })),
  unions: [],
});
const union = (preset: number | null, ...fields: FormField[]) => ({
  kind: 'union' as const,
  ...common,
  branches: fields.map((field) => ({ label: 'B', field })),
  preset,
});
const either = (...fields: FormField[]): GroupField => ({ ...group({}), unions: [union(0, ...fields)] });

test('a default of one branch is none for another branch, in any order of the branches', () => {
  const branch = (kind: string, host: string | null) => group({ kind: constant(kind), host: text(host) });
  const [cloud, other, own] = [branch('cloud', 'a.test'), branch('other', 'b.test'), branch('own', null)];
  for (const branches of [
    [cloud, own],
    [own, cloud],
    [cloud, other, cloud],
    [cloud, other, own, cloud],
  ]) {
    expect(presetsOf(either(...branches))).not.toHaveProperty(['/host']);
  }
  expect(presetsOf(either(cloud, cloud))).toHaveProperty(['/host'], 'a.test');
});

test('the default of a union has the constants of its branch, and stands for no other value of the place', () => {
  const [key, app] = [group({ kind: constant('key'), token: text(null) }), group({ kind: constant('app') })];
  const auth = union(1, key, app);
  expect(presetsOf(group({ auth, host: text('a.test'), tags: lines(), names: lines('b') }))).toEqual({
    '/auth': { kind: 'app' },
    '/host': 'a.test',
    '/names': ['b'],
  });
  expect(presetsOf(group({ auth: either(key, app) }))).toEqual({ '/auth': { kind: 'key' } });
  for (const other of [text(null), text('none'), lines('a'), group({ key: text(null) }), constant(1)]) {
    const way = (name: string, member: FormField) => group({ way: constant(name), auth: member });
    expect(presetsOf(either(way('a', auth), way('b', other)))).not.toHaveProperty(['/auth']);
  }
});
