import { testDriver } from '@berth/db/testing';
import postgres from 'postgres';
import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_MS, fillInstance, fillOthers, generatedId } from '../../../../scripts/bench/rows.ts';
import { type Plans, startPlans } from '../support/plans-kit.ts';

/*
 * Checks the plans of a large instance among many small ones. A generic plan expects an instance to have as many rows
 * as the average one, here a hundred, and PostgreSQL would rather sort these than follow an index in its order: that
 * sorts all rows of the large instance for each of its pages.
 */

const CONFIGS = 20_000;
/** On each side of the large instance, so that the place of a row tells nothing about its instance. */
const OTHERS = { instances: 500, configs: 15_000, mixed: true };
/** The most rows that an index gives beyond a walk, and that are sorted. Neither a walk nor a page is. */
const SORTED_AT_MOST = 3_000;
/** The rows that a walk reads, those that an index gives or counts, and the page. */
const READ_AT_MOST = 2 * 2_000 + 2 * 3_000 + 300;

const at = (n: number) => new Date(FIRST_MS + n * 1_000).toISOString();
const deployment = `provider_deployment_id=${generatedId('pde', 7)}`;

async function fill(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [instance] = await sql<{ id: string }[]>`select id from instances`;
    if (!instance) throw new Error('The installation has no instance');
    await fillOthers(sql, OTHERS);
    await fillInstance(sql, instance.id, { configs: CONFIGS, deployments: 100, vaults: 100 });
    await fillOthers(sql, { ...OTHERS, first: OTHERS.configs + 1 });
  } finally {
    await sql.end();
  }
}

const filters = [
  '',
  'order=desc',
  `after=${generatedId('pcf', CONFIGS - 500)}`,
  'status=archived',
  'enabled=false',
  'has_handle=true',
  'invalid=true',
  `created_at[lt]=${at(CONFIGS / 2)}&order=desc`,
  `updated_at[gt]=${at(CONFIGS / 2)}&order=desc`,
  `updated_at[gt]=${at(CONFIGS + 47 * 3_600 + 1)}`,
  `updated_at[lt]=${at(400)}&order=desc`,
  'search=config',
  `search=${CONFIGS - 1}`,
  'search=zzzqqq',
];

describe.skipIf(testDriver() !== 'postgres')(
  'a large instance among small ones (on PostgreSQL only: PGlite has one user)',
  () => {
    let plans: Plans;
    let lists: string[] = [];

    beforeAll(async () => {
      plans = await startPlans(fill);
      const { body } = await plans.explain('/providers?limit=100');
      lists = ['', `provider_id=${body.items[3].id}`, deployment, 'limit=100'];
    }, 600_000);

    test.each(filters)('%s reads and sorts no more than a page or a walk needs', async (query) => {
      for (const list of lists) {
        const path = `/provider-configs?${[list, query].filter((part) => part !== '').join('&')}`;
        for (const { rows, sequential, sorted, customPlans } of (await plans.explain(path)).runs) {
          if (!rows.has('provider_configs')) continue;
          expect(sorted, path).toBeLessThanOrEqual(SORTED_AT_MOST);
          expect(rows.get('provider_configs'), path).toBeLessThanOrEqual(READ_AT_MOST);
          expect([...sequential], path).not.toContain('provider_configs');
          expect(customPlans, path).toBe(0);
        }
      }
    });
  },
);
