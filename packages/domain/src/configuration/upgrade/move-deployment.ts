import { type Dependent, shownDependents } from '@berth/kernel';
import {
  beyondReach,
  type Context,
  change,
  hold,
  MOST_NAMED,
  type Outcome,
  refuseGone,
  requireScope,
} from '@berth/resource';
import { and, asc, eq, gt, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { isVersionInForce, requireApproved } from '../approved.ts';
import { requireFree } from '../guard.ts';
import { isLive } from '../in-force.ts';
import { configVaults } from '../tables/config-vault.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { providerConfigEntity, providerConfigs } from '../tables/provider-config.ts';
import { valueRevisions } from '../tables/value-revision.ts';
import { holdVersionFor, specificationById } from '../target.ts';
import { type Terms, termsOf } from '../value/index.ts';
import { upgradeErrors } from './errors.ts';
import { migrationsTo } from './migrations-from.ts';
import { type Checked, type Mover, moveBatch } from './move-batch.ts';
import type { MoveDeploymentInput, MovedView } from './move-schema.ts';
import { specificationReader } from './specifications.ts';

/** The most configs that one move takes. It is one transaction, and holds each of them. */
export const MOST_MOVED = 20_000;
/** The number of configs that are opened at a time, and the bytes of their values. */
const BATCH = { configs: 200, bytes: 8 * 1024 * 1024 };

type Counts = Omit<MovedView['upgrade'], 'invalid'>;

/**
 * Moves a deployment and its configs to a version. The lock moves too; a deployment without a lock that moves to the
 * version in force stays without one.
 * @throws DomainError `conflict` with the counts and the first configs that break, unless `force` marks them invalid;
 * `conflict` for too many configs, and without the approval of the version; `forbidden` when the outcome would tell
 * something about a kept secret; `not_found`, `gone`, `use_after_delete`, `provider_mismatch`.
 */
export async function moveDeployment(
  ctx: Context,
  id: string,
  { provider_version_id, force = false }: MoveDeploymentInput,
): Promise<Outcome> {
  requireScope(ctx, 'provider-configs:write');
  const deployment = await holdToMove(ctx, id);
  refuseGone(deploymentEntity, deployment, 'change');
  requireFree(ctx, deployment);
  const version = await holdVersionFor(ctx, deployment, provider_version_id, 'provider_version_id');
  await requireApproved(ctx, version.id);
  const isInForce = await isVersionInForce(ctx, version);
  const terms = await termsOf(ctx, await specificationById(ctx, version.specification_id));
  ctx.write.noted.provider_version_id = version.id;
  const staysFree = deployment.locked_version_id === null && isInForce;
  if (!staysFree) {
    // The job would move a deployment that follows safely to the version in force again
    const locks = isInForce ? {} : { follows_safely: false };
    const locked = { locked_version_id: version.id, upgrade_blocked: null, ...locks };
    await change(ctx, deploymentEntity, id, locked);
  }
  const mover = moverTo(ctx, version, terms, force || ctx.write.options.force);
  const { counts, broken } = await moveConfigs(mover, id, true);
  if (mover.migratedBy.size > 0) ctx.write.noted.migration = migrationOf(mover, counts);
  if (broken.length > 0 && !mover.force) {
    const { stale: _stale, migrated: _migrated, ...known } = counts;
    const dependents = broken.map(({ errors, ...config }) => ({ ...config, errors: errors ?? [] }));
    throw upgradeErrors.breaks(
      { checked: counts.checked, breaks: counts.breaks },
      { entity: deploymentEntity.name, id, dependents, counts: known },
    );
  }
  const invalid = shownDependents(broken).map(({ id, handle, errors = [] }) => ({ id, handle, errors }));
  return { once: { upgrade: { ...counts, invalid } } };
}

/** Holds a deployment so that no config is made on it or placed there until its configs have moved. */
export const holdToMove = (ctx: Context, id: string) => hold(ctx, deploymentEntity, id, 'archive');

/** Makes the mover of configs to a version. */
export const moverTo = (
  ctx: Context,
  version: { id: string; specification_id: string },
  terms: Terms,
  force: boolean,
): Mover => ({
  ctx: beyondReach(ctx),
  terms,
  force,
  migrationFrom: migrationsTo(ctx, version),
  migratedBy: new Set(),
  histories: new Map(),
  specificationOf: specificationReader(ctx),
});

/** The versions whose migrations changed values, and the number of these, for an event. */
export const migrationOf = ({ migratedBy }: Mover, { migrated }: Pick<Counts, 'migrated'>) => ({
  versions: [...migratedBy],
  migrated,
});

type Broken = Dependent & { handle: string | null };

/** Holds and checks the configs of a deployment that are on another specification, and with `isKept` moves them. */
export async function moveConfigs(
  mover: Mover,
  deploymentId: string,
  isKept: boolean,
): Promise<{ counts: Counts; broken: Broken[] }> {
  const { ctx, terms, force } = mover;
  const counts: Counts = { checked: 0, passes: 0, breaks: 0, stale: 0, migrated: 0 };
  const broken: Broken[] = [];
  const sets = configsToMove(ctx, deploymentId, terms.specification.id);
  await refuseTooMany(ctx, sets);
  await holdVaults(ctx, sets);
  for await (const ids of heldConfigs(ctx, sets)) {
    const checked = await moveBatch(mover, ids, isKept && (force || counts.breaks === 0));
    counts.checked += checked.length;
    counts.breaks += checked.filter(({ errors }) => errors !== null).length;
    counts.stale += checked.filter(({ isStale }) => isStale).length;
    counts.migrated += checked.filter(({ isMigrated, errors }) => isMigrated && errors === null).length;
    counts.passes = counts.checked - counts.breaks;
    const named = checked.map(dependentOf);
    broken.push(...named.filter(({ errors }) => errors !== undefined).slice(0, MOST_NAMED - broken.length));
    ctx.write.touched.push(...named.slice(0, Math.max(0, MOST_NAMED - ctx.write.touched.length)));
  }
  return { counts, broken };
}

const dependentOf = ({ id, name, handle, errors }: Checked): Broken => ({
  object: providerConfigEntity.name,
  id,
  name,
  handle,
  ...(errors === null ? {} : { errors }),
});

/**
 * Selects the live configs of a deployment with another specification: those bound to it, and its default config when
 * that is bound to none. Each set is in the order of an index.
 */
function configsToMove(ctx: Context, deploymentId: string, specificationId: string): (SQL | undefined)[] {
  const { provider_deployment_id: bound, default_of_deployment_id: serves } = providerConfigs;
  const isBound = eq(bound, deploymentId);
  const isDefault = and(eq(serves, deploymentId), isNull(bound));
  return [isBound, isDefault].map((one) =>
    and(
      eq(providerConfigs.instance_id, ctx.instanceId),
      one,
      isLive(providerConfigs),
      ne(providerConfigs.specification_id, specificationId),
    ),
  );
}

type Sets = readonly (SQL | undefined)[];

/** @throws DomainError `conflict`. */
async function refuseTooMany(ctx: Context, sets: Sets): Promise<void> {
  let configs = 0;
  for (const which of sets) configs += await ctx.db.$count(providerConfigs, which);
  if (configs > MOST_MOVED)
    throw upgradeErrors.tooMany({ configs, most: MOST_MOVED }, { entity: deploymentEntity.name });
}

/** Holds the vaults of the configs before these, as an edit of a vault does. */
async function holdVaults(ctx: Context, sets: Sets): Promise<void> {
  const followed = ctx.db
    .select({ id: providerConfigs.provider_config_vault_id })
    .from(providerConfigs)
    .where(or(...sets));
  await ctx.db
    .select({ id: configVaults.id })
    .from(configVaults)
    .where(and(eq(configVaults.instance_id, ctx.instanceId), inArray(configVaults.id, followed)))
    .orderBy(asc(configVaults.id))
    .for('share');
}

/** Holds the configs, some at a time, and yields their ids. */
async function* heldConfigs(ctx: Context, sets: Sets): AsyncGenerator<string[]> {
  for (const which of sets) {
    let after = '';
    while (true) {
      const ids = await holdNext(ctx, which, after);
      const last = ids.at(-1);
      if (last === undefined) break;
      yield ids;
      after = last;
    }
  }
}

/** Holds the next configs, as many as have values of so many bytes. Returns their ids. */
async function holdNext(ctx: Context, which: SQL | undefined, after: string): Promise<string[]> {
  const bytesOf = (owner: SQL, revision: SQL) => sql`coalesce((
    select octet_length(${valueRevisions.ciphertext}) from ${valueRevisions}
    where ${valueRevisions.instance_id} = ${providerConfigs.instance_id}
    and ${valueRevisions.owner_id} = ${owner} and ${valueRevisions.revision} = ${revision}
  ), 0)`;
  const vaultRevision = sql`coalesce(${providerConfigs.vault_revision}, (
    select ${configVaults.revision} from ${configVaults}
    where ${configVaults.instance_id} = ${providerConfigs.instance_id}
    and ${configVaults.id} = ${providerConfigs.provider_config_vault_id}
  ))`;
  const rows = await ctx.db
    .select({
      id: providerConfigs.id,
      bytes: sql<number>`(${bytesOf(sql`${providerConfigs.id}`, sql`${providerConfigs.revision}`)}
        + ${bytesOf(sql`${providerConfigs.provider_config_vault_id}`, vaultRevision)})::integer`,
    })
    .from(providerConfigs)
    .where(and(which, gt(providerConfigs.id, after)))
    .orderBy(asc(providerConfigs.id))
    .limit(BATCH.configs)
    .for('no key update', { of: providerConfigs });
  let bytes = 0;
  return rows
    .filter((row, index) => {
      bytes += row.bytes;
      return index === 0 || bytes <= BATCH.bytes;
    })
    .map(({ id }) => id);
}
