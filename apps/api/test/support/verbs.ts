import { registry } from '@berth/domain';
import type { Resource, Verb } from '@berth/resource';

/** The verb of a resource with this name, if it has one. */
export const verbOf = ({ verbs }: Resource, name: string): Verb | undefined =>
  verbs.find((verb) => verb.name === name);

/** A body that changes a row of the resource: another name, or the example of a resource without names. */
export const changeOf = (resource: Resource): object =>
  verbOf(resource, 'update')?.example?.body ?? { name: 'Another name' };

/** A further verb on a collection, with its whole path. */
export interface CollectionVerb {
  path: string;
  verb: Verb;
}

/** Every further verb on a collection, of every resource. */
export const collectionVerbs: readonly CollectionVerb[] = registry.resources.flatMap(({ wire, verbs }) =>
  verbs
    .filter(({ on, path }) => on === 'collection' && path !== '')
    .map((verb) => ({
      path: verb.path.startsWith('/') ? verb.path.slice(1) : `${wire.path}/${verb.path}`,
      verb,
    })),
);
