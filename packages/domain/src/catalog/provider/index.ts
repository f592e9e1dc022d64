import { pgArray, runPrepared } from '@berth/db';
import {
  archivableFilters,
  archiveVerb,
  type Context,
  createVerb,
  defineResource,
  isAny,
  oneOf,
  search,
  unarchiveVerb,
  updateVerb,
} from '@berth/resource';
import { and, eq, sql } from 'drizzle-orm';
import { callbackUrl } from '../../callback-url.ts';
import { authMethods } from '../auth-method/table.ts';
import { SHIPPED } from '../example-provider.ts';
import { findProvider, findProviders } from '../find-provider.ts';
import { providerJoins } from '../provider-joins.ts';
import { SpecificationWarnings } from '../specification/index.ts';
import { providerEntity, providers } from '../tables/provider.ts';
import { providerExample, shownProvider } from './example.ts';
import { type OAuthPart, presentProvider } from './presenter.ts';
import { CreateProvider, ProviderView, UpdateProvider } from './schema.ts';
import { archiveProvider, createProvider, unarchiveProvider, updateProvider } from './service.ts';

export { providerErrors } from './errors.ts';
export { type OAuthPart, presentProvider } from './presenter.ts';
export { CreateProvider, ProviderView } from './schema.ts';
export { insertProvider } from './service.ts';

/** Marks the rows whose current version has an OAuth method, and adds the address to which sign-ins come back. */
export async function attachOAuth<Row extends { current_version: { specification_id: string } | null }>(
  ctx: Context,
  rows: Row[],
): Promise<(Row & OAuthPart)[]> {
  const current = rows.flatMap((row) => row.current_version?.specification_id ?? []);
  const oauth = await runPrepared(
    ctx,
    'providers+oauth',
    (db) =>
      db
        .select({
          id: authMethods.specification_id,
          signs_in: sql<boolean>`bool_or(${authMethods.oauth} ->> 'authorization_url' is not null)`,
        })
        .from(authMethods)
        .where(and(isAny(authMethods.specification_id, 'current'), eq(authMethods.type, 'oauth')))
        .groupBy(authMethods.specification_id),
    { current: pgArray(current) },
  );
  const found = new Map(oauth.map(({ id, signs_in }) => [id, signs_in]));
  return rows.map((row) => {
    const signsIn = found.get(row.current_version?.specification_id ?? '');
    return { ...row, has_oauth: signsIn !== undefined, callback_url: signsIn ? callbackUrl(ctx) : null };
  });
}

export const provider = defineResource({
  entity: providerEntity,
  wire: {
    path: 'providers',
    about: 'A service that can be configured, from the shipped catalogue or defined by your instance.',
    view: ProviderView,
    present: presentProvider,
    example: providerExample,
    shown: shownProvider,
    known: SHIPPED,
  },
  read: {
    joins: providerJoins,
    filters: {
      ...archivableFilters(providerEntity),
      id: oneOf(providers.id, { identify: findProviders }),
      search: search(providers.name, providers.slug, providers.description),
    },
    attach: attachOAuth,
    identify: findProvider,
  },
  verbs: [
    createVerb({ input: CreateProvider, once: SpecificationWarnings, run: createProvider }),
    updateVerb({ input: UpdateProvider, run: updateProvider }),
    archiveVerb({ run: archiveProvider }),
    unarchiveVerb({ run: unarchiveProvider }),
  ],
});
