import { invalidMember } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, eq } from 'drizzle-orm';
import { providerVersionEntity, providerVersions } from '../../catalog/tables/provider-version.ts';
import { targetErrors } from '../errors.ts';
import { type DeploymentRow, holdVersionFor } from '../target.ts';
import { deploymentProblems } from './errors.ts';
import type { UpdateDeployment } from './schema.ts';

type Policy = Pick<DeploymentRow, 'locked_version_id' | 'follows_safely' | 'upgrade_blocked'>;

/** The policy that follows the current version at once. */
export const CURRENT: Policy = { locked_version_id: null, follows_safely: false, upgrade_blocked: null };

/**
 * The columns of the policy that a body asks for; none when it names no policy.
 * @throws DomainError `invalid_data` for two policies; those of `findLockedVersion`.
 */
export async function policyAfter(
  ctx: Context,
  { provider_id, locked_version_id }: Pick<DeploymentRow, 'provider_id' | 'locked_version_id'>,
  {
    follow,
    locked_provider_version_id: lock,
  }: Pick<UpdateDeployment, 'follow' | 'locked_provider_version_id'>,
): Promise<Partial<Policy>> {
  if (follow === undefined && lock === undefined) return {};
  // A lock may come with the null that a locked deployment shows
  const isLock = follow === null && lock !== null;
  if (follow !== undefined && lock !== undefined && !isLock)
    throw invalidMember(deploymentProblems.twoPolicies(['follow']));
  if (follow === 'current' || lock === null) return CURRENT;
  if (lock === undefined) {
    const stays = locked_version_id ?? (await currentVersion(ctx, provider_id));
    return { ...CURRENT, locked_version_id: stays, follows_safely: follow === 'safe' };
  }
  const isOther = lock !== locked_version_id;
  return {
    ...CURRENT,
    locked_version_id: isOther ? await findLockedVersion(ctx, provider_id, lock) : locked_version_id,
  };
}

/** Holds the current version of a provider. */
async function currentVersion(ctx: Context, providerId: string): Promise<string | null> {
  const [version] = await ctx.db
    .select({ id: providerVersions.id })
    .from(providerVersions)
    .where(and(eq(providerVersions.provider_id, providerId), eq(providerVersions.is_current, true)));
  if (!version) throw targetErrors.noVersion({ entity: providerVersionEntity.name });
  return findLockedVersion(ctx, providerId, version.id);
}

/**
 * Holds the version that a deployment is to stay on; null for none.
 * @throws DomainError `not_found`; `use_after_delete`; `provider_mismatch`.
 */
export async function findLockedVersion(
  ctx: Context,
  providerId: string,
  id: string | null | undefined,
): Promise<string | null> {
  if (!id) return null;
  return (await holdVersionFor(ctx, { provider_id: providerId }, id, 'locked_provider_version_id')).id;
}
