import { DomainError } from '@berth/kernel';
import { type Context, change, hold } from '@berth/resource';
import { SealError } from '@berth/secrets';
import { and, asc, count, eq, gt, type SQL, sql } from 'drizzle-orm';
import { versionInForceIn } from '../../catalog/in-force.ts';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import type { JobHandler } from '../../governance/job/index.ts';
import { isVersionInForce } from '../approved.ts';
import { deploymentEntity, deployments, type UpgradeBlocked } from '../tables/deployment.ts';
import { specificationById } from '../target.ts';
import { termsOf } from '../value/index.ts';
import { migrationOf, moveConfigs, moverTo } from './move-deployment.ts';

/** The last deployment that was looked at. */
interface Cursor {
  id: string;
}

const EVERY_MS = 30_000;

/**
 * Moves the deployments with `follow: "safe"` to the version of their provider that is in force, one a step, when all
 * of their configs fit it after its migrations. A deployment with a config that does not stays, and says why; it is
 * looked at again when another version comes in force, or when its `follow` is sent again.
 */
export const followJob: JobHandler<null, Cursor> = {
  kind: 'provider-deployments.follow',
  unique: true,
  everyMs: EVERY_MS,
  begin: async ({ db, instanceId }) => {
    const [found] = await db
      .select({ deployments: count() })
      .from(deployments)
      .innerJoin(providerVersions, isInForce)
      .where(and(eq(deployments.instance_id, instanceId), isBehind));
    return { state: { id: '' }, total: found?.deployments ?? 0 };
  },
  step: async (ctx, { id: after }) => {
    const [next] = await ctx.db
      .select({ id: deployments.id })
      .from(deployments)
      .innerJoin(providerVersions, isInForce)
      .where(and(eq(deployments.instance_id, ctx.instanceId), gt(deployments.id, after), isBehind))
      .orderBy(asc(deployments.id))
      .limit(1);
    if (!next) return null;
    return { state: { id: next.id }, advanced: 1, write: (inner) => follow(inner, next.id) };
  },
  due: async ({ db }) => {
    const rows = await db
      .selectDistinct({ id: deployments.instance_id })
      .from(deployments)
      .innerJoin(providerVersions, isInForce)
      .where(isBehind);
    return rows.map(({ id }) => id);
  },
};

const isInForce: SQL = sql`${providerVersions.id} = ${versionInForceIn(sql`${deployments.instance_id}`, sql`${deployments.provider_id}`)}`;

/** Literals, as in the partial index. */
const isBehind: SQL = sql`${deployments.follows_safely} and ${deployments.status} = 'active'
  and ${deployments.locked_version_id} <> ${providerVersions.id}
  and (${deployments.upgrade_blocked} ->> 'provider_version_id' = ${providerVersions.id}) is not true`;

/** Moves one deployment, or stores why it stays. It holds the deployment and sees first if there is still work. */
async function follow(ctx: Context, id: string): Promise<void> {
  const held = await hold(ctx, deploymentEntity, id, 'change');
  const [found] = await ctx.db
    .select({ version: providerVersions })
    .from(deployments)
    .innerJoin(providerVersions, isInForce)
    .where(and(eq(deployments.instance_id, ctx.instanceId), eq(deployments.id, id), isBehind))
    .for('share', { of: providerVersions });
  if (!found || !(await isVersionInForce(ctx, found.version))) return;
  const { version } = found;
  const specification = await specificationById(ctx, version.specification_id);
  const mover = moverTo(ctx, version, await termsOf(ctx, specification), false);
  const blocked = await blockedBy(mover, id);
  const after =
    blocked === null
      ? { locked_version_id: version.id, upgrade_blocked: null }
      : {
          upgrade_blocked: {
            provider_version_id: version.id,
            ...blocked,
            checked_at: ctx.now.toISOString(),
          } satisfies UpgradeBlocked,
        };
  const moved = blocked === null ? await moveConfigs(mover, id, true) : null;
  await change(ctx, deploymentEntity, id, after);
  await ctx.services.audit.append(ctx, {
    action: `provider-deployments.${moved === null ? 'follow-blocked' : 'follow'}`,
    resource_type: deploymentEntity.name,
    resource_id: id,
    before: { locked_version_id: held.locked_version_id },
    after: {
      ...after,
      ...(moved === null ? {} : { counts: moved.counts }),
      ...(moved !== null && mover.migratedBy.size > 0 ? { migration: migrationOf(mover, moved.counts) } : {}),
    },
  });
}

type Blocked = Omit<UpgradeBlocked, 'provider_version_id' | 'checked_at'>;

/** Checks the configs of a deployment without moving them; null when all fit. */
async function blockedBy(mover: ReturnType<typeof moverTo>, id: string): Promise<Blocked | null> {
  const none = { checked: 0, passes: 0, breaks: 0 };
  try {
    const { counts } = await moveConfigs(mover, id, false);
    const { checked, passes, breaks } = counts;
    return breaks === 0 ? null : { reason: 'breaks', checked, passes, breaks };
  } catch (cause) {
    if (cause instanceof SealError) return { reason: 'failed', ...none };
    if (!(cause instanceof DomainError)) throw cause;
    return { reason: cause.code === 'conflict' ? 'too_many' : 'failed', ...none };
  }
}
