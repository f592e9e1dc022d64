import { runPrepared } from '@berth/db';
import { beyondReach, type Context, findRow, hold, holdReference, refuseArchived } from '@berth/resource';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { holdProvider } from '../catalog/find-provider.ts';
import { countingOrder, versionInForceIn } from '../catalog/in-force.ts';
import { providerEntity, type providers } from '../catalog/tables/provider.ts';
import { providerVersionEntity, providerVersions } from '../catalog/tables/provider-version.ts';
import { specifications } from '../catalog/tables/specification.ts';
import { noVersionInForce, refuseUnapproved } from './approved.ts';
import { targetErrors } from './errors.ts';
import {
  hashColumns,
  type SpecificationHashes,
  specificationById,
  specificationOf,
  type Terms,
  testedVersion,
} from './value/index.ts';

export { specificationById };

import { deploymentEntity, type deployments } from './tables/deployment.ts';

export type ProviderRow = typeof providers.$inferSelect;
export type DeploymentRow = typeof deployments.$inferSelect;
export type SpecificationRow = typeof specifications.$inferSelect;

/** The target of a new deployment, vault, config or auth config, held until the transaction ends. */
export interface Target {
  provider: ProviderRow;
  deployment: DeploymentRow | null;
}

/**
 * Holds the provider and the deployment that the body names.
 * @throws DomainError `not_found`; `use_after_delete` when archived; `provider_mismatch`.
 */
export async function holdTarget(
  ctx: Context,
  body: { provider_id: string; provider_deployment_id?: string | null | undefined },
): Promise<Target> {
  const catalog = await withCatalogOf(ctx, body.provider_deployment_id);
  const provider = await holdProvider(catalog, body.provider_id);
  refuseArchived(providerEntity, provider);
  const deployment = body.provider_deployment_id
    ? await holdDeployment(ctx, provider.id, body.provider_deployment_id)
    : null;
  return { provider, deployment };
}

/**
 * Widens the reach of the key by the provider of a deployment in reach: to place a row on the deployment takes its part
 * of the catalogue. Only for reading that. @throws DomainError `not_found`.
 */
export async function withCatalogOf(ctx: Context, deploymentId: string | null | undefined): Promise<Context> {
  if (!ctx.reach || !deploymentId) return ctx;
  return withProvider(ctx, (await findRow(ctx, deploymentEntity, deploymentId)).provider_id);
}

/** Widens the reach of the key by a provider, for reading its part of the catalogue. */
const withProvider = (ctx: Context, providerId: string): Context =>
  ctx.reach ? { ...ctx, reach: { ...ctx.reach, providers: [...ctx.reach.providers, providerId] } } : ctx;

/**
 * Holds a live version of the provider of a row, whatever the reach of the key.
 * @throws DomainError `not_found`; `use_after_delete` when archived; `provider_mismatch`.
 */
export async function holdVersionFor(
  ctx: Context,
  row: { provider_id: string },
  id: string,
  member: string,
): Promise<typeof providerVersions.$inferSelect> {
  const version = await holdReference(withProvider(ctx, row.provider_id), providerVersionEntity, id);
  refuseOtherProvider({ provider_id: row.provider_id, [member]: version.provider_id });
  return version;
}

/** Holds again what a row refers to already, whatever the reach of the key. @throws the errors of `holdTarget`. */
export const holdTargetOf = (
  ctx: Context,
  row: { provider_id: string; provider_deployment_id?: string | null },
): Promise<Target> => holdTarget(beyondReach(ctx), row);

/**
 * Holds a live deployment of the provider.
 * @throws DomainError `not_found`; `use_after_delete` when archived; `provider_mismatch`.
 */
export async function holdDeployment(ctx: Context, providerId: string, id: string): Promise<DeploymentRow> {
  const deployment = await hold(ctx, deploymentEntity, id, 'reference');
  refuseArchived(deploymentEntity, deployment);
  refuseOtherProvider({ provider_id: providerId, provider_deployment_id: deployment.provider_id });
  return deployment;
}

/**
 * Reads the specification in force: from the deployment's locked version, else from the version that the instance uses.
 * @throws DomainError `conflict` when the instance has approved no version yet.
 */
export const specificationInForce = async (
  ctx: Context,
  providerId: string,
  lockedVersionId: string | null,
): Promise<SpecificationRow> => (await termsInForce(ctx, providerId, lockedVersionId)).specification;

/** Reads the specification in force with the version whose test is in force for it. @throws as above. */
async function termsInForce(
  ctx: Context,
  providerId: string,
  lockedVersionId: string | null,
): Promise<Terms> {
  const [row] = await runPrepared<{ specification: SpecificationHashes; version: Terms['version'] }>(
    ctx,
    lockedVersionId === null ? 'terms in force' : 'terms of a lock',
    (db) => {
      const provider = sql`${sql.placeholder('provider')}`;
      const version =
        lockedVersionId === null
          ? versionInForceIn(sql`${sql.placeholder('instance')}`, provider)
          : sql`${sql.placeholder('version')}`;
      const tested = testedVersion(db, specifications.id);
      return db
        .select({ specification: hashColumns, version: { id: tested.id, test: tested.test } })
        .from(providerVersions)
        .innerJoin(specifications, eq(specifications.id, providerVersions.specification_id))
        .leftJoinLateral(tested, sql`true`)
        .where(and(eq(providerVersions.provider_id, provider), eq(providerVersions.id, version)));
    },
    { instance: ctx.instanceId, provider: providerId, version: lockedVersionId },
  );
  if (!row) throw await noVersionInForce(ctx, providerId);
  return { specification: await specificationOf(ctx, row.specification), version: row.version };
}

type NewTarget = Pick<Target, 'deployment'> & { provider: Pick<ProviderRow, 'id'> };

/** Like `specificationInForce`, for a new row. @throws DomainError `conflict` for a lock that lacks its approval. */
export const specificationForNew = async (ctx: Context, target: NewTarget): Promise<SpecificationRow> =>
  (await termsForNew(ctx, target)).specification;

/** Reads the terms of a new value. @throws as `specificationForNew`. */
export async function termsForNew(ctx: Context, { provider, deployment }: NewTarget): Promise<Terms> {
  const locked = deployment?.locked_version_id ?? null;
  if (locked !== null) await refuseUnapproved(ctx, locked);
  return termsInForce(ctx, provider.id, locked);
}

/** The specification of a value after an edit: another one after a move, and after a restore that of the revision. */
export async function specificationAfter(
  ctx: Context,
  before: SpecificationRow,
  edit: { kind: string; to?: SpecificationRow; specificationId?: string },
): Promise<SpecificationRow> {
  const { to, specificationId = before.id } = edit;
  if (to) return to;
  return specificationId === before.id ? before : specificationById(ctx, specificationId);
}

/** The version by which a specification counts. */
export type CountingVersion = Pick<typeof providerVersions.$inferSelect, 'id' | 'version'>;

/** The columns of a version that counts, and the order in which the first one of a specification does. */
export const countingVersion = {
  columns: { id: providerVersions.id, version: providerVersions.version },
  order: (instanceId: string, locked: SQL) => [
    sql`(${providerVersions.id} = ${locked}) is not true`,
    ...countingOrder(sql`${instanceId}`, providerVersions),
  ],
};

/**
 * Finds the version by which a specification counts: the locked one that has it, else of those that the instance may
 * use the current or newest one.
 */
export async function versionOf(
  ctx: Context,
  specificationId: string,
  lockedId: string | null,
): Promise<CountingVersion | null> {
  const [row] = await ctx.db
    .select(countingVersion.columns)
    .from(providerVersions)
    .where(eq(providerVersions.specification_id, specificationId))
    .orderBy(...countingVersion.order(ctx.instanceId, sql`${lockedId}::text`))
    .limit(1);
  return row ?? null;
}

/**
 * Refuses rows of different providers. Each provider stands under the member that names it, or a row of it.
 * @throws DomainError `provider_mismatch`.
 */
export function refuseOtherProvider(named: Readonly<Record<string, string | undefined>>): void {
  const given = Object.entries(named).filter(([, id]) => id !== undefined);
  if (new Set(given.map(([, id]) => id)).size < 2) return;
  throw targetErrors.otherProvider({ rows: given.map(([member, id]) => `${member} to ${id}`).join(', ') });
}
