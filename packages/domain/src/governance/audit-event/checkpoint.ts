import { invalidMember } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { asc, eq } from 'drizzle-orm';
import { Identifier, Timestamp } from '../../fields.ts';
import { isOurs, signed } from '../audit-key/index.ts';
import { auditProblems } from './errors.ts';
import { auditHeads } from './table.ts';

/** The signed state of an instance's audit trail at one time. Kept outside Berth, it later exposes removed events. */
export const Checkpoint = Type.Object({
  object: Type.Literal('audit_checkpoint'),
  instance_id: Identifier,
  created_at: Timestamp,
  heads: Type.Array(
    Type.Object({ lane: Type.Integer(), sequence: Type.Integer(), hash: Type.String({ maxLength: 64 }) }),
    { maxItems: 256 },
  ),
  key_id: Identifier,
  /** Ed25519 over the JSON of `[instance_id, created_at, [[lane, sequence, hash], …]]`, in base64. */
  signature: Type.String({ maxLength: 200 }),
});
export type Checkpoint = Static<typeof Checkpoint>;

type Unsigned = Pick<Checkpoint, 'instance_id' | 'created_at' | 'heads'>;

const textOf = ({ instance_id, created_at, heads }: Unsigned): string =>
  JSON.stringify([instance_id, created_at, heads.map(({ lane, sequence, hash }) => [lane, sequence, hash])]);

/** Signs the current ends of the lanes. @throws as `signed`. */
export async function currentCheckpoint(ctx: Context): Promise<Checkpoint> {
  const heads = await ctx.db
    .select({ lane: auditHeads.lane, sequence: auditHeads.sequence, hash: auditHeads.hash })
    .from(auditHeads)
    .where(eq(auditHeads.instance_id, ctx.instanceId))
    .orderBy(asc(auditHeads.lane));
  const unsigned = { instance_id: ctx.instanceId, created_at: ctx.now.toISOString(), heads };
  return { object: 'audit_checkpoint', ...unsigned, ...(await signed(ctx, textOf(unsigned))) };
}

/**
 * @throws DomainError `invalid_data` unless it is a checkpoint of this instance, signed by a key of this installation.
 */
export async function refuseForged(ctx: Context, checkpoint: Checkpoint): Promise<void> {
  const { instance_id, key_id, signature } = checkpoint;
  if (instance_id === ctx.instanceId && (await isOurs(ctx, textOf(checkpoint), key_id, signature))) return;
  throw invalidMember(auditProblems.notSigned(['checkpoint']));
}
