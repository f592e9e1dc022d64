import { errorTexts, type Id, sameUuid } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, desc, eq, sql } from 'drizzle-orm';
import { isUsable, versionInForceIn } from '../catalog/in-force.ts';
import { providerVersions } from '../catalog/tables/provider-version.ts';
import { targetErrors } from './errors.ts';

/** The `object` of an approval. */
export const APPROVAL = 'provider.version_approval';

/** The id of the approval of a version. */
export const approvalIdOf = (versionId: string): Id<'versionApproval'> =>
  sameUuid('versionApproval', versionId as Id);

/** The details of an error about the approval of a version. */
const named = (versionId: string) => ({ entity: APPROVAL, id: approvalIdOf(versionId) });

export const approvalErrors = errorTexts({
  needed: {
    code: 'conflict',
    reason: 'approval_required',
    message: 'This instance has not approved this version of the provider.',
    hint: 'Read GET /version-approvals/{id}/diff, and approve it with POST /version-approvals/{id}/approve.',
  },
  noneInForce: {
    code: 'conflict',
    reason: 'approval_required',
    message: 'This instance has approved no version of the provider yet.',
    hint: 'Read GET /version-approvals/{id}, and approve it with POST /version-approvals/{id}/approve.',
  },
});

/** The id of the version of a provider that is in force in the instance of the caller, in SQL; null for none. */
export const inForceFor = ({ instanceId }: Context, providerId: string) =>
  versionInForceIn(sql`${instanceId}`, sql`${providerId}`);

/**
 * Holds a version of the instance, so that nobody decides about it meanwhile. A shipped one is the row of all
 * instances, which would wait for each other: a use of it counts as one that came before a rejection at the same time.
 */
export async function holdDecision(ctx: Context, versionId: string): Promise<void> {
  const isOwn = and(eq(providerVersions.id, versionId), eq(providerVersions.owner_id, ctx.instanceId));
  await ctx.db.select({ id: providerVersions.id }).from(providerVersions).where(isOwn).for('share');
}

/**
 * Holds a version as `holdDecision` does, and refuses it when the instance requires an approval that it lacks.
 * @throws DomainError `conflict`.
 */
export async function requireApproved(ctx: Context, versionId: string): Promise<void> {
  await holdDecision(ctx, versionId);
  await refuseUnapproved(ctx, versionId);
}

/** Refuses a version when the instance requires an approval that it lacks. @throws DomainError `conflict`. */
export async function refuseUnapproved(ctx: Context, versionId: string): Promise<void> {
  const usable = isUsable(sql`${ctx.instanceId}`, providerVersions);
  const refused = await ctx.db
    .select({ id: providerVersions.id })
    .from(providerVersions)
    .where(and(eq(providerVersions.id, versionId), sql`not ${usable}`));
  if (refused.length > 0) throw approvalErrors.needed({ id: approvalIdOf(versionId) }, named(versionId));
}

/**
 * Refuses a specification, or what has it, when the instance may use no version with it.
 * @throws DomainError `conflict`.
 */
export async function requireApprovedSpecification(
  ctx: Context,
  { specification_id }: { specification_id: string },
): Promise<void> {
  const [version] = await ctx.db
    .select({
      id: providerVersions.id,
      is_usable: sql<boolean>`${isUsable(sql`${ctx.instanceId}`, providerVersions)}`.as('is_usable'),
    })
    .from(providerVersions)
    .where(eq(providerVersions.specification_id, specification_id))
    .orderBy(desc(sql`is_usable`), desc(providerVersions.id))
    .limit(1);
  if (version && !version.is_usable)
    throw approvalErrors.needed({ id: approvalIdOf(version.id) }, named(version.id));
}

/** The error of a provider without a version that the instance may use. */
export async function noVersionInForce(ctx: Context, providerId: string): Promise<Error> {
  const [current] = await ctx.db
    .select({ id: providerVersions.id })
    .from(providerVersions)
    .where(sql`${providerVersions.provider_id} = ${providerId} and ${providerVersions.is_current}`);
  if (!current) return targetErrors.noVersion({ entity: 'provider.version' });
  return approvalErrors.noneInForce({ id: approvalIdOf(current.id) }, named(current.id));
}

/** True for the version of its provider that the instance uses where no lock says otherwise. */
export async function isVersionInForce(
  ctx: Context,
  { id, provider_id }: { id: string; provider_id: string },
): Promise<boolean> {
  const [found] = await ctx.db
    .select({ id: providerVersions.id })
    .from(providerVersions)
    .where(eq(providerVersions.id, inForceFor(ctx, provider_id)));
  return found?.id === id;
}
