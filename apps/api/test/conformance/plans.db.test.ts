import { testDriver } from '@berth/db/testing';
import type { Position } from '@berth/kernel';
import { beforeAll, describe, expect, test } from 'vitest';
import { generatedId } from '../../../../scripts/bench/rows.ts';
import { CONFIGS, type Explained, type Plans, startPlans } from '../support/plans-kit.ts';

/*
 * Checks the shape of the plans, not their time: the rows that PostgreSQL reads for a page must depend on the page, and
 * not on the number of rows, the depth of the page or the rows of other instances. The tests explain the statements
 * that the application has prepared, on its own connection.
 */

const LIMIT = 20;
/**
 * The generated rows repeat every 30,000, so this far from the first page the rows have as many related rows as there.
 */
const DEEP = 0.9 * CONFIGS;
const CONFIG_TABLE = 'provider_configs';

const config = (n: number) => generatedId('pcf', n);
const madeAt = (n: number) => new Date(1645 * 2 ** 30 + n * 1000).toISOString();
const list = (...query: string[]) => `/provider-configs?${query.filter((part) => part !== '').join('&')}`;
const several = (name: string, prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}=${generatedId(prefix, index * 90 + 1)}`).join('&');

const onPostgres = testDriver() === 'postgres';

describe.skipIf(!onPostgres)('plans at very many configs (on PostgreSQL only: PGlite takes minutes)', () => {
  let plans: Plans;
  let providers: string[];

  beforeAll(async () => {
    plans = await startPlans();
    const { body } = await plans.explain('/providers?limit=100');
    providers = body.items.map((item: { id: string }) => item.id);
  }, 600_000);

  /** Explains a path with warm caches. */
  async function explained(path: string): Promise<Explained> {
    await plans.explain(path);
    return plans.explain(path);
  }

  const read = ({ runs }: Explained, table: string) =>
    runs.reduce((sum, { rows }) => sum + (rows.get(table) ?? 0), 0);
  const buffers = ({ runs }: Explained) => runs.reduce((sum, run) => sum + run.buffers, 0);

  describe('page 1 and a page near the end read the same number of rows', () => {
    test.each([
      ['forwards', '', `after=${config(DEEP)}`],
      ['backwards', `before=${config(100)}`, `before=${config(DEEP + 100)}`],
      ['newest first', 'order=desc', `order=desc&after=${config(CONFIGS - DEEP + 1)}`],
      [
        'newest first, backwards',
        `order=desc&before=${config(DEEP + 100)}`,
        `order=desc&before=${config(100)}`,
      ],
      [
        'with archived ones',
        'status=active&status=archived',
        `status=active&status=archived&after=${config(DEEP)}`,
      ],
      ['archived ones', 'status=archived', `status=archived&after=${config(DEEP)}`],
      ['enabled ones', 'enabled=true', `enabled=true&after=${config(DEEP)}`],
      ['available ones', 'available_for_use=true', `available_for_use=true&after=${config(DEEP)}`],
    ])('%s', async (_name, first, deep) => {
      const [one, other] = [await explained(list(first)), await explained(list(deep))];
      expect(one.body.items).toHaveLength(LIMIT);
      expect(other.body.items).toHaveLength(LIMIT);
      // Page 1 may read one row more or less: the one that tells whether a row stands before the page.
      expect(Math.abs(read(other, CONFIG_TABLE) - read(one, CONFIG_TABLE))).toBeLessThanOrEqual(3);
      expect(Math.abs(buffers(other) - buffers(one))).toBeLessThanOrEqual(8);
    });
  });

  test('an expanded page reads the embedded rows by their ids', async () => {
    const path = list(`after=${config(DEEP)}`);
    const [plain, expanded] = [await explained(path), await explained(`${path}&expand=deployment,provider`)];
    for (const table of ['provider_deployments', 'providers']) {
      const more = read(expanded, table) - read(plain, table);
      expect(more, table).toBeGreaterThan(0);
      expect(more, table).toBeLessThanOrEqual(LIMIT);
    }
  });

  describe('a page reads its rows, one more, and their related rows', () => {
    const deep = `after=${config(DEEP)}`;
    test.each([
      ['all', () => ''],
      ['all, deep', () => deep],
      ['of one provider', () => `provider_id=${providers[3]}`],
      ['of one provider, deep', () => `provider_id=${providers[3]}&${deep}`],
      ['of one deployment', () => `provider_deployment_id=${generatedId('pde', 77)}`],
      ['of one deployment, deep', () => `provider_deployment_id=${generatedId('pde', 77)}&${deep}`],
      ['from one vault', () => `provider_config_vault_id=${generatedId('pcvt', 77)}`],
      [
        'from one vault, backwards',
        () => `provider_config_vault_id=${generatedId('pcvt', 77)}&before=${config(DEEP)}`,
      ],
      ['with one id', () => `id=${config(1234)}`],
      ['with one handle', () => 'handle=handle-5000'],
      ['made since, oldest first', () => `created_at[gt]=${madeAt(DEEP)}`],
      ['made since, newest first', () => `order=desc&created_at[gt]=${madeAt(CONFIGS - 10)}`],
      ['for one deployment', () => `available_for_provider_deployment_id=${generatedId('pde', 77)}`],
    ])('%s', async (_name, query) => {
      const answer = await explained(list(query()));
      expect(answer.body.items.length).toBeGreaterThan(0);
      for (const table of [CONFIG_TABLE, 'provider_config_vaults']) {
        expect(read(answer, table), table).toBeLessThanOrEqual(4 * (LIMIT + 1));
      }
      // A config has a deployment, and its vault may have another.
      expect(read(answer, 'provider_deployments')).toBeLessThanOrEqual(3 * (LIMIT + 1));
    });

    test('one config reads one row of each table', async () => {
      const answer = await explained(`/provider-configs/${config(6)}`);
      expect(read(answer, CONFIG_TABLE)).toBe(1);
      expect(read(answer, 'provider_config_vaults')).toBe(1);
      expect(read(answer, 'provider_deployments')).toBeLessThanOrEqual(2);
    });
  });

  describe('a page in another order reads its rows, at any depth, and the few that a filter leaves out', () => {
    const cases = ['created_at', 'updated_at', 'handle'].flatMap((sort) =>
      (['asc', 'desc'] as const).map((order) => [sort, order] as const),
    );
    test.each(cases)('%s %s', async (sort, order) => {
      const filters = { has_handle: true, enabled: true };
      const page = (start: Position | null) => ({
        filters,
        page: { limit: LIMIT, order, sort, position: start },
      });
      // Every tenth row has a handle.
      const middle = { created_at: madeAt(CONFIGS / 2), updated_at: madeAt(CONFIGS / 2), handle: 'handle-5' };
      const at = middle[sort as keyof typeof middle];
      for (const start of [null, { side: 'after' as const, id: config(CONFIGS / 2), at }]) {
        await plans.explainList(page(start));
        const answer = await plans.explainList(page(start));
        expect(answer.body.items).toHaveLength(LIMIT);
        expect(read(answer, CONFIG_TABLE)).toBeLessThanOrEqual(3 * (LIMIT + 1));
      }
    });
  });

  describe('a hundred values read one page for each value and no more', () => {
    test.each([
      ['providers', () => providers.map((id) => `provider_id=${id}`).join('&')],
      ['deployments', () => several('provider_deployment_id', 'pde', 100)],
      ['vaults', () => several('provider_config_vault_id', 'pcvt', 100)],
      ['ids', () => several('id', 'pcf', 100)],
    ])('%s', async (_name, query) => {
      for (const position of ['', `after=${config(5_000)}`, `order=desc&before=${config(5_000)}`]) {
        const answer = await explained(list(query(), position));
        expect(answer.body.items).toHaveLength(LIMIT);
        expect(read(answer, CONFIG_TABLE), position).toBeLessThanOrEqual(100 * (LIMIT + 2) + 2 * (LIMIT + 1));
      }
    });
  });

  describe('a list with a filter for an absent value reads almost no rows', () => {
    const absent = (prefix: string, n: number) => generatedId(prefix, 20_000 + n);
    test.each([
      ['a provider', `provider_id=${absent('pro', 1)}`],
      ['two providers', `provider_id=${absent('pro', 1)}&provider_id=${absent('pro', 2)}`],
      ['a deployment', `provider_deployment_id=${absent('pde', 1)}`],
      ['a vault', `provider_config_vault_id=${absent('pcvt', 1)}`],
      ['a handle', 'handle=nobody'],
      ['a deployment to be available for', `available_for_provider_deployment_id=${absent('pde', 1)}`],
      ['an actor', 'actor_id=nobody'],
      ['anything made from now on', `created_at[gt]=${madeAt(CONFIGS + 10)}`],
    ])('%s', async (_name, query) => {
      for (const position of ['', `after=${config(DEEP)}`, `before=${config(DEEP)}`]) {
        const answer = await explained(list(query, position));
        expect(answer.body.items).toEqual([]);
        expect(read(answer, CONFIG_TABLE), position).toBeLessThanOrEqual(2);
        expect(buffers(answer), position).toBeLessThanOrEqual(50);
      }
    });
  });

  describe('a page of a key with a reach reads rows of its reach, and few of the others', () => {
    const deployments = (count: number) =>
      Array.from({ length: count }, (_, n) => generatedId('pde', n * 90 + 1));
    test.each([
      ['a deployment', 1, () => ({ deployments: deployments(1) })],
      ['a hundred deployments', 100, () => ({ deployments: deployments(100) })],
      ['a provider', 1, () => ({ providers: [providers[3]] })],
      ['a config', 1, () => ({ configs: [config(DEEP)] })],
      ['a handle', 1, () => ({ handles: ['handle-5000'] })],
      ['handles with a star', 20, () => ({ handles: ['handle-50*'] })],
      [
        'one of each',
        4,
        () => ({
          providers: [providers[3]],
          deployments: deployments(1),
          configs: [config(5)],
          handles: ['handle-5000'],
        }),
      ],
    ])('%s', async (_name, walks, reachOf) => {
      const reach = reachOf();
      const explain = await plans.reaching(reach);
      for (const query of [
        '',
        'order=desc',
        `after=${config(5)}`,
        `before=${config(CONFIGS)}`,
        'enabled=true',
      ]) {
        const path = list(query);
        await explain(path);
        const answer = await explain(path);
        expect(read(answer, CONFIG_TABLE), query).toBeLessThanOrEqual(3 * (walks + 1) * (LIMIT + 1));
      }
      const { body } = await explain('/provider-configs');
      expect(body.items.length).toBeGreaterThan(0);
      const got = await explain(`/provider-configs/${body.items[0].id}`);
      expect(read(got, CONFIG_TABLE)).toBe(1);
    });
  });

  test('every statement of a list and of a get is planned once, for all values', async () => {
    for (const path of [
      list(),
      list(`after=${config(DEEP)}`),
      list(`provider_id=${providers[0]}&provider_id=${providers[1]}`),
      `/provider-configs/${config(1)}`,
      '/provider-deployments',
      '/provider-config-vaults',
      '/providers',
      '/provider-versions',
      '/provider-specifications',
    ]) {
      for (let times = 0; times < 8; times++) await plans.explain(path);
      for (const { text, customPlans, genericPlans } of (await plans.explain(path)).runs) {
        expect(customPlans, text).toBe(0);
        expect(genericPlans, text).toBeGreaterThan(8);
      }
    }
  });

  test('a page takes one statement, however many rows it has', async () => {
    for (const position of ['', `after=${config(DEEP)}`]) {
      for (const limit of [1, 20, 100]) {
        const { body, runs } = await plans.explain(list(`limit=${limit}`, position));
        expect(body.items).toHaveLength(limit);
        expect(runs).toHaveLength(1);
      }
    }
  });

  describe('the catalogue does not read the many rows of another instance', () => {
    const least = (prefix: string) => `${prefix}_${'0'.repeat(26)}`;
    const most = (prefix: string) => `${prefix}_7${'z'.repeat(25)}`;
    test.each([
      ['/providers', 'pro'],
      ['/provider-versions', 'prv'],
      ['/provider-specifications', 'psp'],
      ['/publishers', 'pub'],
    ])('%s', async (path, prefix) => {
      const positions = [
        '',
        'order=desc',
        `after=${least(prefix)}`,
        `before=${most(prefix)}`,
        `after=${most(prefix)}`,
        `order=desc&after=${most(prefix)}`,
      ];
      for (const position of [...positions, ...(prefix === 'pub' ? [] : ['created_at[gt]=2020-01-01'])]) {
        const { runs } = await explained(`${path}?${position}`);
        for (const run of runs)
          for (const [table, rows] of run.rows) expect(rows, `${table} ${position}`).toBeLessThanOrEqual(500);
      }
    });
  });
});
