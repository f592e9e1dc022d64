import { DomainError } from '@berth/kernel';
import { type Context, change, inTransaction } from '@berth/resource';
import { aliasedTable, and, asc, count, eq, gt, type SQL, sql } from 'drizzle-orm';
import { isUsable, versionInForceIn } from '../../catalog/in-force.ts';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import { countChange } from '../../governance/changes/index.ts';
import { findDue, type JobHandler } from '../../governance/job/index.ts';
import { holdDecision, isVersionInForce } from '../approved.ts';
import { deploymentEntity, deployments, type UpgradeBlocked } from '../tables/deployment.ts';
import { specificationById } from '../target.ts';
import { termsOf } from '../value/index.ts';
import type { Mover } from './move-batch.ts';
import { holdToMove, migrationOf, moveConfigs, moverTo } from './move-deployment.ts';

/** The last deployment that was looked at. */
interface Cursor {
  id: string;
}

const EVERY_MS = 30_000;

/**
 * Moves the deployments with `follow: "safe"` to the version of their provider that is in force, one a step, when all
 * of their configs fit it after its migrations, no secret becomes stale, and no kept secret is asked about. Another one
 * stays, and says why; it is looked at again when another version comes in force, when a config of it or a vault below
 * one changes, or when its `follow` is sent again.
 */
export const followJob: JobHandler<null, Cursor> = {
  kind: 'provider-deployments.follow',
  unique: true,
  everyMs: EVERY_MS,
  begin: async ({ db, now, instanceId }) => {
    const [found] = await db
      .select({ deployments: count() })
      .from(deployments)
      .innerJoin(providerVersions, isInForce)
      .where(and(eq(deployments.instance_id, instanceId), isDue(now)));
    return { state: { id: '' }, total: found?.deployments ?? 0 };
  },
  step: async (ctx, { id: after }) => {
    const [next] = await ctx.db
      .select({ id: deployments.id })
      .from(deployments)
      .innerJoin(providerVersions, isInForce)
      .where(and(eq(deployments.instance_id, ctx.instanceId), gt(deployments.id, after), isDue(ctx.now)))
      .orderBy(asc(deployments.id))
      .limit(1);
    if (!next) return null;
    // In transactions of their own, so that a failure stops no deployment behind it
    const { id } = next;
    const failure = await failureOf(ctx, (inner) => follow(inner, id));
    if (failure) await failureOf(ctx, (inner) => stay(inner, id, { reason: 'failed', ...NONE }));
    const passedOver = failure ? { passedOver: { id, error: failure.error } } : {};
    return { state: { id }, advanced: 1, write: async () => {}, ...passedOver };
  },
  due: ({ db, now, isDistributed }) =>
    findDue(
      isDistributed,
      deployments.instance_id,
      async () =>
        db
          .selectDistinct({ id: deployments.instance_id })
          .from(deployments)
          .where(sql`${deployments.follows_safely} and ${deployments.status} = 'active'`),
      async (those) =>
        db
          .selectDistinct({ id: deployments.instance_id })
          .from(deployments)
          .innerJoin(providerVersions, isInForce)
          .where(and(those, isDue(now))),
    ),
};

const isInForce: SQL = sql`${providerVersions.id} = ${versionInForceIn(sql`${deployments.instance_id}`, sql`${deployments.provider_id}`)}`;

const locked = aliasedTable(providerVersions, 'followed_version');

/** The condition that a rejection of the locked version would take a deployment back to an earlier one. */
const wouldGoBack: SQL = sql`exists (select from ${providerVersions} as ${locked}
  where ${locked.id} = ${deployments.locked_version_id} and ${locked.current_since} > ${providerVersions.current_since}
  and not ${isUsable(sql`${deployments.instance_id}`, locked)})`;

/** The pause after a check that failed. */
const RETRY_MS = 10 * 60_000;

/**
 * The condition of a deployment that is to be moved: not one that was found to stay on its version, unless that check
 * failed some time ago, and not one on a version that was rejected. Literals, as in the partial index.
 */
const isDue = (now: Date): SQL => sql`${deployments.follows_safely} and ${deployments.status} = 'active'
  and ${deployments.locked_version_id} <> ${providerVersions.id}
  and (${deployments.upgrade_blocked} ->> 'provider_version_id' = ${providerVersions.id}
    and not (${deployments.upgrade_blocked} ->> 'reason' = 'failed'
      and ${deployments.upgrade_blocked} ->> 'checked_at' < ${new Date(now.getTime() - RETRY_MS).toISOString()})
  ) is not true and not ${wouldGoBack}`;

const NONE = { checked: 0, passes: 0, breaks: 0, stale: 0 };

/** Writes in a transaction. Resolves to the error when that fails, else to null. */
async function failureOf(
  ctx: Context,
  write: (inner: Context) => Promise<void>,
): Promise<{ error: unknown } | null> {
  try {
    await inTransaction(ctx, async (inner) => {
      await write(inner);
      return {};
    });
    return null;
  } catch (error) {
    return { error };
  }
}

/** Holds a deployment, and reads the version that it is to move to; null when there is none any more. */
async function versionFor(ctx: Context, id: string) {
  const held = await holdToMove(ctx, id);
  const [found] = await ctx.db
    .select({ version: providerVersions, blocked: deployments.upgrade_blocked })
    .from(deployments)
    .innerJoin(providerVersions, isInForce)
    .where(and(eq(deployments.instance_id, ctx.instanceId), eq(deployments.id, id), isDue(ctx.now)));
  if (found) await holdDecision(ctx, found.version.id);
  if (!found || !(await isVersionInForce(ctx, found.version))) return null;
  return { ...found, before: held.locked_version_id };
}

/** Moves one deployment, or stores why it stays. */
async function follow(ctx: Context, id: string): Promise<void> {
  const found = await versionFor(ctx, id);
  if (found === null) return;
  const { version } = found;
  const specification = await specificationById(ctx, version.specification_id);
  const mover = moverTo(ctx, version, await termsOf(ctx, specification), false);
  const blocked = await blockedBy({ ...mover, holdsStale: true }, id);
  if (blocked !== null) return stay(ctx, id, blocked);
  const { counts } = await moveConfigs(mover, id, true);
  const after = { locked_version_id: version.id, upgrade_blocked: null };
  await change(ctx, deploymentEntity, id, after);
  const migration = mover.migratedBy.size > 0 ? { migration: migrationOf(mover, counts) } : {};
  await record(ctx, id, 'follow', found.before, { ...after, counts, ...migration });
}

/** Stores why a deployment stays on its version. A check that fails again leaves no further event. */
async function stay(ctx: Context, id: string, blocked: Blocked): Promise<void> {
  const found = await versionFor(ctx, id);
  if (found === null) return;
  const version = found.version.id;
  const upgrade_blocked = {
    provider_version_id: version,
    ...blocked,
    checked_at: ctx.now.toISOString(),
  } satisfies UpgradeBlocked;
  await change(ctx, deploymentEntity, id, { upgrade_blocked });
  const known = found.blocked;
  if (known?.provider_version_id === version && known.reason === blocked.reason) return countChange(ctx);
  await record(ctx, id, 'follow-blocked', found.before, { upgrade_blocked });
}

const record = (
  ctx: Context,
  id: string,
  step: 'follow' | 'follow-blocked',
  locked_version_id: string | null,
  after: Record<string, unknown>,
) =>
  ctx.services.audit.append(ctx, {
    action: `provider-deployments.${step}`,
    resource_type: deploymentEntity.name,
    resource_id: id,
    before: { locked_version_id },
    after,
  });

const REASONS: Partial<Record<string, UpgradeBlocked['reason']>> = {
  conflict: 'too_many',
  forbidden: 'asks_secrets',
};

type Blocked = Omit<UpgradeBlocked, 'provider_version_id' | 'checked_at'>;

/** Checks the configs of a deployment without moving them; null when all fit and no secret becomes stale. */
async function blockedBy(mover: Mover, id: string): Promise<Blocked | null> {
  try {
    const { counts } = await moveConfigs(mover, id, false);
    const { checked, passes, breaks, stale } = counts;
    if (breaks + stale === 0) return null;
    return { reason: breaks > 0 ? 'breaks' : 'stale', checked, passes, breaks, stale };
  } catch (cause) {
    const reason = cause instanceof DomainError ? REASONS[cause.code] : undefined;
    if (reason === undefined) throw cause;
    return { reason, ...NONE };
  }
}
