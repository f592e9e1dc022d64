import { idText, stamps } from '@berth/db';
import { Type } from '@sinclair/typebox';
import { pgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { recorded } from './audit.ts';
import { type Context, newWrite, PLAIN_WRITE } from './context.ts';
import { defineResource } from './define.ts';
import type { Tenancy } from './entity.ts';
import { flag, oneOf } from './filters.ts';
import { createRegistry } from './registry.ts';
import { action, archiveVerb, createVerb, operation } from './verb.ts';

const table = pgTable('things', { id: idText().primaryKey(), owner_id: idText().notNull(), ...stamps() });

const thing = (path: string, of: Tenancy['of'], more = {}) =>
  defineResource({
    entity: {
      name: path,
      kind: 'provider',
      table,
      tenancy:
        of === 'tenant'
          ? { of, instanceId: table.owner_id }
          : of === 'catalog'
            ? { of, ownerId: table.owner_id }
            : { of },
    },
    wire: {
      path,
      about: 'A thing.',
      view: Type.Object({ id: Type.String() }),
      present: (row) => ({ id: row.id }),
      example: async () => '',
    },
    read: { filters: { id: oneOf(table.id) } },
    ...more,
  });

const asking = (scope: string, open: boolean) =>
  operation({ path: 'x', summary: 'X', scopes: [scope], open, audit: null, run: async () => ({}) });

test('scopes follow from the verbs of a resource and the tenancy of its rows', () => {
  const verbs = [archiveVerb({ run: async () => {} })];
  const { scopes } = createRegistry([
    thing('readable', 'tenant'),
    thing('writable', 'tenant', { verbs }),
    thing('shared', 'catalog', { verbs }),
    thing('everyone', 'global', {
      verbs: [asking('asked:read', true), asking('kept:read', false)],
    }),
  ]);
  expect([...scopes.all].sort()).toEqual([
    'asked:read',
    'everyone:read',
    'kept:read',
    'readable:read',
    'shared:read',
    'shared:write',
    'writable:read',
    'writable:write',
  ]);
  expect([...scopes.publishable].sort()).toEqual(['asked:read', 'shared:read']);
});

test('a contributed filter is added to the filters of the other resource', () => {
  const given = flag(() => undefined as never);
  const lower = thing('lower', 'tenant');
  const contributes = { lower: { upper_id: given }, absent: { x: given } };
  const upper = thing('upper', 'tenant', { links: { contributes } });
  const { resources } = createRegistry([lower, upper]);
  expect(Object.keys(resources[0]?.read.filters ?? {})).toEqual(['id', 'upper_id']);
  expect(resources[0]?.read.filters.upper_id).toBe(given);
  expect(Object.keys(resources[1]?.read.filters ?? {})).toEqual(['id']);
  expect(Object.keys(lower.read.filters), 'the definition itself is left alone').toEqual(['id']);
});

test('a verb that a resource adds to rows of another one stands behind the verbs of that one, with its scopes', () => {
  const own = archiveVerb({ run: async () => {} });
  const added = action({ path: 'added', summary: 'Add', audit: recorded, run: async () => undefined });
  const lower = thing('lower', 'tenant', { verbs: [own] });
  const upper = thing('upper', 'tenant', { links: { actions: { lower: [added] } } });
  const { resources, scopes } = createRegistry([lower, upper]);
  expect(resources.map(({ verbs }) => verbs.map(({ name }) => name))).toEqual([['archive', 'added'], []]);
  expect(scopes.all).toContain('lower:write');
  expect(lower.verbs, 'the definition itself is left alone').toEqual([own]);
});

test('a preview of another resource is shown by the dry run of a create, and by no other write', async () => {
  const create = createVerb({
    input: Type.Object({}),
    once: Type.Object({ warnings: Type.Array(Type.String()) }),
    run: async () => ({ id: 'made', once: { warnings: [] } }),
  });
  const archive = archiveVerb({ run: async () => {} });
  const members = Type.Object({ impact: Type.Optional(Type.String()) });
  const preview = { members, run: async (_: unknown, id: string) => ({ impact: `of ${id}` }) };
  const lower = thing('lower', 'tenant', { verbs: [create, archive] });
  const upper = thing('upper', 'tenant', { links: { previews: { lower: preview } } });
  const { resources } = createRegistry([lower, upper]);
  const [made, archived] = resources[0]?.verbs ?? [];
  expect(Object.keys(made?.once?.properties ?? {})).toEqual(['warnings', 'impact']);
  expect(archived, 'other verbs stay as they are').toBe(archive);
  const once = async (dryRun: boolean) => {
    const ctx = { write: newWrite({ ...PLAIN_WRITE, dryRun }) } as Context;
    return (await made?.run(ctx, { id: '', n: '', input: {}, shown: {}, prepared: undefined }))?.once;
  };
  expect(await once(true)).toEqual({ warnings: [], impact: 'of made' });
  expect(await once(false)).toEqual({ warnings: [] });
});
