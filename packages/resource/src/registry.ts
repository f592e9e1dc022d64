import type { Resource } from './define.ts';

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

/** Joins the filters that resources contribute to each other, and collects the scopes. */
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
    for (const scope of resource.scopes) all.add(scope);
    for (const scope of resource.actions.flatMap((action) => action.scopes)) all.add(scope);
    for (const { scope, open } of resource.operations) {
      all.add(scope);
      if (open) publishable.add(scope);
    }
  }
  return { resources, scopes: { all, publishable } };
}
