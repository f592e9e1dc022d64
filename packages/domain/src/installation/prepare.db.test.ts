import { randomBytes } from 'node:crypto';
import { openTestDatabase, type TestDatabase } from '@berth/db/testing';
import {
  composeProviders,
  createKeyRing,
  createSecrets,
  createTransit,
  type KeyProvider,
  MissingKeyError,
} from '@berth/secrets';
import { startTransitServer } from '@berth/secrets/testing';
import { describe, expect, test } from 'vitest';
import { prepareInstallation } from './prepare.ts';

const newRing = (id?: string) => createKeyRing([{ ...(id ? { id } : {}), key: randomBytes(32) }]);

const prepare = (database: TestDatabase, provider: KeyProvider) =>
  prepareInstallation(database, createSecrets(provider), { now: new Date() });

const idsOf = async (database: TestDatabase, table: string) =>
  (await database.query(`select master_key_id from ${table}`)).map((row) => row.master_key_id);

describe('a start with a missing master key is refused and names its id', () => {
  test('the master key of a data key', async () => {
    const database = await openTestDatabase();
    const ring = newRing();
    await prepare(database, ring);
    await expect(prepare(database, newRing())).rejects.toMatchObject({
      name: 'MissingKeyError',
      masterKeyId: await ring.activeKeyId(),
    });
    await expect(prepare(database, composeProviders(newRing(), ring))).resolves.toEqual({ createdKey: null });
  });

  test('the master key of an audit key', async () => {
    const database = await openTestDatabase();
    const ring = newRing('present');
    await prepare(database, ring);
    await database.query(`update audit_keys set master_key_id = 'gone'`);
    await expect(prepare(database, ring)).rejects.toThrow(new MissingKeyError('gone').message);
  });

  test('a Transit key version that may no longer decrypt', async () => {
    const server = await startTransitServer();
    const database = await openTestDatabase();
    const transit = createTransit(server.settings);
    await prepare(database, transit);
    server.rotate();
    await prepare(database, transit);
    server.requireVersion(2);
    await expect(prepare(database, transit)).rejects.toThrow('transit/berth:v1');
    await server.close();
  });
});

test('one of two processes with different keys that start at once on an empty database is refused', async () => {
  const database = await openTestDatabase();
  const rings = [newRing('a'), newRing('b')];
  const starts = await Promise.allSettled(rings.map((ring) => prepare(database, ring)));
  expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [served] = rings.filter((_ring, place) => starts[place]?.status === 'fulfilled');
  expect(await idsOf(database, 'data_keys')).toEqual([await served?.activeKeyId()]);
  expect(await idsOf(database, 'audit_keys')).toEqual([await served?.activeKeyId()]);
});

test('a key provider that wraps but cannot unwrap is refused before anything is stored', async () => {
  const database = await openTestDatabase();
  const ring = newRing();
  const broken = { ...ring, unwrap: async () => randomBytes(32) };
  await expect(prepare(database, broken)).rejects.toThrow('does not give back what it wrapped');
  expect(await idsOf(database, 'data_keys')).toEqual([]);
});
