import { pgArray, runPrepared } from '@berth/db';
import { type Context, created, defineResource, isAny, type Measure, oneOf, updated } from '@berth/resource';
import { asc, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { authMethods } from '../auth-method/table.ts';
import { findProviders } from '../find-provider.ts';
import { ofVersions } from '../of-versions.ts';
import { specificationEntity, specifications } from '../tables/specification.ts';
import { tools } from '../tool/table.ts';
import { triggers } from '../trigger/table.ts';
import { shippedSpecification, specificationExample } from './example.ts';
import { presentSpecification } from './presenter.ts';
import { SpecificationView } from './schema.ts';

export { ChangeView, changesBetween } from './changes.ts';
export { specificationProblems } from './errors.ts';
export { SpecificationInput, SpecificationWarnings, type Warning } from './schema.ts';
export { ensureSpecification, storeToolHashes } from './service.ts';

/** Adds the tools and auth methods of all rows, with one query each. */
export async function attachContent<Row extends { id: string }>(ctx: Context, rows: Row[]) {
  const params = { ids: pgArray(rows.map((row) => row.id)) };
  const [allTools, allMethods] = await Promise.all([
    runPrepared(
      ctx,
      'specifications+tools',
      (db) => db.select().from(tools).where(isAny(tools.specification_id, 'ids')).orderBy(asc(tools.id)),
      params,
    ),
    runPrepared(
      ctx,
      'specifications+auth-methods',
      (db) =>
        db
          .select()
          .from(authMethods)
          .where(isAny(authMethods.specification_id, 'ids'))
          .orderBy(asc(authMethods.id)),
      params,
    ),
  ]);
  const toolsOf = bySpecification(allTools);
  const methodsOf = bySpecification(allMethods);
  return rows.map((row) => ({
    ...row,
    tools: toolsOf.get(row.id) ?? [],
    auth_methods: methodsOf.get(row.id) ?? [],
  }));
}

/** Sums the bytes of the tools and auth methods of a specification, by the columns that may be long. */
function contentBytes(bytesOf: Measure): SQL {
  const sumOf = (table: typeof tools | typeof authMethods, columns: PgColumn[]) =>
    sql`(select coalesce(sum(${sql.join(columns.map(bytesOf), sql` + `)}), 0) from ${table}
      where ${table.specification_id} = ${specifications.id})`;
  const { description, input_schema, output_schema, scopes, oauth } = authMethods;
  const ofMethods = sumOf(authMethods, [description, input_schema, output_schema, scopes, oauth]);
  return sql`${sumOf(tools, [tools.description, tools.input_schema, tools.output_schema])} + ${ofMethods}`;
}

/** Adds the content of rows and their triggers, which the view of a specification does not show. */
export async function attachAll<Row extends { id: string }>(ctx: Context, rows: Row[]) {
  const ids = rows.map((row) => row.id);
  const all = await ctx.db
    .select()
    .from(triggers)
    .where(inArray(triggers.specification_id, ids))
    .orderBy(asc(triggers.id));
  const triggersOf = bySpecification(all);
  const content = await attachContent(ctx, rows);
  return content.map((row) => ({ ...row, triggers: triggersOf.get(row.id) ?? [] }));
}

function bySpecification<Part extends { specification_id: string }>(
  parts: readonly Part[],
): Map<string, Part[]> {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const group = groups.get(part.specification_id);
    if (group) group.push(part);
    else groups.set(part.specification_id, [part]);
  }
  return groups;
}

export const specification = defineResource({
  entity: specificationEntity,
  wire: {
    path: 'provider-specifications',
    about:
      'The definition behind a provider version: the schema of its configs, its tools and its auth methods.',
    view: SpecificationView,
    present: presentSpecification,
    example: specificationExample,
    shown: shippedSpecification,
  },
  read: {
    filters: {
      id: oneOf(specifications.id),
      provider_id: oneOf(specifications.provider_id, { identify: findProviders }),
      provider_version_id: ofVersions(specifications.id),
      created_at: created(specificationEntity),
      updated_at: updated(specificationEntity),
    },
    large: ['config_schema', 'secret_paths', 'destination_paths'],
    attach: attachContent,
    attachedBytes: contentBytes,
  },
});
