import { pgArray, runPrepared } from '@berth/db';
import { isId, spellingsOf } from '@berth/kernel';
import { type Context, INSTANCE, isAny, visible } from '@berth/resource';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { providers } from '../catalog/tables/provider.ts';
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

/** The handle of a config, and the slug of its provider. */
export interface ConfigNames {
  handle: string | null;
  provider: string;
}

/** Reads the names of configs of the instance by their ids, of archived ones too, whatever the reach of the key. */
export async function configNames(ctx: Context, ids: readonly string[]): Promise<Map<string, ConfigNames>> {
  if (ids.length === 0) return new Map();
  const rows = await runPrepared(
    ctx,
    'provider-configs+names',
    (db) =>
      db
        .select({ id: providerConfigs.id, handle: providerConfigs.handle, provider: providers.slug })
        .from(providerConfigs)
        .innerJoin(providers, eq(providers.id, providerConfigs.provider_id))
        .where(
          and(eq(providerConfigs.instance_id, sql.placeholder(INSTANCE)), isAny(providerConfigs.id, 'ids')),
        ),
    { [INSTANCE]: ctx.instanceId, ids: pgArray([...new Set(ids)]) },
  );
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}
