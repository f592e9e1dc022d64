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
import { and, eq } from 'drizzle-orm';
import { authMethods } from '../auth-method/table.ts';
import { SHIPPED } from '../example-provider.ts';
import { findProvider, findProviders } from '../find-provider.ts';
import { providerJoins } from '../provider-joins.ts';
import { SpecificationWarnings } from '../specification/index.ts';
import { providerEntity, providers } from '../tables/provider.ts';
import { providerExample, shownProvider } from './example.ts';
import { presentProvider } from './presenter.ts';
import { CreateProvider, ProviderView, UpdateProvider } from './schema.ts';
import { archiveProvider, createProvider, unarchiveProvider, updateProvider } from './service.ts';

export { providerErrors } from './errors.ts';
export { presentProvider } from './presenter.ts';
export { CreateProvider, ProviderView } from './schema.ts';
export { insertProvider } from './service.ts';

/** Marks the rows whose current version has an OAuth method. */
export async function attachOAuth<Row extends { current_version: { specification_id: string } | null }>(
  ctx: Context,
  rows: Row[],
): Promise<(Row & { has_oauth: boolean })[]> {
  const current = rows.flatMap((row) => row.current_version?.specification_id ?? []);
  const oauth = await runPrepared(
    ctx,
    'providers+oauth',
    (db) =>
      db
        .selectDistinct({ id: authMethods.specification_id })
        .from(authMethods)
        .where(and(isAny(authMethods.specification_id, 'current'), eq(authMethods.type, 'oauth'))),
    { current: pgArray(current) },
  );
  const ids = new Set(oauth.map((method) => method.id));
  return rows.map((row) => ({ ...row, has_oauth: ids.has(row.current_version?.specification_id ?? '') }));
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
