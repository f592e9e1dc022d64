import { openTestDatabase } from '@berth/db/testing';
import { newId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { describe, expect, test } from 'vitest';
import { insertProvider } from '../provider/service.ts';
import { ensurePublisher } from '../publisher/index.ts';
import { migrationFor, publishVersion, type VersionInput } from './index.ts';

const database = await openTestDatabase();

const text = { type: 'string' };
const secret = { type: 'string', writeOnly: true };
const schema = (properties: object) => ({ type: 'object', properties, additionalProperties: false });

/** Makes a provider and publishes versions of it. Returns the ids of the versions, and a context that sees them. */
async function published(...versions: (Omit<VersionInput, 'name'> & { version: string })[]) {
  const ownerId = newId('instance', new Date());
  const writer = { db: database.read, ownerId, now: new Date() };
  const publisherId = await ensurePublisher(writer, { slug: 'own', name: 'Own' });
  const provider = await insertProvider(writer, publisherId, { slug: ownerId.replace('_', '-'), name: 'P' });
  const ids = new Map<string, string>();
  for (const version of versions)
    ids.set(version.version, (await publishVersion(writer, provider, version)).id);
  const ctx = {
    db: database.read,
    instanceId: ownerId,
    reach: null,
    scopes: new Set(),
  } as unknown as Context;
  const migrate = async (from: string, to: string) =>
    (await migrationFor(ctx, ids.get(from) ?? from, ids.get(to) ?? to))?.migrate ?? null;
  return { ids, ctx, migrate };
}

const renaming = (from: string, path: string, to: string, before: object = {}, after: object = before) => ({
  from,
  patch: [{ op: 'rename' as const, path, to }],
  tests: [{ before: before as Record<string, unknown>, after: after as Record<string, unknown> }],
});

describe('migrationFor', () => {
  const first = { version: '1.0.0', config_schema: schema({ a: text, token: secret }) };
  const second = {
    version: '2.0.0',
    config_schema: schema({ b: text, token: secret }),
    migrations: [renaming('1.x', '/a', 'b')],
  };
  const third = {
    version: '3.0.0',
    config_schema: schema({ c: text, key: secret }),
    migrations: [
      {
        ...renaming('2.x', '/b', 'c'),
        patch: [
          { op: 'rename' as const, path: '/b', to: 'c' },
          { op: 'rename' as const, path: '/token', to: 'key' },
        ],
      },
    ],
  };

  test('takes a value through the versions between, and names where each leaf and secret is', async () => {
    const { migrate } = await published(
      first,
      { ...first, version: '1.1.0' },
      second,
      { ...second, version: '2.1.0', migrations: [] },
      third,
    );
    const run = await migrate('1.0.0', '3.0.0');
    const value = { a: 'x', token: 's' };
    expect(await run?.(value)).toEqual({
      value: { c: 'x', key: 's' },
      applied: [0, 1],
      moves: [
        { from: '/a', to: '/c' },
        { from: '/token', to: '/key' },
      ],
      written: [],
      secrets: [{ from: '/token', to: '/key' }],
      problems: [],
    });
    expect(value).toEqual({ a: 'x', token: 's' });
    expect(await (await migrate('2.1.0', '3.0.0'))?.({ b: 'y' })).toMatchObject({ value: { c: 'y' } });
    expect(await (await migrate('1.1.0', '2.1.0'))?.({ a: 'y' })).toMatchObject({ value: { b: 'y' } });
    expect(await migrate('1.0.0', '1.1.0')).toBeNull();
    expect(await migrate('3.0.0', '1.0.0')).toBeNull();
  });

  test('takes the narrowest direct migration, and * for earlier versions only', async () => {
    const migrations = [
      renaming('*', '/a', 'star'),
      renaming('1.x', '/a', 'wide'),
      renaming('1.2.x', '/a', 'narrow'),
      renaming('1.2.0', '/a', 'exact'),
    ];
    const names = ['star', 'wide', 'narrow', 'exact', 'a'];
    const last = {
      version: '4',
      config_schema: schema(Object.fromEntries(names.map((name) => [name, text]))),
      migrations,
    };
    const { migrate } = await published(
      ...['0.9', '1', '1.2.1', '1.2.0'].map((version) => ({ ...first, version })),
      last,
      { ...first, version: '1.9' },
      { ...first, version: '5' },
    );
    const goesTo = async (from: string) =>
      Object.keys((await (await migrate(from, '4'))?.({ a: 'x' }))?.value ?? {});
    expect(await goesTo('0.9')).toEqual(['star']);
    expect(await goesTo('1')).toEqual(['wide']);
    expect(await goesTo('1.2.1')).toEqual(['narrow']);
    expect(await goesTo('1.2.0')).toEqual(['exact']);
    expect(await goesTo('1.9')).toEqual(['wide']);
    expect(await migrate('5', '4')).toBeNull();
  });

  test('starts from a specification as from its versions, and runs alternatives by their guards', async () => {
    const when = (kind: string, to: string) => ({
      from: '1.x',
      patch: [
        { op: 'test' as const, path: '/a', value: kind },
        { op: 'rename' as const, path: '/a', to },
      ],
      tests: [{ before: { a: kind }, after: { [to]: kind } }],
    });
    const last = {
      version: '2',
      config_schema: schema({ a: text, b: text, c: text }),
      migrations: [when('k', 'b'), when('l', 'c')],
    };
    const { ids, ctx, migrate } = await published(first, last);
    const [row] = await database.query(
      `select specification_id as id from provider_versions where id = '${ids.get('1.0.0')}'`,
    );
    const run = (await migrationFor(ctx, String(row?.id), ids.get('2') ?? ''))?.migrate;
    expect(await run?.({ a: 'l' })).toMatchObject({ value: { c: 'l' }, applied: [1] });
    expect(await run?.({ a: 'k' })).toMatchObject({ value: { b: 'k' }, applied: [0] });
    expect(await run?.({ a: 'm' })).toMatchObject({ value: { a: 'm' }, applied: [], problems: [] });
    await expect(migrate('1.0.0', newId('providerVersion', new Date()))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('never shows a secret that a later version of the chain does not call one', async () => {
    const open = {
      version: '3',
      config_schema: schema({ b: text, key: text }),
      migrations: [renaming('2', '/b', 'b')],
    };
    const keyed = {
      ...second,
      version: '2',
      config_schema: schema({ b: text, key: secret }),
      migrations: [renaming('1.x', '/token', 'key', {}, {})],
    };
    const { migrate } = await published(first, keyed, open);
    const run = await migrate('1.0.0', '3');
    expect(await run?.({ token: 's' })).toMatchObject({
      value: {},
      secrets: [],
      problems: [{ path: '/key', code: 'send_again' }],
    });
    expect(await run?.({ token: 's' }, ['/token'])).toMatchObject({ value: {} });
  });
});
