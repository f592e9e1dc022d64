import { runPrepared } from '@berth/db';
import { isId, sameUuid } from '@berth/kernel';
import {
  type Context,
  hold,
  INSTANCE,
  idsInside,
  missing,
  reachParams,
  reachShape,
  scopeCondition,
  visible,
} from '@berth/resource';
import { and, inArray, sql } from 'drizzle-orm';
import { findNamed, meantAmong, type NamedRow } from '../find-named.ts';
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
    { slugOf, isMeant: isIdentified },
  );

const slugOf = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

const isIdentified = ({ owner_id = '', slug }: NamedRow, names: ReadonlySet<string>): boolean =>
  names.has(identifierOf({ owner_id, slug }));

/**
 * Finds the named provider and holds it until the transaction ends, for a reference to it: in one statement, which may
 * hold another one with its slug too. @throws DomainError `not_found`.
 */
export async function holdProvider(ctx: Context, text: string): Promise<typeof providers.$inferSelect> {
  if (isId('provider', text) || isId('listing', text))
    return hold(ctx, providerEntity, await findProvider(ctx, text), 'reference');
  const rows = await runPrepared<typeof providers.$inferSelect>(
    ctx,
    `provider held${reachShape(ctx)}`,
    (db) =>
      db
        .select()
        .from(providers)
        .where(
          and(
            scopeCondition(ctx, { entity: providerEntity }),
            sql`${providers.slug} = ${sql.placeholder('slug')}`,
          ),
        )
        .for('key share'),
    { [INSTANCE]: ctx.instanceId, ...reachParams(ctx), slug: slugOf(text) },
  );
  const [provider] = meantAmong(rows, new Set([text]), isIdentified);
  if (!provider) throw missing(ctx, providerEntity, text);
  return provider;
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
