import type { Context } from '@berth/resource';
import { and, eq, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { copiedName, madeName } from '../fields.ts';

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

/** Finds the live row that is the default of a deployment; null for none. */
export async function defaultOf(ctx: Context, table: Table, deploymentId: string): Promise<string | null> {
  const [found] = await ctx.db
    .select({ id: table.id })
    .from(table as PgTable)
    .where(isDefaultOf(ctx, table, deploymentId));
  return (found?.id as string | undefined) ?? null;
}

/** Makes the name of the default config of a deployment. */
export function defaultConfigName(deployment: { name: string | null }): string {
  const name = copiedName(deployment.name);
  return name === null ? 'Default Config' : madeName(`Default Config for ${name}`);
}
