import assert from 'node:assert/strict';
import { besides, type Common, type FilterQuery, filterQueries, listsOf } from './filter-queries.ts';
import { type Judged, marked, tableOf } from './goals.ts';
import { type Ask, load } from './load.ts';
import type { Volume } from './rows.ts';
import type { Running } from './servers.ts';
import { median } from './table.ts';

/*
 * The measure of a filter is the median time of a page, against the first page without a filter in the same round. Both
 * are made anew.
 */

export interface FilterTimes {
  filter: string;
  /**
   * The ratio to the first page of each list that the filter narrows, by the name of the list; null for a list by the
   * same filter.
   */
  ratios: Map<string, number | null>;
}

/** A page that is not answered from the one before. */
const anew = (query: string): Ask => ({ path: `/provider-configs?${query}`, anew: true });

interface Timing {
  volume: Volume;
  common: Common;
  rounds: number;
  ms: number;
  warmUpMs: number;
}

/** Measures every filter on one connection. */
export async function measureFilters(berth: Running, timing: Timing): Promise<FilterTimes[]> {
  const { volume, common, rounds, ms, warmUpMs } = timing;
  const time = async (query: string): Promise<number> => {
    const { times } = await load(berth, () => anew(query), { connections: 1, ms });
    return median(times);
  };
  const lists = listsOf(common);
  const results: FilterTimes[] = [];
  for (const line of filterQueries(volume, common)) {
    await proveCount(berth, line);
    const [filter, query] = line;
    const ratios = new Map<string, number | null>();
    for (const [list, beside] of lists) {
      const path = besides(beside, query);
      if (path === null) {
        ratios.set(list, null);
        continue;
      }
      // A statement is prepared at its second use on each connection, which takes longer than running it often
      await load(berth, () => anew(path), { connections: 6, ms: warmUpMs });
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

/** Checks that a filter finds as many rows as its name says. */
async function proveCount({ port, key }: Running, [name, query]: FilterQuery): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/provider-configs?limit=20&${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { items, pagination } = (await response.json()) as {
    items: unknown[];
    pagination: { has_more_after: boolean };
  };
  const found = pagination.has_more_after ? 'many' : items.length > 0 ? 'few' : 'none';
  assert(name.endsWith(found), `${name}: the list has ${found}. Was the database filled by another release?`);
}

/** The most first pages that a page may take: a search that few rows match, or none, may read an index. */
const goalOf = (filter: string): number => (/^search, (?:few|none)$/.test(filter) ? 20 : 4);

/** Formats the ratios as a Markdown table. */
export function filterTable(results: readonly FilterTimes[]): Judged {
  const lists = [...(results[0]?.ratios.keys() ?? [])];
  const missed: string[] = [];
  const rows = results.map(({ filter, ratios }) => {
    const most = goalOf(filter);
    const goal = `≤ ${most}`;
    const cells = lists.map((list) => {
      const ratio = ratios.get(list) ?? null;
      if (ratio === null) return '';
      const text = ratio.toFixed(1);
      return marked({ what: `${filter}; ${list}`, text, goal, isReached: Number(text) <= most }, missed);
    });
    return [filter, ...cells, goal];
  });
  return { table: tableOf(['filter', ...lists, 'goal'], rows), missed };
}
