import { testDriver } from '@berth/db/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_MS, generatedId } from '../../../../scripts/bench/rows.ts';
import { CONFIGS, type Plans, startPlans } from '../support/plans-kit.ts';

/*
 * Checks for each filter of the list of configs, by a value that many rows have, few have and none has, that it reads a
 * bounded number of rows by an index: it never reads a table from end to end, never sorts more than it may seek, and
 * takes one statement that is planned once.
 */

const CONFIG_TABLE = 'provider_configs';
const LARGE = [CONFIG_TABLE, 'provider_deployments', 'provider_config_vaults'];
/** The rows that the first walk may read, those that an index may give, and the page. */
const BOUND = 2 * 2_000 + 2 * 3_000 + 100;
/** The most rows that an index may give. */
const SOUGHT = 3_000;

const at = (n: number) => new Date(FIRST_MS + n * 1_000).toISOString();
const config = (n: number) => generatedId('pcf', n);
const LAST_CHANGE = CONFIGS + 47 * 3_600;
const MIDDLE = CONFIGS / 2;

const UNINDEXED = 'search=on';

const filters: [name: string, query: string][] = [
  ['status', 'status=archived'],
  ['ids', `id=${config(5)}&id=${config(CONFIGS)}`],
  ['created since, many', `created_at[gt]=${at(MIDDLE)}`],
  ['created since, few', `created_at[gt]=${at(CONFIGS - 10)}`],
  ['created since, none', `created_at[gt]=${at(CONFIGS + 1)}`],
  ['created before, newest first, many', `created_at[lt]=${at(MIDDLE)}&order=desc`],
  ['created before, newest first, none', `created_at[lt]=${at(0)}&order=desc`],
  ['created between', `created_at[gte]=${at(MIDDLE)}&created_at[lte]=${at(MIDDLE + 50)}&order=desc`],
  ['changed since, newest first, many', `updated_at[gt]=${at(MIDDLE)}&order=desc`],
  ['changed since, oldest first, many', `updated_at[gt]=${at(MIDDLE + 47 * 3_600)}`],
  ['changed since, few', `updated_at[gt]=${at(LAST_CHANGE - 5_000)}`],
  ['changed since, none', `updated_at[gt]=${at(LAST_CHANGE + 1)}`],
  ['changed before, many', `updated_at[lt]=${at(MIDDLE)}`],
  ['changed before, newest first, few', `updated_at[lt]=${at(400)}&order=desc`],
  ['changed before, newest first, none', `updated_at[lt]=${at(0)}&order=desc`],
  ['enabled', 'enabled=true'],
  ['disabled', 'enabled=false'],
  ['invalid, none', 'invalid=true'],
  ['with a handle', 'has_handle=true'],
  ['without one', 'has_handle=false'],
  ['one handle', 'handle=handle-5000'],
  ['one handle of any status', 'handle=nobody&status=active&status=archived'],
  ['behind, none', 'behind=true'],
  ['breaking, none', 'upgrade=breaking'],
  ['available', 'available_for_use=true'],
  ['available for a deployment', `available_for_provider_deployment_id=${generatedId('pde', 77)}`],
  ['search, many', 'search=config'],
  ['search, few', `search=${CONFIGS - 1}`],
  ['search, one', `search=Config%20${CONFIGS - 777}`],
  ['search, none', 'search=zzzqqq'],
  ['search, two characters, many', UNINDEXED],
];

const onPostgres = testDriver() === 'postgres';

describe.skipIf(!onPostgres)(
  'filters at very many configs (on PostgreSQL only: PGlite takes minutes)',
  () => {
    let plans: Plans;
    let lists: [name: string, query: string][] = [];

    beforeAll(async () => {
      plans = await startPlans();
      const { body } = await plans.explain('/providers?limit=100');
      lists = [
        ['alone', ''],
        ['of a provider', `provider_id=${body.items[3].id}`],
        ['archived', 'status=archived'],
        ['of a deployment', `provider_deployment_id=${generatedId('pde', 77)}`],
      ];
    }, 600_000);

    test.each(filters)('%s, alone and beside another filter', async (_name, query) => {
      for (const [list, beside] of lists) {
        const path = `/provider-configs?${[beside, query].filter((part) => part !== '').join('&')}`;
        const { runs, body } = await plans.explain(path);
        const pages = runs.filter(({ rows }) => rows.has(CONFIG_TABLE));
        // An empty page asks once more, whether rows stand on the other side of its start. A search without an index
        // asks, beside a filter of several values, whether a walk has stopped before its hits
        const most = body.items.length === 0 || query === UNINDEXED ? 2 : 1;
        expect(pages.length, list).toBeLessThanOrEqual(most);
        for (const { rows, sequential, sorted, customPlans } of pages) {
          expect(rows.get(CONFIG_TABLE), list).toBeLessThanOrEqual(BOUND);
          expect(
            LARGE.filter((table) => sequential.has(table)),
            list,
          ).toEqual([]);
          expect(sorted, list).toBeLessThanOrEqual(SOUGHT);
          expect(customPlans, list).toBe(0);
        }
      }
    });
  },
);
