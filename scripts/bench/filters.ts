import { type Ask, load } from './load.ts';
import { FIRST_MS, generatedId } from './rows.ts';
import type { Running } from './servers.ts';
import { median } from './table.ts';

/*
 * The filters of the list of configs, each by a value that many rows have, few have and none has, alone and beside
 * another one. The measure is the median time of a page, against the first page without a filter in the same round.
 */

export interface FilterTimes {
  filter: string;
  /** The ratio to the first page of each list that the filter narrows, by the name of the list. */
  ratios: Map<string, number>;
}

/** The filters beside which each one is measured, by a name for the table. */
const listsOf = (providerId: string): [name: string, query: string][] => [
  ['alone', ''],
  ['archived', 'status=archived'],
  ['of a provider', `provider_id=${providerId}`],
  ['of a deployment', `provider_deployment_id=${generatedId('pde', 77)}`],
];

function filtersOf(configs: number): [name: string, query: string][] {
  const at = (n: number) => new Date(FIRST_MS + n * 1_000).toISOString();
  const middle = configs / 2;
  const changed = configs + 47 * 3_600;
  return [
    ['newest first', 'order=desc'],
    ['far down', `after=${generatedId('pcf', 0.9 * configs)}`],
    ['created since, many', `created_at[gt]=${at(middle)}`],
    ['created since, few', `created_at[gt]=${at(configs - 10)}`],
    ['created since, none', `created_at[gt]=${at(configs + 1)}`],
    ['created before, newest first, many', `created_at[lt]=${at(middle)}&order=desc`],
    ['created before, newest first, none', `created_at[lt]=${at(0)}&order=desc`],
    ['created between', `created_at[gte]=${at(middle)}&created_at[lt]=${at(middle + 100)}`],
    ['changed since, newest first, many', `updated_at[gt]=${at(middle)}&order=desc`],
    ['changed since, oldest first, many', `updated_at[gt]=${at(middle)}`],
    ['changed since, few', `updated_at[gt]=${at(changed - 5_000)}`],
    ['changed since, none', `updated_at[gt]=${at(changed + 100_000)}`],
    ['changed before, newest first, many', `updated_at[lt]=${at(middle)}&order=desc`],
    ['changed before, newest first, few', `updated_at[lt]=${at(400)}&order=desc`],
    ['changed before, none', `updated_at[lt]=${at(0)}`],
    ['enabled', 'enabled=true'],
    ['disabled', 'enabled=false'],
    ['invalid, none', 'invalid=true'],
    ['with a handle', 'has_handle=true'],
    ['one handle', 'handle=handle-5000'],
    ['one handle, none', 'handle=nobody'],
    ['of a vault', `provider_config_vault_id=${generatedId('pcvt', 77)}`],
    ['of a specification, none', `provider_specification_id=${generatedId('psp', 1)}`],
    ['behind, none', 'behind=true'],
    ['breaking, none', 'upgrade=breaking'],
    ['available', 'available_for_use=true'],
    ['available for a deployment', `available_for_provider_deployment_id=${generatedId('pde', 77)}`],
    ['search, many', 'search=config'],
    ['search, newest first, many', 'search=config&order=desc'],
    ['search, few', `search=${configs - 1}`],
    ['search, none', 'search=zzzqqq'],
    ['search, two characters, many', 'search=on'],
  ];
}

const WARM_UP_MS = 150;

/** A page that is not answered from the one before. */
const anew = (query: string): Ask => ({ path: `/provider-configs?${query}`, anew: true });

/** Measures every filter on one connection. */
export async function measureFilters(
  berth: Running,
  { configs, providerId, rounds, ms }: { configs: number; providerId: string; rounds: number; ms: number },
): Promise<FilterTimes[]> {
  const time = async (query: string): Promise<number> => {
    const { times } = await load(berth, () => anew(query), { connections: 1, ms });
    return median(times);
  };
  const lists = listsOf(providerId);
  const results: FilterTimes[] = [];
  for (const [filter, query] of filtersOf(configs)) {
    const ratios = new Map<string, number>();
    for (const [list, beside] of lists) {
      const path = [beside, query].filter((part) => part !== '').join('&');
      // A statement is prepared at its second use on each connection, which takes longer than running it often
      await load(berth, () => anew(path), { connections: 6, ms: WARM_UP_MS });
      const seen: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const first = await time('');
        seen.push((await time(path)) / first);
      }
      ratios.set(list, median(seen));
    }
    results.push({ filter, ratios });
  }
  return results;
}

/** Formats the ratios as a Markdown table. */
export function filterTable(results: readonly FilterTimes[]): string {
  const lists = [...(results[0]?.ratios.keys() ?? [])];
  const rows = results.map(({ filter, ratios }) => [
    filter,
    ...lists.map((list) => (ratios.get(list) ?? Number.NaN).toFixed(1)),
  ]);
  const head = ['filter', ...lists];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
