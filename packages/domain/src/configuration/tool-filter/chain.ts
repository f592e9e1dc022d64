import { TooMuchWork } from '@berth/json-schema';
import { invalidData } from '@berth/kernel';
import { type Context, type Filter, type FilterValue, jointly, visible } from '@berth/resource';
import { and, inArray } from 'drizzle-orm';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import { toolEntity, tools } from '../../catalog/tool/table.ts';
import { toolFilterProblems } from './errors.ts';
import type { ToolFilter } from './index.ts';
import { letThrough } from './let-through.ts';

/*
 * The chain of tool filters: deployment, config, auth config. A tool can be used when every filter of the chain allows
 * it. The list of tools names the rows of the chain by filters, one contributed by each resource; the row's own
 * deployment belongs to the chain too.
 */

/** The rows of a chain from the outermost to the innermost. */
const RANKS = ['deployment', 'config', 'auth config'] as const;

/** The tool filter of a row, and the place of the row in the chain. */
export interface Link {
  row: (typeof RANKS)[number];
  tool_filter: ToolFilter;
  provider_id: string;
}

/** Makes the filter of tools by a row of the chain. `part` reads the row, and the deployment that it is bound to. */
export const usableWith = (
  row: Link['row'],
  part: (ctx: Context, ids: string[]) => Promise<Link[]>,
): Filter =>
  jointly(
    tools.id,
    { part, find: findTools },
    `Filter by ${row === 'auth config' ? 'an' : 'a'} ${row}: tools of its provider that its tool filter lets through, and those of the deployment that it is bound to. Filters of a deployment, a config and an auth config form one chain, in which \`ignore_parent_filters\` drops those before.`,
  );

/** Finds the tools of the version that the chain lets through. */
async function findTools(
  ctx: Context,
  parts: Record<string, Link[]>,
  values: Readonly<Record<string, FilterValue>>,
): Promise<string[]> {
  if (Object.values(parts).some((links) => links.length === 0)) return [];
  const chain = chainOf(Object.values(parts).flat());
  const found = await ctx.db
    .select({ id: tools.id, key: tools.key, provider_id: tools.provider_id })
    .from(tools)
    .where(
      and(
        visible(ctx, toolEntity),
        inArray(
          tools.specification_id,
          ctx.db
            .select({ id: providerVersions.specification_id })
            .from(providerVersions)
            .where(inArray(providerVersions.id, values.provider_version_id as string[])),
        ),
      ),
    );
  const ofProvider = found.filter((tool) =>
    Object.values(parts).every((links) => links.every((link) => link.provider_id === tool.provider_id)),
  );
  try {
    return (await letThrough(chain, ofProvider)).map(({ id }) => id);
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    const [name = ''] = Object.keys(parts);
    throw invalidData([toolFilterProblems.slow([name])], 'query');
  }
}

/** The filters from the outermost on, without those before the last filter that ignores its parents. */
function chainOf(links: Link[]): ToolFilter[] {
  const ordered = links.toSorted((a, b) => RANKS.indexOf(a.row) - RANKS.indexOf(b.row));
  const last = ordered.findLast(({ tool_filter }) => tool_filter.ignore_parent_filters);
  const first = last ? RANKS.indexOf(last.row) : 0;
  return ordered.filter(({ row }) => RANKS.indexOf(row) >= first).map(({ tool_filter }) => tool_filter);
}
