import { type ResourceDescription, resources } from '@berth/client/resources';
import { shortTitles } from '../words/resources.ts';
import { shell } from '../words/shell.ts';

export interface NavigationEntry {
  /** The path of the view, without a leading slash. */
  path: string;
  title: string;
  /** The resource that the view reads. */
  resource: ResourceDescription | null;
}

export interface NavigationGroup {
  title: string;
  entries: readonly NavigationEntry[];
}

/** The paths of each subject in their order. A resource that is in none of them appears under More. */
const SUBJECTS: Readonly<Record<Exclude<keyof typeof shell.subjects, 'more'>, readonly string[]>> = {
  catalogue: [
    'catalog',
    'providers',
    'provider-listings',
    'provider-versions',
    'provider-specifications',
    'provider-tools',
    'provider-triggers',
    'provider-auth-methods',
    'publishers',
    'provider-categories',
    'provider-collections',
    'provider-groups',
  ],
  configuration: [
    'provider-configs',
    'provider-config-vaults',
    'provider-deployments',
    'models',
    'provider-auth-configs',
    'provider-auth-credentials',
    'provider-setup-sessions',
    'provider-auth-config-imports',
    'provider-auth-config-exports',
    'value-revisions',
  ],
  identity: [
    'consumers',
    'consumer-profiles',
    'identity-actors',
    'agents',
    'identities',
    'identity-credentials',
    'identity-delegations',
    'identity-delegation-configs',
  ],
  governance: ['api-keys', 'version-approvals', 'audit-events', 'jobs', 'instances', 'encryption'],
};

/** The views of their own among the paths of the subjects: each with its title, and the list that it reads, if any. */
const VIEWS: Readonly<Record<string, { title: string; reads: string | null }>> = {
  catalog: { title: shell.catalog, reads: 'provider-listings' },
  encryption: { title: shell.encryption, reads: null },
};

const byPath = new Map(resources.map((resource) => [resource.path, resource]));
const byPrefix = new Map(resources.map((resource) => [resource.prefix, resource]));

/** Finds the resource of a path: `provider-configs`. */
export const resourceAt = (path: string): ResourceDescription | null => byPath.get(path) ?? null;

/** Returns the resource of a path that a page is made for. */
export function resourceNamed(path: string): ResourceDescription {
  const resource = resourceAt(path);
  if (!resource) throw new Error(`The API has no ${path}.`);
  return resource;
}

/** Finds the resource of an id by its prefix. */
export const resourceOf = (id: string): ResourceDescription | null =>
  byPrefix.get(/^([a-z]+)_[0-9a-z]{26}$/.exec(id)?.[1] ?? '') ?? null;

/** Finds the resource of the rows that a list embeds under a name: `provider`. */
export function embeddedResource(name: string): ResourceDescription | null {
  const plural = `${name.replaceAll('_', '-')}s`.replace(/ys$/, 'ies');
  return resourceAt(plural) ?? resourceAt(`provider-${plural}`) ?? resourceAt(`identity-${plural}`);
}

export const titleOf = (resource: ResourceDescription): string =>
  shortTitles[resource.path] ?? resource.title;

const entryOf = (resource: ResourceDescription): NavigationEntry => ({
  path: resource.path,
  title: titleOf(resource),
  resource,
});

/** Returns the entry of a path; nothing for a resource that the API lacks. */
function entryAt(path: string): NavigationEntry[] {
  const view = VIEWS[path];
  if (view?.reads === null) return [{ path, title: view.title, resource: null }];
  const resource = resourceAt(view?.reads ?? path);
  if (!resource) return [];
  return [view ? { path, title: view.title, resource } : entryOf(resource)];
}

const placed = new Set(Object.values(SUBJECTS).flat());

/** The groups of the navigation. */
export const navigation: readonly NavigationGroup[] = [
  ...Object.entries(SUBJECTS).map(([subject, paths]) => ({
    title: shell.subjects[subject as keyof typeof SUBJECTS],
    entries: paths.flatMap(entryAt),
  })),
  {
    title: shell.subjects.more,
    entries: resources.filter(({ path }) => !placed.has(path)).map(entryOf),
  },
].filter(({ entries }) => entries.length > 0);
