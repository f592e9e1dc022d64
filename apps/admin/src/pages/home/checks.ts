import type { ResourceDescription } from '@berth/client/resources';
import { resourceAt } from '../../app/navigation.ts';
import type { Search } from '../../app/search.ts';
import { optionsOf, parametersOf, readState } from '../../list/list-state.ts';
import type { Tone } from '../../ui/index.ts';
import type { homeWords } from '../../words/home.ts';

/** A question about the instance: the rows of a list that need somebody. */
export interface Check {
  /** Its words in `homeWords.checks`. */
  id: keyof typeof homeWords.checks;
  /** The path of the list. */
  path: string;
  /** The filters of the list, as its URL has them. */
  search: (now: number) => Search;
  tone: Extract<Tone, 'warn' | 'bad'>;
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;
const RECENT_DAYS = 7;

const after = (now: number, days: number): string => new Date(now + days * DAY_MS).toISOString();
const lately = (now: number): Search => ({ 'updated_at[gte]': after(now, -RECENT_DAYS) });

/** The lists of values, whose secrets the instance may allow an age. */
const OLD_SECRETS = (
  [
    ['oldConfigs', 'provider-configs'],
    ['oldVaults', 'provider-config-vaults'],
    ['oldCredentials', 'provider-auth-configs'],
    ['oldApps', 'provider-auth-credentials'],
  ] as const
).map(
  ([id, path]): Check => ({
    id,
    path,
    search: () => ({ status: 'active', secrets_outdated: 'true' }),
    tone: 'warn',
  }),
);

/** The checks of the first page. One whose filters the API does not have is left out. */
const CHECKS: readonly Check[] = [
  {
    id: 'invalidConfigs',
    path: 'provider-configs',
    search: () => ({ status: 'active', invalid: 'true' }),
    tone: 'bad',
  },
  {
    id: 'failingTests',
    path: 'provider-configs',
    search: () => ({ status: 'active', test_status: 'failed' }),
    tone: 'bad',
  },
  {
    id: 'behind',
    path: 'provider-deployments',
    search: () => ({ status: 'active', behind: 'true' }),
    tone: 'warn',
  },
  {
    id: 'approvals',
    path: 'version-approvals',
    search: () => ({ status: 'pending' }),
    tone: 'warn',
  },
  {
    id: 'needsReauth',
    path: 'provider-auth-configs',
    search: () => ({ status: 'active', health: 'needs_reauth' }),
    tone: 'bad',
  },
  {
    id: 'expiring',
    path: 'provider-auth-configs',
    search: () => ({ status: 'active', health: 'expiring' }),
    tone: 'warn',
  },
  ...OLD_SECRETS,
  {
    id: 'failedJobs',
    path: 'jobs',
    search: (now) => ({ status: 'failed', ...lately(now) }),
    tone: 'bad',
  },
  {
    id: 'failedSetups',
    path: 'provider-setup-sessions',
    search: (now) => ({ status: 'failed', ...lately(now) }),
    tone: 'warn',
  },
  {
    id: 'expiringKeys',
    path: 'api-keys',
    search: (now) => ({ status: 'active', 'expires_at[lte]': after(now, SOON_DAYS) }),
    tone: 'warn',
  },
];

/** Lists that are counted, by their paths. */
export const COUNTED = [
  'provider-deployments',
  'provider-configs',
  'provider-config-vaults',
  'provider-auth-configs',
  'models',
  'consumers',
] as const;

/** The most rows that a count reads; the API has no totals, and more is shown as `100+`. */
export const MOST_COUNTED = 100;

/** Members that name a row. */
const NAMING = ['name', 'handle', 'kind', 'slug'];

export interface AskedCheck extends Check {
  resource: ResourceDescription;
  filters: Search;
}

/** Returns the checks that the API can answer, each with its resource. */
export const checksAt = (now: number, all: readonly Check[] = CHECKS): AskedCheck[] =>
  all.flatMap((check) => {
    const resource = resourceAt(check.path);
    if (!resource) return [];
    const filters = check.search(now);
    const known = parametersOf(resource);
    return Object.keys(filters).every((name) => known.includes(name))
      ? [{ ...check, resource, filters }]
      : [];
  });

/** Makes the options that read the names of the rows of a list, at most 100. */
export const countOptions = (resource: ResourceDescription, filters: Search): Record<string, unknown> => ({
  ...optionsOf(resource, readState(resource, filters)),
  limit: MOST_COUNTED,
  fields: resource.members.map(({ name }) => name).filter((name) => NAMING.includes(name)),
});
