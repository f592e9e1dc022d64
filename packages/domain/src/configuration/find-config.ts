import { isId } from '@berth/kernel';
import type { Context } from '@berth/resource';
import { and, eq, inArray } from 'drizzle-orm';
import { providerConfigs } from './tables/provider-config.ts';

/** Finds the id of the named config. Returns the text itself when there is none, so that the later 404 names it. */
export async function findConfigId(ctx: Context, text: string): Promise<string> {
  return (await findConfigIds(ctx, [text]))[0] ?? text;
}

/**
 * Finds the ids of configs that are named by id or handle: in one query, or none for ids alone. A handle names the live
 * config that has it; a text with the form of an id is an id.
 */
export async function findConfigIds(ctx: Context, texts: string[]): Promise<string[]> {
  const ids = texts.filter((text) => isId('providerConfig', text));
  const handles = [...new Set(texts.filter((text) => !isId('providerConfig', text)))];
  if (handles.length === 0) return ids;
  const rows = await ctx.db
    .select({ id: providerConfigs.id })
    .from(providerConfigs)
    .where(
      and(
        eq(providerConfigs.instance_id, ctx.instanceId),
        inArray(providerConfigs.handle, handles),
        eq(providerConfigs.status, 'active'),
      ),
    );
  return [...ids, ...rows.map(({ id }) => id)];
}
