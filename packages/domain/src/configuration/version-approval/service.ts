import { stamp, touch } from '@berth/db';
import { type Context, findRow, hold, type Outcome, refuseGone } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import { eq } from 'drizzle-orm';
import { type DiffView, diffVersions } from '../../catalog/provider-version/index.ts';
import { providerVersionEntity, providerVersions } from '../../catalog/tables/provider-version.ts';
import { versionDecisions } from '../../catalog/tables/version-decision.ts';
import { enqueue } from '../../governance/job/index.ts';
import { readReason } from '../../reason.ts';
import { APPROVAL, inForceFor } from '../approved.ts';
import { specificationById } from '../target.ts';
import { followJob } from '../upgrade/index.ts';
import { versionApprovalErrors } from './errors.ts';
import { versionApprovalEntity } from './rows.ts';
import type { ApprovalDiffQuery, ApproveInput, RejectInput } from './schema.ts';

/** Lets the instance use a version. @throws DomainError `conflict` for another hash; `gone` when it is archived. */
export const approveVersion = (
  ctx: Context,
  id: string,
  input: Static<typeof ApproveInput>,
): Promise<Outcome> => decide(ctx, id, 'approved', input);

/** Keeps the instance from using a version, or takes an approval back. @throws DomainError as `approveVersion`. */
export const rejectVersion = (
  ctx: Context,
  id: string,
  input: Static<typeof RejectInput>,
): Promise<Outcome> => decide(ctx, id, 'rejected', input);

/**
 * Stores a decision for the present content of the version. Deployments that follow what is safe are moved by the job,
 * which is enqueued in the same transaction.
 */
async function decide(
  ctx: Context,
  approvalId: string,
  decision: 'approved' | 'rejected',
  given: { specification_hash?: string | undefined; reason?: string | null | undefined },
): Promise<Outcome> {
  const version = await hold(ctx, versionApprovalEntity, approvalId, 'change');
  const id = version.provider_version_id;
  refuseGone(providerVersionEntity, { id, status: version.status }, 'change');
  const { content_hash, tools_hash } = await specificationById(ctx, version.specification_id);
  if (given.specification_hash !== undefined && given.specification_hash !== content_hash)
    throw versionApprovalErrors.otherContent({ id: approvalId }, { entity: APPROVAL, id: approvalId });
  const reason = readReason(given.reason);
  const decided = {
    decision,
    specification_hash: content_hash,
    tools_hash,
    reason,
    decided_by: ctx.actor.keyId,
  };
  await ctx.db
    .insert(versionDecisions)
    .values({
      instance_id: ctx.instanceId,
      id,
      provider_owner: version.owner_id,
      provider_id: version.provider_id,
      ...decided,
      ...stamp(ctx.now),
    })
    .onConflictDoUpdate({
      target: [versionDecisions.instance_id, versionDecisions.id],
      set: { ...decided, ...touch(versionDecisions, ctx.now) },
    });
  await enqueue(ctx, followJob, null);
  return { reason };
}

/**
 * Compares a version with the one in force, or with the one that is named.
 * @throws DomainError `invalid_state` when none is in force; `not_found`, `provider_mismatch`.
 */
export async function diffOfApproval(
  ctx: Context,
  approvalId: string,
  { against }: Static<typeof ApprovalDiffQuery>,
): Promise<{ answer: DiffView }> {
  const { provider_version_id: id, ...row } = await findRow(ctx, versionApprovalEntity, approvalId);
  if (against !== undefined) return diffVersions(ctx, id, { against });
  const [inForce] = await ctx.db
    .select({ id: providerVersions.id })
    .from(providerVersions)
    .where(eq(providerVersions.id, inForceFor(ctx, row.provider_id)));
  if (!inForce)
    throw versionApprovalErrors.nothingInForce(
      { specification: row.specification_id },
      { entity: APPROVAL, id: approvalId },
    );
  return diffVersions(ctx, id, { against: inForce.id });
}
