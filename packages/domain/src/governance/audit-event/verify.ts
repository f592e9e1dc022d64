import { type Context, requireScope } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { and, asc, count, eq, gt, gte, lt, lte, max, min } from 'drizzle-orm';
import { Identifier, nullable, optional, Timestamp, words } from '../../fields.ts';
import { auditMacs } from '../data-key/index.ts';
import { type AuditRow, hashOf, LANES, textOf } from './chain.ts';
import { Checkpoint, refuseForged } from './checkpoint.ts';
import { auditEvents, auditHeads } from './table.ts';

/** How many events are in memory at a time. */
const BATCH = 500;

export const VerifyInput = Type.Object({
  /** Events from this moment on, and up to that one; both absent: all, and that none is missing at the end. */
  from: optional(nullable(Timestamp)),
  to: optional(nullable(Timestamp)),
  /** An earlier answer of `/audit-events/head`. */
  checkpoint: optional(nullable(Checkpoint)),
  /** Answers JSON lines: how far it is after each batch, and the verification last. */
  progress: optional(Type.Boolean()),
});
export type VerifyInput = Static<typeof VerifyInput>;

const faults = ['changed', 'missing_before', 'cut_behind', 'unknown', 'not_as_signed'] as const;
type Fault = (typeof faults)[number];

export const Verification = Type.Object({
  object: Type.Literal('audit_verification'),
  valid: Type.Boolean(),
  checked: Type.Integer(),
  /** The first event at fault, or the last good one of a lane whose end is gone. */
  first_invalid: nullable(
    Type.Object({
      id: nullable(Identifier),
      lane: Type.Integer(),
      sequence: Type.Integer(),
      fault: words(...faults),
    }),
  ),
});
export type Verification = Static<typeof Verification>;

type Finding = NonNullable<Verification['first_invalid']>;
type Macs = Map<number, (text: string) => string>;

/** How far a verification is. */
interface Progress {
  object: 'audit_progress';
  checked: number;
  total: number;
}

/** Proves every event anew: its content by its proof, its place by the hashes, its end by the heads and checkpoint. */
export async function verifyTrail(
  ctx: Context,
  input: VerifyInput,
): Promise<Verification | AsyncIterable<string>> {
  if (input.checkpoint) await refuseForged(ctx, input.checkpoint);
  const steps = verification(ctx, input);
  if (input.progress) return linesOf(steps);
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
  }
}

async function* linesOf(steps: AsyncGenerator<Progress, Verification>): AsyncGenerator<string> {
  for (;;) {
    const { done, value } = await steps.next();
    yield `${JSON.stringify(value)}\n`;
    if (done) return;
  }
}

async function* verification(ctx: Context, input: VerifyInput): AsyncGenerator<Progress, Verification> {
  const macs = await auditMacs(ctx);
  const ranges = await rangesOf(ctx, input);
  const progress: Progress = {
    object: 'audit_progress',
    checked: 0,
    total: ranges.reduce((sum, { events }) => sum + events, 0),
  };
  for (const range of ranges) {
    const signed = input.checkpoint?.heads.find((head) => head.lane === range.lane);
    const fault = yield* verifyLane(ctx, range, macs, signed, progress);
    if (fault) return verdict(progress, fault);
  }
  return verdict(progress, null);
}

/** Proves the lane of an event anew, from its first event up to this one. @throws DomainError `forbidden`. */
export async function verifyUpTo(ctx: Context, { lane, sequence }: AuditRow): Promise<Verification> {
  requireScope(ctx, 'audit-events:read');
  const progress: Progress = { object: 'audit_progress', checked: 0, total: sequence };
  const range = { lane, first: 1, last: sequence, events: sequence };
  const steps = verifyLane(ctx, range, await auditMacs(ctx), undefined, progress);
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return verdict(progress, value ?? cutBefore(lane, sequence, progress));
  }
}

/** A lane may not end before an event that is there. */
const cutBefore = (lane: number, sequence: number, { checked }: Progress): Finding | null =>
  checked === sequence ? null : { id: null, lane, sequence, fault: 'missing_before' };

const verdict = ({ checked }: Progress, first_invalid: Finding | null): Verification => ({
  object: 'audit_verification',
  valid: first_invalid === null,
  checked,
  first_invalid,
});

/** The part of a lane that is verified: from a sequence on, and up to one, or null for whatever there is. */
interface Range {
  lane: number;
  first: number;
  last: number | null;
  /** How many events that is, as far as is known before they are read. */
  events: number;
}

async function rangesOf(ctx: Context, { from, to }: VerifyInput): Promise<Range[]> {
  const lanes = Array.from({ length: LANES }, (_, lane) => lane);
  const heads = await ctx.db.select().from(auditHeads).where(eq(auditHeads.instance_id, ctx.instanceId));
  const headOf = (lane: number) => heads.find((head) => head.lane === lane)?.sequence ?? 0;
  if (!from && !to) return lanes.map((lane) => ({ lane, first: 1, last: null, events: headOf(lane) }));
  const found = await ctx.db
    .select({
      lane: auditEvents.lane,
      first: min(auditEvents.sequence),
      last: max(auditEvents.sequence),
      events: count(),
    })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.instance_id, ctx.instanceId),
        from ? gte(auditEvents.created_at, from) : undefined,
        to ? lte(auditEvents.created_at, to) : undefined,
      ),
    )
    .groupBy(auditEvents.lane);
  return lanes.map((lane) => {
    const within = found.find((range) => range.lane === lane);
    // Of a lane without events of that time, only that its end is there
    const first = from ? (within?.first ?? Math.max(headOf(lane), 1)) : 1;
    return { lane, first, last: to ? (within?.last ?? 0) : null, events: within?.events ?? 0 };
  });
}

/** Tells the progress after each batch, and ends with the fault that it met. */
async function* verifyLane(
  ctx: Context,
  { lane, first, last }: Range,
  macs: Macs,
  signed: Checkpoint['heads'][number] | undefined,
  progress: Progress,
): AsyncGenerator<Progress, Finding | null> {
  let before = await eventAt(ctx, lane, first - 1);
  let expected = first;
  for (;;) {
    const rows = await ctx.db
      .select()
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.instance_id, ctx.instanceId),
          eq(auditEvents.lane, lane),
          gte(auditEvents.sequence, expected),
          last === null ? undefined : lt(auditEvents.sequence, last + 1),
        ),
      )
      .orderBy(asc(auditEvents.sequence))
      .limit(BATCH);
    for (const row of rows) {
      progress.checked += 1;
      const fault = faultOf(row, before, expected, macs, signed);
      if (fault) return found(row, fault);
      before = row;
      expected += 1;
    }
    if (rows.length > 0) yield progress;
    if (rows.length < BATCH) break;
  }
  return last === null ? await faultAtEnd(ctx, lane, before, expected - 1, signed) : null;
}

const found = (
  { id, lane, sequence }: Pick<AuditRow, 'id' | 'lane' | 'sequence'>,
  fault: Fault,
): Finding => ({
  id,
  lane,
  sequence,
  fault,
});

function faultOf(
  row: AuditRow,
  before: AuditRow | null,
  expected: number,
  macs: Macs,
  signed: Checkpoint['heads'][number] | undefined,
): Fault | null {
  if (row.sequence !== expected) return 'missing_before';
  const mac = macs.get(Number(row.proof.slice(0, row.proof.indexOf('.'))));
  if (mac?.(textOf(row)) !== row.proof || row.row_version !== 1 || row.updated_at !== row.created_at) {
    return 'changed';
  }
  if (row.previous_hash !== (before?.hash ?? '')) return 'missing_before';
  if (row.hash !== hashOf(row.previous_hash, row.sequence, row.proof)) return 'changed';
  return signed?.sequence === row.sequence && signed.hash !== row.hash ? 'not_as_signed' : null;
}

/** Whether the lane ends where it should. Events that are written meanwhile lie behind the head that is read here. */
async function faultAtEnd(
  ctx: Context,
  lane: number,
  last: AuditRow | null,
  sequence: number,
  signed: Checkpoint['heads'][number] | undefined,
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
  // The head has gone on since the events were read, or what it names is gone.
  const [next] = await ctx.db
    .select({ sequence: auditEvents.sequence })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.instance_id, ctx.instanceId),
        eq(auditEvents.lane, lane),
        gt(auditEvents.sequence, sequence),
      ),
    )
    .orderBy(asc(auditEvents.sequence))
    .limit(1);
  return next?.sequence === sequence + 1 ? null : { ...place, fault: 'cut_behind' };
}

async function eventAt(ctx: Context, lane: number, sequence: number): Promise<AuditRow | null> {
  if (sequence < 1) return null;
  const [row] = await ctx.db
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.instance_id, ctx.instanceId),
        eq(auditEvents.lane, lane),
        eq(auditEvents.sequence, sequence),
      ),
    );
  return row ?? null;
}
