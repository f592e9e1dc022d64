import { FIRST_MS, generatedId, type Volume } from './rows.ts';
import { namedStates } from './states.ts';

/*
 * The filters of the list of configs, each by a value that many rows have, few have and none has. A filter with a
 * closed set of values has a line for each of them: there is none that no row has.
 */

/** A query, with a name that ends in how many rows it finds: more than a page of 20, fewer, or none. */
export type FilterQuery = [name: `${string}, ${'many' | 'few' | 'none'}`, query: string];

/** The filters beside which each one is asked for, by a name for the table. */
export const listsOf = ({ provider_id }: Common): [name: string, query: string][] => [
  ['alone', ''],
  ['archived', 'status=archived'],
  ['of a provider', `provider_id=${provider_id}`],
  ['of a deployment', `provider_deployment_id=${generatedId('pde', 77)}`],
];

/** The names of the filters of a query. */
export const filtersIn = (query: string): string[] =>
  [...new URLSearchParams(query).keys()]
    .map((key) => key.replace(/\[.*/, ''))
    .filter((key) => key !== 'order');

/** Joins the queries of a list and of a filter; null when both are about the same filter. */
export function besides(list: string, query: string): string | null {
  const known = filtersIn(list);
  if (filtersIn(query).some((name) => known.includes(name))) return null;
  return [list, query].filter((part) => part !== '').join('&');
}

/** A provider that many configs have, and the specification that they are on. */
export interface Common {
  provider_id: string;
  specification_id: string;
}

/** The queries for an instance of a volume. */
export function filterQueries(volume: Volume, common: Common): FilterQuery[] {
  const { configs } = volume;
  const at = (n: number) => new Date(FIRST_MS + n * 1_000).toISOString();
  const config = (n: number) => generatedId('pcf', n);
  const middle = configs / 2;
  const changed = configs + 47 * 3_600;
  const ids = namedStates(volume);
  const hundred = Array.from({ length: 100 }, (_, n) => `id=${config(n * 40 + 1)}`).join('&');
  return [
    ['newest first, many', 'order=desc'],
    ['far down, many', `after=${config(0.9 * configs)}`],
    ['active and archived, many', 'status=active&status=archived'],
    ['archived, many', 'status=archived'],
    ['a hundred ids, many', hundred],
    ['one id, few', `id=${config(middle)}`],
    ['one id, none', `id=${config(configs + 5)}`],
    ['created since, many', `created_at[gt]=${at(middle)}`],
    ['created since, few', `created_at[gt]=${at(configs - 10)}`],
    ['created since, none', `created_at[gt]=${at(configs + 1)}`],
    ['created before, newest first, many', `created_at[lt]=${at(middle)}&order=desc`],
    ['created before, newest first, none', `created_at[lt]=${at(0)}&order=desc`],
    ['created between, many', `created_at[gte]=${at(middle)}&created_at[lt]=${at(middle + 100)}`],
    ['changed since, newest first, many', `updated_at[gt]=${at(middle)}&order=desc`],
    ['changed since, oldest first, many', `updated_at[gt]=${at(middle)}`],
    ['changed since, few', `updated_at[gt]=${at(changed - 500)}`],
    ['changed since, none', `updated_at[gt]=${at(changed + 100_000)}`],
    ['changed before, newest first, many', `updated_at[lt]=${at(middle)}&order=desc`],
    ['changed before, newest first, few', `updated_at[lt]=${at(400)}&order=desc`],
    ['changed before, none', `updated_at[lt]=${at(0)}`],
    ['of a provider, many', `provider_id=${common.provider_id}`],
    ['of a provider, few', `provider_id=${ids.provider_id.few}`],
    ['of a provider, none', `provider_id=${ids.provider_id.none}`],
    ...counted('of a deployment', 'provider_deployment_id', ids),
    ...counted('available for a deployment', 'available_for_provider_deployment_id', ids),
    ...counted('of a vault', 'provider_config_vault_id', ids),
    ['on a specification, many', `provider_specification_id=${common.specification_id}`],
    ['on a specification, few', `provider_specification_id=${ids.provider_specification_id.few}`],
    ['on a specification, none', `provider_specification_id=${ids.provider_specification_id.none}`],
    ...counted('of a consumer', 'consumer_id', ids),
    ...counted('of an actor', 'actor_id', ids),
    ...counted('of an identity', 'identity_id', ids),
    ['of a credential, few', `identity_credential_id=${generatedId('icr', 5)}`],
    ['of a credential, none', 'identity_credential_id=nobody'],
    ['enabled, many', 'enabled=true'],
    ['disabled, many', 'enabled=false'],
    ['available, many', 'available_for_use=true'],
    ['not available, many', 'available_for_use=false'],
    ['with a handle, many', 'has_handle=true'],
    ['without a handle, many', 'has_handle=false'],
    ['one handle, few', 'handle=handle-5000'],
    ['one handle, none', 'handle=nobody'],
    ['valid, many', 'invalid=false'],
    ['invalid, few', 'invalid=true'],
    ['behind, many', 'behind=true'],
    ['not behind, many', 'behind=false'],
    ['safe to upgrade, many', 'upgrade=safe'],
    ['breaking, few', 'upgrade=breaking'],
    ['test passed, many', 'test_status=passed'],
    ['test failed, few', 'test_status=failed'],
    ['secrets outdated, few', 'secrets_outdated=true'],
    ['secrets not outdated, many', 'secrets_outdated=false'],
    ['search, many', 'search=config'],
    ['search, newest first, many', 'search=config&order=desc'],
    ['search, few', `search=${configs - 1}`],
    ['search, none', 'search=zzzqqq'],
    ['search, two characters, many', 'search=on'],
  ];
}

/** The lines of a filter by an id. */
const counted = <Key extends string>(
  name: string,
  filter: Key,
  ids: Readonly<Record<Key, { many: string; few: string; none: string }>>,
): FilterQuery[] =>
  (['many', 'few', 'none'] as const).map((count) => [`${name}, ${count}`, `${filter}=${ids[filter][count]}`]);
