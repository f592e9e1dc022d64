import { Type } from '@sinclair/typebox';
import type { Resource } from './define.ts';
import type { Filter } from './filters.ts';
import { scopesOf } from './perform.ts';
import type { Verb } from './verb.ts';

/** Every scope, and those that a publishable key has. */
export interface KnownScopes {
  all: ReadonlySet<string>;
  publishable: ReadonlySet<string>;
  /** Those that a key with a reach may hold: of the resources with ties, and of verbs that see to the reach. */
  reachable: ReadonlySet<string>;
}

/**
 * All resources of the product and what follows from their combination. A resource reaches those above it through the
 * registry only: it never imports them.
 */
export interface Registry {
  resources: readonly Resource[];
  scopes: KnownScopes;
}

/** Finds the resource of an entity by name, for a resource that may not import it. */
export function resourceNamed({ resources }: Pick<Registry, 'resources'>, name: string): Resource {
  const found = resources.find(({ entity }) => entity.name === name);
  if (!found) throw new Error(`There is no resource ${name}`);
  return found;
}

/** Joins the filters and verbs that resources contribute to each other, and collects the scopes. */
export function createRegistry(defined: readonly Resource[]): Registry {
  const resources = defined.map((resource) => ({
    ...resource,
    read: { ...resource.read, filters: filtersOf(resource, defined) },
    verbs: [
      ...resource.verbs.map((verb) => withPreviews(verb, resource, defined)),
      ...defined.flatMap(({ links }) => links.actions[resource.entity.name] ?? []),
    ],
  }));
  const all = new Set<string>();
  const publishable = new Set<string>();
  const reachable = new Set<string>();
  for (const resource of resources) {
    const { wire, entity, verbs } = resource;
    const read = `${wire.path}:read`;
    const own = [read, ...wire.scopes, ...verbs.flatMap((verb) => scopesOf(resource, verb))];
    for (const scope of own) {
      all.add(scope);
      if (entity.ties) reachable.add(scope);
    }
    for (const verb of verbs.filter(({ outsideReach }) => outsideReach)) {
      for (const scope of scopesOf(resource, verb)) reachable.add(scope);
    }
    if (entity.tenancy.of === 'catalog' && !wire.secretKeysOnly) publishable.add(read);
    for (const verb of verbs) {
      if (verb.open) for (const scope of scopesOf(resource, verb)) publishable.add(scope);
    }
  }
  return { resources, scopes: { all, publishable, reachable } };
}

/** Adds to a verb that makes a row the members that other resources show in its dry run. */
function withPreviews(verb: Verb, { entity }: Resource, all: readonly Resource[]): Verb {
  const previews = all.flatMap(({ links }) => links.previews[entity.name] ?? []);
  if (verb.name !== 'create' || previews.length === 0) return verb;
  return {
    ...verb,
    once: Type.Composite([...(verb.once ? [verb.once] : []), ...previews.map(({ members }) => members)]),
    run: async (ctx, asked) => {
      const outcome = await verb.run(ctx, asked);
      if (!ctx.write.options.dryRun || outcome.id === undefined) return outcome;
      const shown: object[] = [];
      for (const { run } of previews) shown.push(await run(ctx, outcome.id));
      return { ...outcome, once: Object.assign({}, outcome.once, ...shown) };
    },
  };
}

const filtersOf = ({ entity, read }: Resource, all: readonly Resource[]): Resource['read']['filters'] =>
  Object.assign({}, read.filters, ...all.map((upper) => contributed(upper, entity.name)));

/** The filters of a resource for another one. They find nothing for a key that may not read the rows they name. */
const contributed = ({ wire, links }: Resource, entity: string): Record<string, Filter> =>
  Object.fromEntries(
    Object.entries(links.contributes[entity] ?? {}).map(([name, filter]) => {
      if (filter.input.kind !== 'text') return [name, filter];
      const identify: Filter['identify'] = async (ctx, texts) => {
        if (!ctx.scopes.has(`${wire.path}:read`)) return [];
        return filter.identify ? filter.identify(ctx, texts) : texts;
      };
      return [name, { ...filter, identify }];
    }),
  );

/** True when any resource refers to rows of this one: callers may then list the rows that refer to a row. */
export const isReferredTo = (registry: Pick<Registry, 'resources'>, resource: Resource): boolean =>
  referrersOf(registry, resource).length > 0;

/** Lists the resources whose rows may refer to rows of a resource. */
export const referrersOf = ({ resources }: Pick<Registry, 'resources'>, { entity }: Resource): Resource[] =>
  resources.filter(({ links }) =>
    Object.values(links.references).some(
      ({ to, through = {} }) => to === entity.name || Object.hasOwn(through, entity.name),
    ),
  );
