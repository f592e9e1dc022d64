import type { Context } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { and, asc, eq, gt, gte, lte } from 'drizzle-orm';
import { auditMacsOf } from '../data-key/index.ts';
import { nextEvents } from './batch.ts';
import { type AuditRow, hashOf, textOf } from './chain.ts';
import type { Checkpoint } from './checkpoint.ts';
import { auditEvents, auditHeads } from './table.ts';
import type { Range } from './verify-range.ts';

export const faults = ['changed', 'missing_before', 'cut_behind', 'unknown', 'not_as_signed'] as const;
type Fault = (typeof faults)[number];

/** The first invalid event, or the last valid one of a lane whose end is missing. */
export interface Finding {
  id: string | null;
  lane: number;
  sequence: number;
  fault: Fault;
}

/** The progress of a verification. */
export const Progress = Type.Object({
  object: Type.Literal('audit_progress'),
  checked: Type.Integer(),
  total: Type.Integer(),
});
export type Progress = Static<typeof Progress>;

/** The functions that compute the proofs, by version of the data key. A rotation meanwhile adds one. */
export type Macs = Awaited<ReturnType<typeof auditMacsOf>>;

/** The end of a lane at the time of a checkpoint. */
type SignedHead = Checkpoint['heads'][number];

/** Verifies a lane. Yields the progress after each batch and returns the first fault, or null. */
export async function* verifyLane(
  ctx: Context,
  { lane, first, last }: Range,
  macs: Macs,
  signed: SignedHead | undefined,
  progress: Progress,
): AsyncGenerator<Progress, Finding | null> {
  let before = await eventAt(ctx, lane, first - 1);
  let expected = first;
  for (;;) {
    const where = and(
      inLane(ctx, lane),
      gte(auditEvents.sequence, expected),
      last === null ? undefined : lte(auditEvents.sequence, last),
    );
    const { rows, more } = await nextEvents(ctx, where, auditEvents.sequence);
    await addNewMacs(ctx, macs, rows);
    for (const row of rows) {
      progress.checked += 1;
      const fault = faultOf(row, before, expected, macs, signed);
      if (fault) return { id: row.id, lane, sequence: row.sequence, fault };
      before = row;
      expected += 1;
    }
    if (rows.length > 0) yield progress;
    if (!more) break;
  }
  const atEnd = last === null ? await faultAtEnd(ctx, lane, before, expected - 1, signed) : null;
  if (atEnd || !signed || (signed.sequence >= first && signed.sequence < expected)) return atEnd;
  return faultOfSigned(ctx, macs, signed);
}

const versionOf = ({ proof }: AuditRow): number => Number(proof.slice(0, proof.indexOf('.')));

/** Adds the functions of data keys that were made since the others were read, when an event names an unknown one. */
async function addNewMacs(ctx: Context, macs: Macs, rows: readonly AuditRow[]): Promise<void> {
  if (rows.every((row) => macs.has(versionOf(row)))) return;
  for (const [version, mac] of await auditMacsOf(ctx)) macs.set(version, mac);
}

/** Compares the event at a signed head that stands outside the events that were verified. */
async function faultOfSigned(ctx: Context, macs: Macs, signed: SignedHead): Promise<Finding | null> {
  const { lane, sequence } = signed;
  const event = await eventAt(ctx, lane, sequence);
  if (event === null) return { id: null, lane, sequence, fault: 'cut_behind' };
  await addNewMacs(ctx, macs, [event]);
  const fault = faultOf(event, { hash: event.previous_hash }, sequence, macs, signed);
  return fault && { id: event.id, lane, sequence, fault };
}

function faultOf(
  row: AuditRow,
  before: Pick<AuditRow, 'hash'> | null,
  expected: number,
  macs: Macs,
  signed: SignedHead | undefined,
): Fault | null {
  if (row.sequence !== expected) return 'missing_before';
  const mac = macs.get(versionOf(row));
  if (mac?.(textOf(row)) !== row.proof || row.row_version !== 1 || row.updated_at !== row.created_at) {
    return 'changed';
  }
  if (row.previous_hash !== (before?.hash ?? '')) return 'missing_before';
  if (row.hash !== hashOf(row.previous_hash, row.sequence, row.proof)) return 'changed';
  return signed?.sequence === row.sequence && signed.hash !== row.hash ? 'not_as_signed' : null;
}

/** Checks the end of the lane. Events that are written meanwhile lie behind the head that is read here. */
async function faultAtEnd(
  ctx: Context,
  lane: number,
  last: AuditRow | null,
  sequence: number,
  signed: SignedHead | undefined,
): Promise<Finding | null> {
  const place = { id: last?.id ?? null, lane, sequence };
  if (signed && signed.sequence > sequence) return { ...place, fault: 'cut_behind' };
  const [head] = await ctx.db
    .select()
    .from(auditHeads)
    .where(and(eq(auditHeads.instance_id, ctx.instanceId), eq(auditHeads.lane, lane)));
  if (!head) return sequence === 0 ? null : { ...place, fault: 'unknown' };
  if (head.sequence < sequence) return { ...place, fault: 'unknown' };
  if (head.sequence === sequence) return head.hash === last?.hash ? null : { ...place, fault: 'changed' };
  // The head has advanced since the events were read, or the event that it names is gone.
  const [next] = await ctx.db
    .select({ sequence: auditEvents.sequence })
    .from(auditEvents)
    .where(and(inLane(ctx, lane), gt(auditEvents.sequence, sequence)))
    .orderBy(asc(auditEvents.sequence))
    .limit(1);
  return next?.sequence === sequence + 1 ? null : { ...place, fault: 'cut_behind' };
}

async function eventAt(ctx: Context, lane: number, sequence: number): Promise<AuditRow | null> {
  if (sequence < 1) return null;
  const [row] = await ctx.db
    .select()
    .from(auditEvents)
    .where(and(inLane(ctx, lane), eq(auditEvents.sequence, sequence)));
  return row ?? null;
}

const inLane = (ctx: Context, lane: number) =>
  and(eq(auditEvents.instance_id, ctx.instanceId), eq(auditEvents.lane, lane));
