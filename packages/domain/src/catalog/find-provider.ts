import { isId, sameUuid } from '@berth/kernel';
import { type Context, idsInside, visible } from '@berth/resource';
import { and, inArray } from 'drizzle-orm';
import { findNamed } from '../find-named.ts';
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

/** Finds the ids of providers that are named by id, slug, identifier, or the id of their listing. */
export const findProviders = (ctx: Context, asked: string[]): Promise<string[]> =>
  findNamed(
    ctx,
    providerEntity,
    asked.map((text) => (isId('listing', text) ? sameUuid('provider', text) : text)),
    {
      slugOf: (name) => name.slice(name.lastIndexOf(':') + 1),
      isMeant: ({ owner_id = '', slug }, names) => names.has(identifierOf({ owner_id, slug })),
    },
  );

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
