import { isId, spellingsOf } from '@berth/kernel';
import { type Context, visible } from '@berth/resource';
import { and, eq, inArray } from 'drizzle-orm';
import { providerConfigEntity, providerConfigs } from './tables/provider-config.ts';

/** Finds the id of the named config. Returns the text itself when there is none, so that the later 404 names it. */
export async function findConfigId(ctx: Context, text: string): Promise<string> {
  return (await findConfigIds(ctx, [text]))[0] ?? text;
}

/**
 * Finds the ids of configs that are named by id or handle: in one query, or none for ids alone. A handle names the live
 * config that the key sees, in any spelling; a text with the form of an id is an id.
 */
export async function findConfigIds(ctx: Context, texts: string[]): Promise<string[]> {
  const ids = texts.filter((text) => isId('providerConfig', text));
  const handles = [...new Set(texts.filter((text) => !isId('providerConfig', text)))];
  if (handles.length === 0) return ids;
  const rows = await ctx.db
    .select({ id: providerConfigs.id, handle: providerConfigs.handle })
    .from(providerConfigs)
    .where(
      and(
        visible(ctx, providerConfigEntity),
        inArray(providerConfigs.handle, handles.flatMap(spellingsOf)),
        eq(providerConfigs.status, 'active'),
      ),
    );
  const byHandle = new Map(rows.map(({ id, handle }) => [handle, id]));
  // Of two handles of an earlier release that are one by now, the text names the one that it spells out
  const found = handles.flatMap((text) =>
    [text, ...spellingsOf(text)].flatMap((spelling) => byHandle.get(spelling) ?? []).slice(0, 1),
  );
  return [...new Set([...ids, ...found])];
}
