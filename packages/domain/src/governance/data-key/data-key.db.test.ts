import { randomBytes } from 'node:crypto';
import { openTestDatabase } from '@berth/db/testing';
import { type Id, newId } from '@berth/kernel';
import { createKeyRing, createSecrets, SealError } from '@berth/secrets';
import { expect, test } from 'vitest';
import { createDataKey, openValue, type Place, sealerOf } from './index.ts';

const PLACE = { ownerId: 'pcf_1', revision: 1 };
const VALUE = { token: 'sk-1', nested: [{ ä: '🚢' }, null, 1.5] };

const sealValue = async (ctx: Parameters<typeof sealerOf>[0], place: Place, value: unknown) =>
  (await sealerOf(ctx)).seal(place, value);

async function keeperOf() {
  const database = await openTestDatabase();
  const ring = createKeyRing(randomBytes(32));
  const now = new Date();
  const keeper = async (name: string) => {
    const instanceId = newId('instance', now) as Id<'instance'>;
    await database.query(
      `insert into instances (id, organization_id, slug, name, type, created_at, updated_at)
       values ('${instanceId}', 'org_1', '${name}', '${name}', 'production', now(), now())`,
    );
    const ctx = { db: database.read, instanceId, secrets: createSecrets(ring), now };
    await createDataKey(ctx);
    return ctx;
  };
  return { database, keeper, ring };
}

test('a value that was sealed opens in its place, also in another process', async () => {
  const { keeper, ring } = await keeperOf();
  const ctx = await keeper('one');
  const sealed = await sealValue(ctx, PLACE, VALUE);
  expect(await openValue(ctx, PLACE, sealed)).toEqual(VALUE);
  expect(await openValue({ ...ctx, secrets: createSecrets(ring) }, PLACE, sealed)).toEqual(VALUE);
});

test('a value that was copied to another owner, revision or instance does not open there', async () => {
  const { keeper } = await keeperOf();
  const [ctx, other] = [await keeper('one'), await keeper('two')];
  const sealed = await sealValue(ctx, PLACE, VALUE);
  await expect(openValue(ctx, { ...PLACE, ownerId: 'pcf_2' }, sealed)).rejects.toThrow(SealError);
  await expect(openValue(ctx, { ...PLACE, revision: 2 }, sealed)).rejects.toThrow(SealError);
  await expect(openValue(other, PLACE, sealed)).rejects.toThrow('is missing');
  const theirs = await sealValue(other, PLACE, VALUE);
  await expect(openValue(other, PLACE, { ...sealed, dataKeyId: theirs.dataKeyId })).rejects.toThrow(
    SealError,
  );
});

test('a data key that was copied to another instance does not open there', async () => {
  const { database, keeper, ring } = await keeperOf();
  const [ctx, other] = [await keeper('one'), await keeper('two')];
  await sealValue(ctx, PLACE, VALUE);
  await database.query(
    `update data_keys set wrapped = (select wrapped from data_keys where instance_id = '${ctx.instanceId}')
     where instance_id = '${other.instanceId}'`,
  );
  await expect(sealValue({ ...other, secrets: createSecrets(ring) }, PLACE, VALUE)).rejects.toThrow(
    SealError,
  );
});
