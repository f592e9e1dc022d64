import { type Context, type Entity, type EntityTable, visible } from '@berth/resource';
import { and, eq, inArray } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { deployments } from './tables/deployment.ts';
import type { Link, ToolFilter } from './tool-filter/index.ts';

type Bound = EntityTable &
  Record<'instance_id' | 'provider_id' | 'provider_deployment_id', PgColumn> & {
    tool_filter: PgColumn & { _: { data: ToolFilter } };
  };

/**
 * Reads the links of a chain of tool filters that a config or an auth config adds: its own, and that of the deployment
 * that it is bound to. None for a row that the caller does not see.
 */
export const boundLinks =
  <T extends Bound>(row: Link['row'], entity: Entity<T>) =>
  async (ctx: Context, ids: string[]): Promise<Link[]> => {
    const table: Bound = entity.table;
    const found = await ctx.db
      .select({
        tool_filter: table.tool_filter,
        provider_id: table.provider_id,
        outer: deployments.tool_filter,
      })
      .from(table as PgTable)
      .leftJoin(
        deployments,
        and(eq(deployments.instance_id, table.instance_id), eq(deployments.id, table.provider_deployment_id)),
      )
      .where(and(visible(ctx, entity), inArray(table.id, ids)));
    return found.flatMap(({ tool_filter, provider_id, outer }) => {
      const shared = { provider_id: String(provider_id) };
      const own: Link = { ...shared, row, tool_filter: tool_filter as ToolFilter };
      return outer ? [{ ...shared, row: 'deployment', tool_filter: outer }, own] : [own];
    });
  };
