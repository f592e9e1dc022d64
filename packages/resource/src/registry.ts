import type { Resource } from './define.ts';
import { scopesOf } from './perform.ts';

/** Every scope, and those that a publishable key has. */
export interface KnownScopes {
  all: ReadonlySet<string>;
  publishable: ReadonlySet<string>;
}

/**
 * All resources of the product and what follows from their combination. A resource reaches those above it through the
 * registry only: it never imports them.
 */
export interface Registry {
  resources: readonly Resource[];
  scopes: KnownScopes;
}

/** Joins the filters that resources contribute to each other, and collects the scopes. */
export function createRegistry(defined: readonly Resource[]): Registry {
  const resources = defined.map((resource) => ({
    ...resource,
    read: { ...resource.read, filters: filtersOf(resource, defined) },
  }));
  const all = new Set<string>();
  const publishable = new Set<string>();
  for (const resource of resources) {
    const { wire, entity, verbs } = resource;
    const read = `${wire.path}:read`;
    for (const scope of [read, ...wire.scopes]) all.add(scope);
    if (entity.tenancy.of === 'catalog') publishable.add(read);
    for (const verb of verbs) {
      for (const scope of scopesOf(resource, verb)) {
        all.add(scope);
        if (verb.open) publishable.add(scope);
      }
    }
  }
  return { resources, scopes: { all, publishable } };
}

const filtersOf = ({ entity, read }: Resource, all: readonly Resource[]): Resource['read']['filters'] =>
  Object.assign({}, read.filters, ...all.map(({ links }) => links.contributes[entity.name]));

/** True when any resource refers to rows of this one: callers may then list the rows that refer to a row. */
export const isReferredTo = ({ resources }: Pick<Registry, 'resources'>, { entity }: Resource): boolean =>
  resources.some(({ links }) => Object.values(links.references).some(({ to }) => to === entity.name));
