import { randomBytes } from 'node:crypto';
import type { Database } from '@berth/db';
import { openTestDatabase } from '@berth/db/testing';
import { type Id, newId } from '@berth/kernel';
import { KeyNotOpen, transact } from '@berth/resource';
import { createKeyRing, createSecrets, createTransit, type KeyProvider, SealError } from '@berth/secrets';
import { startTransitServer } from '@berth/secrets/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { newInstanceKey, openValue, type Place, sealerOf, startForgetting, storeDataKey } from './index.ts';
import { keyPlace } from './places.ts';

const PLACE = { ownerId: 'pcf_1', revision: 1 };
const VALUE = { token: 'sk-1', nested: [{ ä: '🚢' }, null, 1.5] };

const transitServer = await startTransitServer();
afterAll(() => transitServer.close());

const sealValue = async (ctx: Parameters<typeof sealerOf>[0], place: Place, value: unknown) =>
  (await sealerOf(ctx)).seal(place, value);

const database = await openTestDatabase();
let instances = 0;

function keeperOf(provider: KeyProvider) {
  const now = new Date();
  const keeper = async () => {
    const instanceId = newId('instance', now) as Id<'instance'>;
    const name = `instance-${++instances}`;
    await database.query(
      `insert into instances (id, organization_id, slug, name, type, created_at, updated_at)
       values ('${instanceId}', 'org_1', '${name}', '${name}', 'production', now(), now())`,
    );
    const dataKey = await newInstanceKey(provider, instanceId, now);
    await storeDataKey(database.read, dataKey);
    return {
      database,
      db: database.read,
      instanceId,
      services: { secrets: createSecrets(provider) },
      dataKey,
    };
  };
  /** Simulates another process, which has opened no key yet. */
  const cold = <T>(ctx: T) => ({ ...ctx, services: { secrets: createSecrets(provider) } });
  return { keeper, cold };
}

/** Yields every copy of the bytes that differs in one bit. */
function* flipped(bytes: Buffer): Generator<Buffer> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    yield copy;
  }
}

test.runIf(database.driver === 'postgres')(
  'a write of values holds its instance against the request for an erasure',
  async () => {
    const { keeper } = keeperOf(createKeyRing([{ key: randomBytes(32) }]));
    const ctx = await keeper();
    const taken = () =>
      database.query(`select id from instances where id = '${ctx.instanceId}' for update nowait`);
    await transact(ctx, async (db) => {
      await sealerOf({ ...ctx, db });
      await expect(taken()).rejects.toThrow();
    });
    expect(await taken()).toHaveLength(1);
  },
);

test('a data key that is destroyed seals nothing, be it the newest', async () => {
  const provider = createKeyRing([{ key: randomBytes(32) }]);
  const ctx = await keeperOf(provider).keeper();
  const now = new Date();
  const newest = await newInstanceKey(provider, ctx.instanceId, now, 2);
  await storeDataKey(database.read, { ...newest, erased_at: now.toISOString() });
  const { dataKeyId } = await transact(ctx, (db) => sealValue({ ...ctx, db }, PLACE, VALUE));
  expect(dataKeyId).toBe(ctx.dataKey.id);
});

test('a data key that another process destroys is closed here', async () => {
  const { keeper, cold } = keeperOf(createKeyRing([{ key: randomBytes(32) }]));
  const ctx = cold(await keeper());
  await sealValue(ctx, PLACE, VALUE);
  const { secrets } = ctx.services;
  const place = keyPlace(ctx.instanceId, ctx.dataKey.id);
  expect(secrets.opened(place)).toBeDefined();
  await database.query(`update data_keys set erased_at = now() where id = '${ctx.dataKey.id}'`);
  const failures: unknown[] = [];
  const failed = (error: unknown) => failures.push(error);
  const forgetting = startForgetting({ database, secrets, clock: () => new Date(), everyMs: 5, failed });
  await expect.poll(() => secrets.opened(place)).toBeUndefined();
  forgetting.stop();
  expect(failures).toEqual([]);
});

test('a data key that is destroyed while the keys cannot be read is closed afterwards', async () => {
  const { keeper, cold } = keeperOf(createKeyRing([{ key: randomBytes(32) }]));
  const ctx = cold(await keeper());
  await sealValue(ctx, PLACE, VALUE);
  const { secrets } = ctx.services;
  let isAway = true;
  let now = Date.now();
  const outage = {
    ...database,
    get read() {
      if (isAway) throw new Error('away');
      return database.read;
    },
  };
  const failures: unknown[] = [];
  const failed = (error: unknown) => failures.push(error);
  const clock = () => new Date(now);
  const forgetting = startForgetting({ database: outage, secrets, clock, everyMs: 5, failed });
  await expect.poll(() => failures).toHaveLength(1);
  await database.query(`update data_keys set erased_at = now() where id = '${ctx.dataKey.id}'`);
  now += 3 * 60 * 60_000;
  isAway = false;
  await expect.poll(() => secrets.opened(keyPlace(ctx.instanceId, ctx.dataKey.id))).toBeUndefined();
  forgetting.stop();
});

test('a data key that only a replica has opens for its rows, and is not kept open', async () => {
  const { keeper, cold } = keeperOf(createKeyRing([{ key: randomBytes(32) }]));
  const ctx = await keeper();
  const place = keyPlace(ctx.instanceId, ctx.dataKey.id);
  const sealed = await sealValue(ctx, PLACE, VALUE);
  const onReplica = (primary: Database) => cold({ ...ctx, database: { ...database, primary } });
  const behind = onReplica(await openTestDatabase());
  expect(await openValue(behind, PLACE, sealed)).toEqual(VALUE);
  expect(behind.services.secrets.opened(place)).toBeUndefined();
  const level = onReplica(database);
  expect(await openValue(level, PLACE, sealed)).toEqual(VALUE);
  expect(level.services.secrets.opened(place)).toBeDefined();
});

describe.each([
  ['a local ring', () => createKeyRing([{ key: randomBytes(32) }])],
  ['Transit', () => createTransit(transitServer.settings)],
])('under %s', (_name, newProvider) => {
  test('a value that was sealed opens in its place, also in another process', async () => {
    const { keeper, cold } = keeperOf(newProvider());
    const ctx = await keeper();
    const sealed = await sealValue(ctx, PLACE, VALUE);
    expect(await openValue(ctx, PLACE, sealed)).toEqual(VALUE);
    expect(await openValue(cold(ctx), PLACE, sealed)).toEqual(VALUE);
  });

  test('a value that was copied to another owner, revision or instance does not open there', async () => {
    const { keeper } = keeperOf(newProvider());
    const [ctx, other] = [await keeper(), await keeper()];
    const sealed = await sealValue(ctx, PLACE, VALUE);
    await expect(openValue(ctx, { ...PLACE, ownerId: 'pcf_2' }, sealed)).rejects.toThrow(SealError);
    await expect(openValue(ctx, { ...PLACE, revision: 2 }, sealed)).rejects.toThrow(SealError);
    await expect(openValue(other, PLACE, sealed)).rejects.toThrow('is missing');
    const theirs = await sealValue(other, PLACE, VALUE);
    await expect(openValue(other, PLACE, { ...sealed, dataKeyId: theirs.dataKeyId })).rejects.toThrow(
      SealError,
    );
  });

  test('a value with any bit flipped does not open', async () => {
    const { keeper } = keeperOf(newProvider());
    const ctx = await keeper();
    const sealed = await sealValue(ctx, PLACE, VALUE);
    for (const ciphertext of flipped(sealed.ciphertext)) {
      await expect(openValue(ctx, PLACE, { ...sealed, ciphertext })).rejects.toThrow(SealError);
    }
  });

  test('a data key that was copied to another instance, or to another row of its own, does not open there', async () => {
    const { keeper, cold } = keeperOf(newProvider());
    const [ctx, other] = [await keeper(), await keeper()];
    await sealValue(ctx, PLACE, VALUE);
    const wrapped = `(select wrapped from data_keys where id = '${ctx.dataKey.id}')`;
    await database.query(`update data_keys set wrapped = ${wrapped} where id = '${other.dataKey.id}'`);
    await expect(sealValue(cold(other), PLACE, VALUE)).rejects.toThrow(SealError);
    await storeDataKey(database.read, { ...ctx.dataKey, id: newId('dataKey', new Date()), version: 2 });
    await expect(sealValue(cold(ctx), PLACE, VALUE)).rejects.toThrow(SealError);
  });

  test('a data key with any bit flipped does not open, nor under another master key id', async () => {
    const { keeper, cold } = keeperOf(newProvider());
    const ctx = await keeper();
    const { instanceId, dataKey } = ctx;
    const place = `data-key ${instanceId} ${dataKey.id}`;
    const { secrets } = cold(ctx).services;
    const stored = { masterKeyId: dataKey.master_key_id, wrapped: dataKey.wrapped };
    for (const wrapped of flipped(dataKey.wrapped)) {
      await expect(secrets.open({ ...stored, wrapped }, place)).rejects.toThrow(SealError);
    }
    await expect(secrets.open({ ...stored, masterKeyId: 'other' }, place)).rejects.toThrow(
      'The master key other is missing.',
    );
    expect(await secrets.open(stored, place)).toHaveLength(32);
  });

  test('a transaction that needs an unopened key runs again after the key is opened', async () => {
    const { keeper, cold } = keeperOf(newProvider());
    const ctx = cold(await keeper());
    const inside = database.transaction((db) => sealValue({ ...ctx, db }, PLACE, VALUE));
    await expect(inside).rejects.toThrow(KeyNotOpen);
    let runs = 0;
    const sealed = await transact(ctx, (db) => {
      runs += 1;
      return sealValue({ ...ctx, db }, PLACE, VALUE);
    });
    expect(runs).toBe(2);
    expect(await openValue(ctx, PLACE, sealed)).toEqual(VALUE);
  });
});
