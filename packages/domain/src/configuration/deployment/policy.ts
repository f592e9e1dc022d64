import { invalidMember } from '@berth/kernel';
import { type Context, requireScope } from '@berth/resource';
import { eq } from 'drizzle-orm';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import { inForceFor, noVersionInForce, requireApproved } from '../approved.ts';
import { type DeploymentRow, holdVersionFor } from '../target.ts';
import { deploymentProblems } from './errors.ts';
import type { UpdateDeployment } from './schema.ts';

type Policy = Pick<DeploymentRow, 'locked_version_id' | 'follows_safely' | 'upgrade_blocked'>;

/** The policy that follows the current version at once. */
export const CURRENT: Policy = { locked_version_id: null, follows_safely: false, upgrade_blocked: null };

/**
 * The columns of the policy that a body asks for; none when it names no policy.
 * @throws DomainError `invalid_data` for two policies; `forbidden` to follow safely without the scope to write configs;
 * those of `findLockedVersion`.
 */
export async function policyAfter(
  ctx: Context,
  {
    provider_id,
    locked_version_id,
    follows_safely,
  }: Pick<DeploymentRow, 'provider_id' | 'locked_version_id' | 'follows_safely'>,
  {
    follow,
    locked_provider_version_id: lock,
  }: Pick<UpdateDeployment, 'follow' | 'locked_provider_version_id'>,
): Promise<Partial<Policy>> {
  if (follow === undefined && lock === undefined) return {};
  // Both may come together, as answers show them
  if (follow !== undefined && lock !== undefined && (follow === 'current') !== (lock === null))
    throw invalidMember(deploymentProblems.twoPolicies(['follow']));
  if (follow === 'current' || lock === null) return CURRENT;
  // The system moves the configs of such a deployment
  if (follow === 'safe' && !follows_safely) requireScope(ctx, 'provider-configs:write');
  const stays = lock ?? locked_version_id ?? (await versionInForce(ctx, provider_id));
  return {
    ...CURRENT,
    locked_version_id:
      lock && lock !== locked_version_id ? await findLockedVersion(ctx, provider_id, lock) : stays,
    follows_safely: follow === 'safe',
  };
}

/** Holds the version of a provider that the instance uses. */
async function versionInForce(ctx: Context, providerId: string): Promise<string | null> {
  const [version] = await ctx.db
    .select({ id: providerVersions.id })
    .from(providerVersions)
    .where(eq(providerVersions.id, inForceFor(ctx, providerId)));
  if (!version) throw await noVersionInForce(ctx, providerId);
  return findLockedVersion(ctx, providerId, version.id);
}

/**
 * Holds the version that a deployment is to stay on; null for none.
 * @throws DomainError `not_found`; `use_after_delete`; `provider_mismatch`; `conflict` when it lacks its approval.
 */
export async function findLockedVersion(
  ctx: Context,
  providerId: string,
  id: string | null | undefined,
): Promise<string | null> {
  if (!id) return null;
  const version = await holdVersionFor(ctx, { provider_id: providerId }, id, 'locked_provider_version_id');
  await requireApproved(ctx, version.id);
  return version.id;
}
