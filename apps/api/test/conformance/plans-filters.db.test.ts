import { testDriver } from '@berth/db/testing';
import { registry } from '@berth/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  besides,
  type Common,
  filterQueries,
  filtersIn,
  listsOf,
} from '../../../../scripts/bench/filter-queries.ts';
import { fillConfigsWithStates, type Plans, startPlans, VOLUME } from '../support/plans-kit.ts';

/*
 * Checks for each filter of the list of configs, by a value that many rows have, few have and none has, that it reads a
 * bounded number of rows by an index: it never reads a table from end to end, never sorts more than it may seek, and
 * takes one statement that is planned once.
 */

const CONFIG_TABLE = 'provider_configs';
const LARGE = [CONFIG_TABLE, 'provider_deployments', 'provider_config_vaults', 'identity_credentials'];
/** The rows that the first walk may read, those that an index may give, and the page. */
const BOUND = 2 * 2_000 + 2 * 3_000 + 100;
/** The most rows that an index may give. */
const SOUGHT = 3_000;
/** The rows of which one must have the text of a search beside a provider, and the same rows counted. */
const GLANCED = 2 * 1_001;
/** A search that no index helps. */
const UNINDEXED = 'search=on';

const ANY: Common = { provider_id: 'any', specification_id: 'any' };
const names = filterQueries(VOLUME, ANY).map(([name]) => name);

test('each filter of the list of configs is asked for', () => {
  const resource = registry.resources.find(({ wire }) => wire.path === 'provider-configs');
  const asked = new Set(filterQueries(VOLUME, ANY).flatMap(([, query]) => filtersIn(query)));
  asked.delete('after'); // a place in the list
  expect([...asked].sort()).toEqual(Object.keys(resource?.read.filters ?? {}).sort());
});

describe.skipIf(testDriver() !== 'postgres')(
  'filters at very many configs (on PostgreSQL only: PGlite takes minutes)',
  () => {
    let plans: Plans;
    let common = ANY;
    beforeAll(async () => {
      plans = await startPlans(fillConfigsWithStates);
      const { body } = await plans.explain('/provider-configs?limit=1');
      common = body.items[0];
    }, 600_000);

    test.each(names)('%s, and beside another filter', async (name) => {
      const [, query = ''] = filterQueries(VOLUME, common).find(([one]) => one === name) ?? [];
      for (const [list, beside] of listsOf(common)) {
        const path = besides(beside, query);
        if (path === null) continue;
        const { runs, body } = await plans.explain(`/provider-configs?${path}`);
        if (list === 'alone') expect(body.items.length > 0, list).toBe(!name.endsWith('none'));
        const pages = runs.filter(({ rows }) => rows.has(CONFIG_TABLE));
        // An empty page asks once more, whether rows stand on the other side of its start. A search without an index
        // asks, beside a filter of several values, whether a walk has stopped before its hits
        const most = body.items.length === 0 || query === UNINDEXED ? 2 : 1;
        expect(pages.length, list).toBeLessThanOrEqual(most);
        for (const { rows, sequential, sorted, customPlans } of pages) {
          const read = LARGE.filter((table) => (rows.get(table) ?? 0) > BOUND);
          expect(read, list).toEqual([]);
          expect(
            LARGE.filter((table) => sequential.has(table)),
            list,
          ).toEqual([]);
          expect(sorted, list).toBeLessThanOrEqual(SOUGHT);
          expect(customPlans, list).toBe(0);
        }
      }
    });

    test('a search beside a provider reads few rows of it when none of these has the text', async () => {
      const { runs } = await plans.explain(
        `/provider-configs?provider_id=${common.provider_id}&search=zzzqqq`,
      );
      for (const { rows } of runs) expect(rows.get(CONFIG_TABLE) ?? 0).toBeLessThanOrEqual(GLANCED);
    });
  },
);
