import { allOf, insertRow, type Queryable, rawStatement, runPrepared } from '@berth/db';
import type { Context, Idempotency } from '@berth/resource';
import { and, eq, lt, sql } from 'drizzle-orm';
import { openValue, requestMacsOf, type Sealer, sealerOf } from '../data-key/index.ts';
import { idempotencyErrors } from './errors.ts';
import { idempotencyRecords } from './table.ts';

export { idempotencyErrors } from './errors.ts';

type Row = typeof idempotencyRecords.$inferSelect;
type Answer = Record<string, unknown>;

const KEPT_MS = 24 * 60 * 60_000;

/** The identity of a request: its key, and all that it asks for as a text. */
export interface RepeatableRequest {
  key: string;
  /** The method and the path. */
  route: string;
  payload: string;
  /** True when the answer may show part of a value. It is then stored sealed. */
  sealed: boolean;
}

/**
 * Makes a write happen once, however often its request is sent (draft-ietf-httpapi-idempotency-key-header): for 24
 * hours the same request of the same API key gets the same answer. Calls `onReplay` when it repeats an answer.
 * A request throws DomainError `conflict` while another one with its key is under way.
 */
export const idempotent = (request: RepeatableRequest, onReplay: () => void): Idempotency => ({
  begin: async (ctx) => {
    // Sent one behind the other: the second one sees what the holder of the lock has committed
    const [isHeld, record] = await allOf(hold(ctx, request), findRecord(ctx, request));
    if (record === null && !isHeld) throw idempotencyErrors.inUse();
    if (record === null) return null;
    if (!(await isSame(ctx, request, record.payload))) throw idempotencyErrors.reused();
    onReplay();
    return answerOf(ctx, record);
  },
  record: async (ctx, answer) => {
    const { key, route, sealed } = request;
    const sealer = await sealerOf(ctx);
    insertRow(ctx, idempotencyRecords, {
      instance_id: ctx.instanceId,
      route,
      key,
      payload: sealer.requestMac(textOf(ctx, request)),
      ...(sealed ? sealedBy(sealer, request, answer) : { answer }),
      created_at: ctx.now.toISOString(),
    });
  },
});

function sealedBy(sealer: Sealer, request: RepeatableRequest, answer: Answer) {
  const { dataKeyId, ciphertext } = sealer.seal({ request: placeOf(request) }, answer);
  return { data_key_id: dataKeyId, ciphertext };
}

async function answerOf(ctx: Context, record: Row): Promise<Answer> {
  const { data_key_id: dataKeyId, ciphertext, answer } = record;
  if (dataKeyId === null || ciphertext === null) return answer ?? {};
  return (await openValue(ctx, { request: placeOf(record) }, { dataKeyId, ciphertext })) as Answer;
}

const placeOf = ({ route, key }: Pick<RepeatableRequest, 'route' | 'key'>): string =>
  JSON.stringify([route, key]);

/** Removes expired records of all instances. */
export async function removeOldRecords(db: Queryable, now: Date): Promise<void> {
  await db.delete(idempotencyRecords).where(lt(idempotencyRecords.created_at, oldest(now)));
}

/**
 * Locks the idempotency key until the transaction ends; false when another request holds it. PGlite runs one
 * transaction at a time and needs no lock.
 */
async function hold(ctx: Context, request: RepeatableRequest): Promise<boolean> {
  if (ctx.database.driver !== 'postgres') return true;
  const place = JSON.stringify([ctx.instanceId, request.route, request.key]);
  const [row] = await runPrepared(
    ctx,
    'idempotency lock',
    (db) =>
      rawStatement<{ held: boolean }>(
        db,
        sql`select pg_try_advisory_xact_lock(hashtextextended(${sql.placeholder('place')}, 0)) as held`,
      ),
    { place },
  );
  return row?.held === true;
}

/** Finds the stored answer within its time. An expired record is removed. */
async function findRecord(ctx: Context, { key, route }: RepeatableRequest): Promise<Row | null> {
  const { instance_id, route: ofRoute, key: ofKey } = idempotencyRecords;
  const [record] = await runPrepared<Row>(
    ctx,
    'idempotency record',
    (db) =>
      db
        .select()
        .from(idempotencyRecords)
        .where(
          and(
            sql`${instance_id} = ${sql.placeholder('instance')}`,
            sql`${ofRoute} = ${sql.placeholder('route')}`,
            sql`${ofKey} = ${sql.placeholder('key')}`,
          ),
        ),
    { instance: ctx.instanceId, route, key },
  );
  if (!record || record.created_at >= oldest(ctx.now)) return record ?? null;
  await ctx.db
    .delete(idempotencyRecords)
    .where(and(eq(instance_id, ctx.instanceId), eq(ofRoute, route), eq(ofKey, key)));
  return null;
}

async function isSame(ctx: Context, request: RepeatableRequest, known: string): Promise<boolean> {
  const macs = await requestMacsOf(ctx);
  return macs.get(Number(known.slice(0, known.indexOf('.'))))?.(textOf(ctx, request)) === known;
}

/** Includes the API key and its reach: another key, or another reach, may not be allowed to see the answer. */
const textOf = ({ actor, reach }: Context, { payload }: RepeatableRequest): string =>
  JSON.stringify([actor.keyId, payload, ...(reach ? [reach] : [])]);

const oldest = (now: Date): string => new Date(now.getTime() - KEPT_MS).toISOString();
