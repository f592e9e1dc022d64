import { invalidMember, readInstant } from '@berth/kernel';
import { type Context, requireScope } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, Moment, nullable, optional, words } from '../../fields.ts';
import { auditMacsOf } from '../data-key/index.ts';
import type { AuditRow } from './chain.ts';
import { Checkpoint, refuseForged } from './checkpoint.ts';
import { auditProblems } from './errors.ts';
import type { Period } from './period.ts';
import { type Finding, faults, Progress, verifyLane } from './verify-lane.ts';
import { rangesOf } from './verify-range.ts';

export const VerifyInput = Type.Object({
  from: optional(
    about(
      'Verify events from this time on. Without `from` and `to`, all events are verified, and that none is missing at the end.',
      nullable(Moment),
    ),
  ),
  to: optional(about('Include events up to this time, not before `from`.', nullable(Moment))),
  checkpoint: optional(
    about(
      'An earlier answer of `/audit-events/head`. Its events are compared whatever the period.',
      nullable(Checkpoint),
    ),
  ),
  progress: optional(
    about('Answer JSON lines: the progress after each batch, then the verification.', Type.Boolean()),
  ),
});
export type VerifyInput = Static<typeof VerifyInput>;

export const Verification = Type.Object({
  object: Type.Literal('audit_verification'),
  valid: Type.Boolean(),
  checked: Type.Integer(),
  /** The first invalid event, or the last valid one of a lane whose end is missing. */
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

export const VerificationLine = Type.Union([Progress, Verification]);

/**
 * Verifies every event: its content by its proof, its place by the hashes, and its end by the heads and the checkpoint.
 */
export async function verifyTrail(
  ctx: Context,
  input: VerifyInput,
): Promise<Verification | AsyncIterable<string>> {
  if (input.checkpoint) await refuseForged(ctx, input.checkpoint);
  const steps = verification(ctx, input.checkpoint, periodOf(ctx, input));
  return input.progress ? linesOf(steps) : resultOf(steps);
}

/** The period to verify. One that ends in the future goes to the end of the trail. */
function periodOf(ctx: Context, { from, to }: VerifyInput): Period {
  const [start, end] = [from, to].map((text) => (text ? readInstant(text) : null));
  if (start != null && end != null && start > end) throw invalidMember(auditProblems.reversed(['to']));
  return { from: from ?? null, to: end == null || end >= ctx.now.getTime() ? null : (to ?? null) };
}

/** Runs the steps and returns their result, ignoring the progress. */
async function resultOf<Result>(steps: AsyncGenerator<unknown, Result>): Promise<Result> {
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

async function* verification(
  ctx: Context,
  checkpoint: VerifyInput['checkpoint'],
  period: Period,
): AsyncGenerator<Progress, Verification> {
  const macs = await auditMacsOf(ctx);
  const ranges = await rangesOf(ctx, period);
  const progress: Progress = {
    object: 'audit_progress',
    checked: 0,
    total: ranges.reduce((sum, { events }) => sum + events, 0),
  };
  for (const range of ranges) {
    const signed = checkpoint?.heads.find((head) => head.lane === range.lane);
    const fault = yield* verifyLane(ctx, range, macs, signed, progress);
    if (fault) return verdict(progress, fault);
  }
  return verdict(progress, null);
}

/** Verifies the lane of an event, from its first event up to this one. @throws DomainError `forbidden`. */
export async function verifyUpTo(ctx: Context, { lane, sequence }: AuditRow): Promise<Verification> {
  requireScope(ctx, 'audit-events:read');
  const progress: Progress = { object: 'audit_progress', checked: 0, total: sequence };
  const range = { lane, first: 1, last: sequence, events: sequence };
  const macs = await auditMacsOf(ctx);
  const finding = await resultOf(verifyLane(ctx, range, macs, undefined, progress));
  return verdict(progress, finding ?? cutBefore(lane, sequence, progress));
}

/** Reports a lane that ends before an existing event. */
const cutBefore = (lane: number, sequence: number, { checked }: Progress): Finding | null =>
  checked === sequence ? null : { id: null, lane, sequence, fault: 'missing_before' };

const verdict = ({ checked }: Progress, first_invalid: Finding | null): Verification => ({
  object: 'audit_verification',
  valid: first_invalid === null,
  checked,
  first_invalid,
});
