import { type Context, defineResource, oneOf, requireScope, through, visible } from '@berth/resource';
import { and, asc, inArray, sql } from 'drizzle-orm';
import { authMethods } from '../auth-method/table.ts';
import { ofVersions } from '../of-versions.ts';
import { shippedTool, toolExample } from './example.ts';
import { presentTool } from './presenter.ts';
import { ToolView } from './schema.ts';
import { toolEntity, tools } from './table.ts';

export { presentTool } from './presenter.ts';
export { ToolInput, ToolView } from './schema.ts';

export const tool = defineResource({
  entity: toolEntity,
  wire: {
    path: 'provider-tools',
    about: 'A tool that a provider offers, defined by one of its specifications.',
    // The official client generated in February 2026 uses this path.
    aliases: { 'providers-tools': { since: '2026-11-21' } },
    view: ToolView,
    present: presentTool,
    example: toolExample,
    shown: shippedTool,
  },
  read: {
    filters: {
      provider_version_id: ofVersions(tools.specification_id, { required: true, many: false }),
      provider_auth_method_id: through(
        (ids) =>
          sql`${tools.specification_id} in (select ${authMethods.specification_id} from ${authMethods} where ${authMethods.id} = any(${ids}))`,
      ),
      id: oneOf(tools.id),
    },
  },
});

export type ToolRow = typeof tools.$inferSelect;

/** Reads the tools of several specifications in one query, ordered by key. @throws DomainError `forbidden`. */
export async function toolsOf(ctx: Context, specificationIds: readonly string[]): Promise<ToolRow[]> {
  requireScope(ctx, `${tool.wire.path}:read`);
  if (specificationIds.length === 0) return [];
  return ctx.db
    .select()
    .from(tools)
    .where(and(visible(ctx, toolEntity), inArray(tools.specification_id, [...specificationIds])))
    .orderBy(asc(tools.key), asc(tools.id));
}
