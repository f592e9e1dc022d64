import { type Context, visible } from '@berth/resource';
import { and, eq, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { copiedName, madeName } from '../fields.ts';
import { deploymentEntity, deployments } from './tables/deployment.ts';

/** A table of rows, one of which can be the default of a deployment. */
type Table = PgTable & Record<'instance_id' | 'id' | 'status' | 'default_of_deployment_id', PgColumn>;

/** The condition of the row that is the default of a deployment. One archived with its deployment stays its default. */
export const isDefaultOf = (
  ctx: Pick<Context, 'instanceId'>,
  table: Table,
  deploymentId: string,
  status: 'active' | 'archived' | 'any' = 'active',
): SQL | undefined =>
  and(
    eq(table.instance_id, ctx.instanceId),
    eq(table.default_of_deployment_id, deploymentId),
    status === 'any' ? undefined : eq(table.status, status),
  );

/** Finds the row that is the default of a deployment, a live one unless asked otherwise; null for none. */
export async function defaultOf(
  ctx: Context,
  table: Table,
  deploymentId: string,
  status: 'active' | 'archived' = 'active',
): Promise<string | null> {
  const [found] = await ctx.db
    .select({ id: table.id })
    .from(table as PgTable)
    .where(isDefaultOf(ctx, table, deploymentId, status));
  return (found?.id as string | undefined) ?? null;
}

/** Like `defaultOf`, and locks the row: a writer that archives it or moves it away is waited for. */
export async function holdDefaultOf(
  ctx: Context,
  table: Table,
  deploymentId: string,
  status: 'active' | 'archived',
): Promise<string | null> {
  const [found] = await ctx.db
    .select({ id: table.id })
    .from(table as PgTable)
    .where(isDefaultOf(ctx, table, deploymentId, status))
    .for('update');
  return (found?.id as string | undefined) ?? null;
}

/** Names the live deployment that a write leaves without its default row, unless it is outside the reach of the key. */
export async function touchDeployment(ctx: Context, id: string | null): Promise<void> {
  if (id === null) return;
  const [found] = await ctx.db
    .select({ id: deployments.id, name: deployments.name })
    .from(deployments)
    .where(and(visible(ctx, deploymentEntity), eq(deployments.id, id), eq(deployments.status, 'active')));
  if (found) ctx.write.touched.push({ object: deploymentEntity.name, ...found });
}

/** Makes the name of the default config of a deployment. */
export function defaultConfigName(deployment: { name: string | null }): string {
  const name = copiedName(deployment.name);
  return name === null ? 'Default Config' : madeName(`Default Config for ${name}`);
}
