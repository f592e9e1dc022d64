import type { Queryable } from '@berth/db';
import { DomainError } from '@berth/kernel';
import type { Context, Idempotency } from '@berth/resource';
import { requestMacUnder } from '@berth/secrets';
import { and, eq, lt, sql } from 'drizzle-orm';
import { macsOf, openValue, type Sealer, sealerOf } from '../data-key/index.ts';
import { idempotencyRecords } from './table.ts';

type Row = typeof idempotencyRecords.$inferSelect;
type Answer = Record<string, unknown>;

const KEPT_MS = 24 * 60 * 60_000;

/** A request as it is told from others: what names it, and all that it asks for, as a text. */
export interface RepeatableRequest {
  key: string;
  /** Method and path. */
  route: string;
  payload: string;
  /** Whether the answer may show something of a value. Then it is kept sealed. */
  sealed: boolean;
}

/**
 * Has a write happen once however often its request comes (draft-ietf-httpapi-idempotency-key-header): within 24 hours
 * the same request of the same API key gets the same answer. `onReplay` is told when it does.
 */
export const idempotent = (request: RepeatableRequest, onReplay: () => void): Idempotency => ({
  begin: async (ctx) => {
    const record = (await findRecord(ctx, request)) ?? (await hold(ctx, request));
    if (record === null) return null;
    if (!(await isSame(ctx, request, record.payload))) throw otherRequest();
    onReplay();
    return answerOf(ctx, record);
  },
  record: async (ctx, answer) => {
    const { key, route, sealed } = request;
    const sealer = await sealerOf(ctx);
    await ctx.db.insert(idempotencyRecords).values({
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

/** Removes what is kept no longer, of all instances. */
export async function removeOldRecords(db: Queryable, now: Date): Promise<void> {
  await db.delete(idempotencyRecords).where(lt(idempotencyRecords.created_at, oldest(now)));
}

/**
 * Holds the key to the end of the transaction, and gives what another one has recorded meanwhile. PGlite has one
 * transaction at a time anyway. @throws DomainError `conflict` when another one holds it.
 */
async function hold(ctx: Context, request: RepeatableRequest): Promise<Row | null> {
  if (ctx.database.driver !== 'postgres') return null;
  const place = JSON.stringify([ctx.instanceId, request.route, request.key]);
  // What raw SQL answers has no type; both drivers answer rows here
  const rows = (await ctx.db.execute(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${place}, 0)) as held`,
  )) as unknown as { held: boolean }[];
  if (rows[0]?.held) return findRecord(ctx, request);
  throw new DomainError('conflict', 'A request with this Idempotency-Key is under way.', {
    reason: 'idempotency_key_in_use',
    hint: 'Send it again when the first one has been answered.',
  });
}

/** What was answered within the time; an older record makes room. */
async function findRecord(ctx: Context, { key, route }: RepeatableRequest): Promise<Row | null> {
  const at = and(
    eq(idempotencyRecords.instance_id, ctx.instanceId),
    eq(idempotencyRecords.route, route),
    eq(idempotencyRecords.key, key),
  );
  const [record] = await ctx.db.select().from(idempotencyRecords).where(at);
  if (!record || record.created_at >= oldest(ctx.now)) return record ?? null;
  await ctx.db.delete(idempotencyRecords).where(at);
  return null;
}

async function isSame(ctx: Context, request: RepeatableRequest, known: string): Promise<boolean> {
  const macs = await macsOf(ctx, requestMacUnder);
  return macs.get(Number(known.slice(0, known.indexOf('.'))))?.(textOf(ctx, request)) === known;
}

/** With who asks: what one API key was answered may be nothing for another one to see. */
const textOf = ({ actor }: Context, { payload }: RepeatableRequest): string =>
  JSON.stringify([actor.keyId, payload]);

const otherRequest = () =>
  new DomainError('idempotency_key_reused', 'This Idempotency-Key was used for another request.', {
    hint: 'Take a new one for each request, and the same one only to send it again with the same API key.',
  });

const oldest = (now: Date): string => new Date(now.getTime() - KEPT_MS).toISOString();
