import { isId, sameUuid } from '@berth/kernel';
import { type Context, idsInside, visible } from '@berth/resource';
import { and, inArray } from 'drizzle-orm';
import { PUBLIC } from './tables/owned.ts';
import { providerEntity, providers } from './tables/provider.ts';

/**
 * Builds the identifier of a provider, unique over all owners. A provider can be named by it or by its slug. It holds
 * no slash, because the official client puts it into a path unescaped.
 */
export const identifierOf = (row: { owner_id: string; slug: string }): string =>
  `${row.owner_id}:${row.slug}`;

/** Finds the id of the named provider. Returns the text itself when there is none, so that the later 404 names it. */
export async function findProvider(ctx: Context, text: string): Promise<string> {
  return (await findProviders(ctx, [text]))[0] ?? text;
}

/**
 * Finds the ids of providers that are named by id, slug, identifier, or the id of their listing: in one query, or none
 * for ids alone.
 */
export async function findProviders(ctx: Context, asked: string[]): Promise<string[]> {
  const texts = asked.map((text) => (isId('listing', text) ? sameUuid('provider', text) : text));
  const ids = texts.filter((text) => isId('provider', text));
  const names = new Set(texts.filter((text) => !isId('provider', text)));
  if (names.size === 0) return ids;
  const slugs = [...names].map((name) => name.slice(name.lastIndexOf(':') + 1));
  const rows = await ctx.db
    .select({ id: providers.id, slug: providers.slug, owner_id: providers.owner_id })
    .from(providers)
    .where(and(visible(ctx, providerEntity), inArray(providers.slug, slugs)));
  // A slug may exist twice, once the shipped catalogue takes a slug that an instance already used: the instance's own
  // wins.
  const own = new Set(rows.filter((row) => row.owner_id !== PUBLIC).map((row) => row.slug));
  const meant = rows.filter(
    (row) =>
      names.has(identifierOf(row)) ||
      (names.has(row.slug) && (row.owner_id !== PUBLIC || !own.has(row.slug))),
  );
  return [...ids, ...meant.map((row) => row.id)];
}

/** Like `findProviders`, without those outside the reach of the key. */
export const findProvidersInside = async (ctx: Context, texts: string[]): Promise<string[]> =>
  idsInside(ctx, providerEntity, await findProviders(ctx, texts));

/** Reads the slugs of providers, by id. */
export async function slugsOf(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: providers.id, slug: providers.slug })
    .from(providers)
    .where(and(visible(ctx, providerEntity), inArray(providers.id, [...new Set(ids)])));
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}
