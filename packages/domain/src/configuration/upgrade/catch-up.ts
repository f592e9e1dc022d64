import { DomainError } from '@berth/kernel';
import { type Context, type Outcome, unarchiveVerb, type Verb } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { eq } from 'drizzle-orm';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import { about, Identifier, optional, words } from '../../fields.ts';
import { inForceFor, requireApproved } from '../approved.ts';
import { unarchiveProviderConfig } from '../provider-config/index.ts';
import { type DeploymentRow, specificationById } from '../target.ts';
import { termsOf } from '../value/index.ts';
import { moveBatch } from './move-batch.ts';
import { migrationOf, moverTo } from './move-deployment.ts';

const UnarchivedView = Type.Object({
  upgrade_blocked: optional(
    about(
      'The version in force for the config that it was not moved to, and why. Absent when it is on the specification of that version.',
      Type.Object({
        provider_version_id: Identifier,
        reason: about(
          '`breaks`: the value does not fit. `stale`: the move would make secrets stale. `asks_secrets`: the version asks about the content of kept secrets what the present one does not, and the key may not reveal them. `approval_required`: the instance has not approved the version that the deployment is on.',
          words('breaks', 'stale', 'asks_secrets', 'approval_required'),
        ),
      }),
    ),
  ),
});
type Blocked = NonNullable<Static<typeof UnarchivedView>['upgrade_blocked']>;

/**
 * Makes an archived config live again, on the specification that a new config would have. Here, not in provider-config,
 * which may not import upgrade.
 */
export const unarchiveConfig: Verb = unarchiveVerb({
  about:
    'Makes an archived row live again. The rules of a new row hold: what it refers to must be live. A config of a deployment that follows the current version, or follows safely, moves to the specification in force if its value fits that after the migrations of the version; otherwise it stays on its own, and `upgrade_blocked` says why.',
  changes: ['specification_id'],
  once: UnarchivedView,
  run: async (ctx, id) => {
    const { config, deployment } = await unarchiveProviderConfig(ctx, id);
    return deployment ? catchUp(ctx, config, deployment) : {};
  },
});

/**
 * Moves a config, which has just been made live, to the version in force of its deployment, which the caller holds; not
 * one of a deployment with a lock. Tells why it stays on another specification.
 */
export async function catchUp(
  ctx: Context,
  { id, specification_id }: { id: string; specification_id: string },
  { provider_id, locked_version_id: locked, follows_safely }: DeploymentRow,
): Promise<Pick<Outcome, 'once'>> {
  if (locked !== null && !follows_safely) return {};
  const [version] = await ctx.db
    .select()
    .from(providerVersions)
    .where(eq(providerVersions.id, locked ?? inForceFor(ctx, provider_id)));
  if (!version || version.specification_id === specification_id) return {};
  ctx.write.noted.provider_version_id = version.id;
  const reason = await moveUnlessBlocked(ctx, id, version);
  if (reason === null) return {};
  const blocked: Blocked = { provider_version_id: version.id, reason };
  ctx.write.noted.upgrade_blocked = blocked;
  return { once: { upgrade_blocked: blocked } };
}

/** Moves a config to a version. Returns the reason when it stays, null when it has moved. */
async function moveUnlessBlocked(
  ctx: Context,
  id: string,
  version: typeof providerVersions.$inferSelect,
): Promise<Blocked['reason'] | null> {
  try {
    await requireApproved(ctx, version.id);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict') return 'approval_required';
    throw error;
  }
  const terms = await termsOf(ctx, await specificationById(ctx, version.specification_id));
  const mover = { ...moverTo(ctx, version, terms, false), holdsStale: true };
  try {
    const [found] = await moveBatch(mover, [id], false);
    if (!found || found.errors !== null) return 'breaks';
    if (found.isStale) return 'stale';
  } catch (error) {
    if (error instanceof DomainError && error.code === 'forbidden') return 'asks_secrets';
    throw error;
  }
  await moveBatch(mover, [id], true);
  if (mover.migratedBy.size > 0) ctx.write.noted.migration = migrationOf(mover, { migrated: 1 });
  return null;
}
