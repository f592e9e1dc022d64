import { testDriver } from '@berth/db/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatedId } from '../../../../scripts/bench/rows.ts';
import {
  ACTORS,
  at,
  DEPLOYMENTS,
  fillWindows,
  OWN_PROVIDERS,
  PROVIDERS,
  ROWS,
  VAULTS,
} from '../support/fill-windows.ts';
import { type Plans, startPlans } from '../support/plans-kit.ts';

/*
 * Checks the plans of lists with a window, in an instance whose rows nearly all belong to one provider, one deployment
 * and one actor: a walk that goes on behind its window, or an index in another order, would read them all. The other
 * instances are small, so a generic plan expects few rows of any instance, and finds it cheap to sort them.
 */

const LIMIT = 20;
const MIDDLE = ROWS / 2;

/** The rows of the page, of the way to it, and those of the minute by which an id may be later than its row. */
const PAGE_AT_MOST = 4 * (LIMIT + 1) + 2 * 60;
/** The pages of the disk that such a page of configs or events reads, with all that is joined to it. */
const BUFFERS_AT_MOST = 400;
/** The rows that one walk reads and counts, and those that an index by the last change counts and gives. */
const WALKED = 2 * 2_001;
const SOUGHT = 3_000;
/** The rows that a walk reads and counts before the index of the lag takes over. */
const WALKED_BEFORE_LAG = 2 * 501;
/** The most rows that this index gives: a page for each of its steps. */
const BY_LAG = 225 * (LIMIT + 1);

const lastChange = (n: number) => at(n + 47 * 3_600);
const createdWindows = [
  `created_at[lt]=${at(10)}`,
  `created_at[lt]=${at(MIDDLE)}`,
  `created_at[gt]=${at(MIDDLE)}&created_at[lt]=${at(MIDDLE + 10)}`,
  `created_at[gt]=${at(ROWS - 10)}`,
];
const changedWindows = [
  `updated_at[lt]=${at(0)}`,
  `updated_at[lt]=${at(400)}`,
  `updated_at[lt]=${at(MIDDLE)}`,
  `updated_at[gt]=${at(MIDDLE)}&updated_at[lt]=${at(MIDDLE + 300)}`,
  `updated_at[gt]=${lastChange(MIDDLE)}&updated_at[lt]=${lastChange(MIDDLE + 300)}`,
  `updated_at[gt]=${lastChange(ROWS - 300)}`,
];
/** Filters for several values of a parameter, alone and two at once, and how many walks each takes. */
const filtersBy = (name: string, { common, half, rare, none }: typeof PROVIDERS): [string, number][] => [
  [`${name}=${common}`, 1],
  [`${name}=${rare}`, 1],
  [`${name}=${none}`, 1],
  [`${name}=${common}&${name}=${half}`, 2],
];
/** The filters beside a window. The providers are known only as a test runs. */
const besides = (): [query: string, walks: number][] => [
  ['', 1],
  ...filtersBy('provider_id', PROVIDERS),
  ...Object.values(DEPLOYMENTS).map((id): [string, number] => [`provider_deployment_id=${id}`, 1]),
];
const positions = (prefix: string) =>
  ['asc', 'desc'].flatMap((order) => [
    `order=${order}`,
    `order=${order}&after=${generatedId(prefix, MIDDLE + 5)}`,
  ]);

describe.skipIf(testDriver() !== 'postgres')('a list with a window (on PostgreSQL only)', () => {
  let plans: Plans;
  beforeAll(async () => {
    plans = await startPlans(fillWindows);
  }, 600_000);

  /** Checks each statement of a list that reads the table. Several run for a page without rows. */
  async function check(
    explain: Plans['explain'],
    path: string,
    table: string,
    most: { rows: number; sorted: number; buffers?: number | undefined },
  ) {
    const { runs } = await explain(path);
    const pages = runs.filter(({ rows }) => rows.has(table));
    expect(pages.length, path).toBeGreaterThan(0);
    for (const { rows, sorted, buffers, sequential, customPlans } of pages) {
      expect(rows.get(table), `${path}: rows`).toBeLessThanOrEqual(most.rows);
      expect(sorted, `${path}: sorted`).toBeLessThanOrEqual(most.sorted);
      if (most.buffers !== undefined) {
        expect(buffers, `${path}: buffers`).toBeLessThanOrEqual(most.buffers);
      }
      expect([...sequential], path).not.toContain(table);
      expect(customPlans, path).toBe(0);
    }
  }

  const page = (walks: number) => ({
    rows: walks * PAGE_AT_MOST,
    sorted: walks * PAGE_AT_MOST,
    buffers: BUFFERS_AT_MOST,
  });

  test.each(createdWindows)('configs %s: reads a page, whatever is beside it', async (window) => {
    for (const [beside, walks] of besides()) {
      for (const position of positions('pcf')) {
        const path = `/provider-configs?${beside}&${window}&${position}`;
        await check(plans.explain, path, 'provider_configs', page(walks));
      }
    }
  });

  test.each(changedWindows)('configs %s: reads no more than a walk and an index give', async (window) => {
    for (const [beside, walks] of besides()) {
      // A page after another one also looks whether a row stands before it
      for (const position of ['order=asc', `order=desc&after=${generatedId('pcf', MIDDLE + 5)}`]) {
        const scan = walks > 1 ? walks * WALKED + 2 * SOUGHT : WALKED_BEFORE_LAG + BY_LAG;
        const path = `/provider-configs?${beside}&${window}&${position}`;
        const rows = (position.includes('after') ? 2 : 1) * (scan + PAGE_AT_MOST);
        await check(plans.explain, path, 'provider_configs', { rows, sorted: SOUGHT });
      }
    }
  });

  test.each([
    ['a provider', () => ({ providers: [PROVIDERS.common] })],
    ['a deployment', () => ({ deployments: [DEPLOYMENTS.common] })],
  ])('configs for a key with the reach of %s', async (_name, reach) => {
    const explain = await plans.reaching(reach());
    for (const position of ['', `order=desc&after=${generatedId('pcf', MIDDLE + 5)}`]) {
      for (const window of createdWindows) {
        await check(explain, `/provider-configs?${window}&${position}`, 'provider_configs', page(2));
      }
      for (const window of changedWindows) {
        const rows = 2 * (2 * WALKED + 2 * SOUGHT + PAGE_AT_MOST);
        const path = `/provider-configs?${window}&${position}`;
        await check(explain, path, 'provider_configs', { rows, sorted: SOUGHT });
      }
    }
  });

  test.each([
    [VAULTS.common, DEPLOYMENTS.common, LIMIT],
    [VAULTS.common, DEPLOYMENTS.rare, ROWS / 10_000],
    [VAULTS.rare, DEPLOYMENTS.common, ROWS / 10_000],
    [VAULTS.rare, DEPLOYMENTS.rare, 0],
    [VAULTS.common, DEPLOYMENTS.none, 0],
    [`${VAULTS.common}&provider_config_vault_id=${VAULTS.rare}`, DEPLOYMENTS.rare, ROWS / 10_000],
    [VAULTS.common, `${DEPLOYMENTS.rare}&provider_deployment_id=${DEPLOYMENTS.none}`, ROWS / 10_000],
  ])(
    'configs of the vault %s and the deployment %s: reads those of both',
    async (vault, deployment, found) => {
      const both = `/provider-configs?provider_config_vault_id=${vault}&provider_deployment_id=${deployment}`;
      for (const window of ['', createdWindows[1]]) {
        for (const position of positions('pcf')) {
          await check(plans.explain, `${both}&${window}&${position}`, 'provider_configs', page(1));
        }
      }
      expect((await plans.explain(both)).body.items).toHaveLength(found);
    },
  );

  test.each(createdWindows)('deployments %s: reads a page, whatever the provider', async (window) => {
    for (const [beside, walks] of filtersBy('provider_id', PROVIDERS)) {
      for (const position of ['order=asc', `order=desc&after=${generatedId('pde', MIDDLE + 5)}`]) {
        const path = `/provider-deployments?${beside}&${window}&${position}`;
        await check(plans.explain, path, 'provider_deployments', { ...page(walks), buffers: undefined });
      }
    }
  });

  test.each(changedWindows.slice(1, 4))(
    'deployments %s: reads no more than a walk and an index give',
    async (window) => {
      const scan = 2 * WALKED + 2 * SOUGHT + PAGE_AT_MOST;
      for (const [beside] of filtersBy('provider_id', PROVIDERS)) {
        const path = `/provider-deployments?${beside}&${window}`;
        await check(plans.explain, path, 'provider_deployments', { rows: scan, sorted: SOUGHT });
        const after = `${path}&after=${generatedId('pde', MIDDLE)}`;
        await check(plans.explain, after, 'provider_deployments', { rows: 2 * scan, sorted: SOUGHT });
      }
    },
  );

  test.each([
    ['providers', 'pro', 'providers'],
    ['provider-versions', 'prv', 'provider_versions'],
    ['provider-specifications', 'psp', 'provider_specifications'],
  ])('the catalogue: %s of a window', async (path, prefix, table) => {
    const middle = OWN_PROVIDERS / 2;
    for (const window of [
      `created_at[lt]=${at(10)}`,
      `created_at[gt]=${at(middle)}&created_at[lt]=${at(middle + 10)}`,
      `created_at[gt]=${at(OWN_PROVIDERS - 10)}`,
    ]) {
      for (const position of ['', 'order=desc', `after=${generatedId(prefix, middle)}`]) {
        const most = { ...page(2), buffers: undefined };
        await check(plans.explain, `/${path}?${window}&${position}`, table, most);
      }
    }
  });

  test.each(['', ...createdWindows])('audit events %s: reads a page, whatever the actor', async (window) => {
    for (const [beside, walks] of filtersBy('actor_id', ACTORS)) {
      for (const position of positions('aev')) {
        await check(
          plans.explain,
          `/audit-events?${beside}&${window}&${position}`,
          'audit_events',
          page(walks),
        );
      }
    }
  });
});
