import type { Dependent } from '@berth/kernel';
import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { type PgColumn, unionAll } from 'drizzle-orm/pg-core';
import type { Context } from './context.ts';
import type { Reference, Resource } from './define.ts';
import { type Entity, visible } from './entity.ts';

/** Every scope there is, and those that a publishable key has. */
export interface KnownScopes {
  all: ReadonlySet<string>;
  publishable: ReadonlySet<string>;
}

/**
 * All resources of the product, and what follows from having them side by side. A resource reaches those above it
 * through this only: it never imports them.
 */
export interface Registry {
  resources: readonly Resource[];
  scopes: KnownScopes;
}

export function createRegistry(defined: readonly Resource[]): Registry {
  const resources = defined.map((resource) => ({
    ...resource,
    filters: Object.assign({}, resource.filters, ...defined.map((other) => other.contributes[resource.name])),
  }));
  const all = new Set<string>();
  const publishable = new Set<string>();
  for (const resource of resources) {
    all.add(`${resource.path}:read`);
    if (resource.create || resource.update || resource.archive) all.add(`${resource.path}:write`);
    if (resource.tenancy.of === 'catalog') publishable.add(`${resource.path}:read`);
    for (const { scope, open } of resource.operations) {
      all.add(scope);
      if (open) publishable.add(scope);
    }
  }
  return { resources, scopes: { all, publishable } };
}

/** How many dependents an answer names. */
const MOST_NAMED = 20;

interface User {
  resource: Resource;
  reference: Reference;
}

/**
 * The live rows that refer to a row and stand in the way of archiving it, at most 20. One query over all
 * references of the registry.
 */
export async function dependentsOf(ctx: Context, entity: Entity, id: string): Promise<Dependent[]> {
  const users: User[] = ctx.registry.resources.flatMap((resource) =>
    Object.values(resource.references)
      .filter((reference) => reference.to === entity.name && reference.blocks)
      .map((reference) => ({ resource, reference })),
  );
  const [first, second, ...rest] = users.map((user) => dependentsIn(ctx, user, id));
  if (!first) return [];
  const rows = await (second ? unionAll(first, second, ...rest) : first);
  return rows.slice(0, MOST_NAMED);
}

function dependentsIn(ctx: Context, { resource, reference }: User, id: string) {
  const { status, name } = getTableColumns(resource.table) as Record<string, PgColumn | undefined>;
  return ctx.db
    .select({
      object: sql<string>`${resource.name}::text`.as('object'),
      id: sql<string>`${resource.id}`.as('id'),
      name: sql<string | null>`${name ?? sql`null::text`}`.as('name'),
    })
    .from(resource.table)
    .where(
      and(
        visible(ctx, resource),
        eq(reference.column, id),
        status ? sql`${status} = 'active'` : undefined,
        reference.unless ? sql`(${reference.unless}) is not true` : undefined,
      ),
    )
    .orderBy(resource.id)
    .limit(MOST_NAMED);
}
