import { isId } from '@berth/kernel';
import { type Context, visible } from '@berth/resource';
import { and, inArray } from 'drizzle-orm';
import { PUBLIC } from './tables/owned.ts';
import { providerEntity, providers } from './tables/provider.ts';

/**
 * The unique key of a provider over all owners. Wherever a provider is named, this or its slug will do. No slash:
 * the official client puts it into a path as it is.
 */
export const identifierOf = (row: { owner_id: string; slug: string }): string =>
  `${row.owner_id}:${row.slug}`;

/** The id of the provider that is meant; the text itself when none is, so that it is missed under that name. */
export async function findProvider(ctx: Context, text: string): Promise<string> {
  return (await findProviders(ctx, [text]))[0] ?? text;
}

/** The ids of the providers that are meant by ids, slugs and identifiers. One query, and none for ids alone. */
export async function findProviders(ctx: Context, texts: string[]): Promise<string[]> {
  const ids = texts.filter((text) => isId('provider', text));
  const names = new Set(texts.filter((text) => !isId('provider', text)));
  if (names.size === 0) return ids;
  const slugs = [...names].map((name) => name.slice(name.lastIndexOf(':') + 1));
  const rows = await ctx.db
    .select({ id: providers.id, slug: providers.slug, owner_id: providers.owner_id })
    .from(providers)
    .where(and(visible(ctx, providerEntity), inArray(providers.slug, slugs)));
  // The shipped catalogue may grow a slug that an instance used before. To that instance it means its own.
  const own = new Set(rows.filter((row) => row.owner_id !== PUBLIC).map((row) => row.slug));
  const meant = rows.filter(
    (row) =>
      names.has(identifierOf(row)) ||
      (names.has(row.slug) && (row.owner_id !== PUBLIC || !own.has(row.slug))),
  );
  return [...ids, ...meant.map((row) => row.id)];
}

/** The slugs of providers by their ids. */
export async function slugsOf(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: providers.id, slug: providers.slug })
    .from(providers)
    .where(and(visible(ctx, providerEntity), inArray(providers.id, [...new Set(ids)])));
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}
