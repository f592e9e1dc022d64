import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_MS, generatedId, idSql } from '../../../../scripts/bench/rows.ts';
import { startHarness } from '../support/harness.ts';
import { walked } from '../support/walked.ts';

/*
 * The configs of a vault and a deployment come from an index of both, whose key is one text. Each list is compared with
 * the rows themselves.
 */

const ROWS = 600;

const vault = (n: number) => generatedId('pcvt', n);
const deployment = (n: number) => generatedId('pde', n);
const at = (n: number) => new Date(FIRST_MS + n * 1_000).toISOString();

/** A third of the rows has no vault, and another third no deployment. */
const all = Array.from({ length: ROWS }, (_, n) => ({
  id: generatedId('pcf', n),
  n,
  vault: n % 3 === 0 ? null : n % 2,
  deployment: n % 3 === 1 && n % 4 !== 3 ? null : (n >> 2) % 3,
  isActive: n % 20 !== 7,
}));
type Row = (typeof all)[number];

describe('configs of a vault and a deployment', async () => {
  const { bootstrap: client, database } = await startHarness({ directly: true });

  beforeAll(async () => {
    const created = `timestamptz '${at(0)}' + n * interval '1 second'`;
    await database.query(`do $$ begin
      perform set_config('session_replication_role', 'replica', true);
      insert into provider_configs (instance_id, id, name, tool_filter, provider_owner, provider_id, specification_id,
        revision, status, provider_config_vault_id, provider_deployment_id, created_at, updated_at)
      select instances.id, ${idSql('pcf', 'n')}, 'Config ' || n,
        '{"type":"allow_all","ignore_parent_filters":false}', p.owner_id, p.id, v.specification_id, 1,
        case when n % 20 = 7 then 'archived' else 'active' end,
        case when n % 3 <> 0 then ${idSql('pcvt', 'n % 2')} end,
        case when n % 3 <> 1 or n % 4 = 3 then ${idSql('pde', '(n >> 2) % 3')} end, ${created}, ${created}
      from generate_series(0, ${ROWS - 1}) n
      join (select * from providers where owner_id = 'public' order by id limit 1) p on true
      join provider_versions v on v.provider_id = p.id and v.is_current, instances;
    end $$`);
    await database.query('analyze provider_configs');
  }, 60_000);

  const cases: [query: string, keeps: (row: Row) => boolean][] = [
    ['', () => true],
    ['&status=archived&status=active', () => true],
    [`&created_at[gte]=${at(100)}`, ({ n }) => n >= 100],
    [`&created_at[lt]=${at(400)}`, ({ n }) => n < 400],
    [`&created_at[gt]=${at(100)}&created_at[lt]=${at(400)}`, ({ n }) => n > 100 && n < 400],
    [`&updated_at[gt]=${at(300)}`, ({ n }) => n > 300],
    [`&id=${all[2]?.id}&id=${all[10]?.id}&id=${all[14]?.id}`, ({ n }) => [2, 10, 14].includes(n)],
    ['&search=Config%205', ({ n }) => String(n).startsWith('5')],
    ['&has_handle=true', () => false],
  ];
  const pairs: [vaults: number[], deployments: number[]][] = [
    [[0], [0]],
    [[1], [2]],
    [[0, 1], [1]],
    [[1], [0, 2]],
    [
      [0, 1],
      [0, 2],
    ],
    [[0], [7]],
  ];

  test.each(cases)('%s: the rows that match are found, in both directions', async (query, keeps) => {
    for (const [vaults, deployments] of pairs) {
      const both = [
        ...vaults.map((n) => `provider_config_vault_id=${vault(n)}`),
        ...deployments.map((n) => `provider_deployment_id=${deployment(n)}`),
      ];
      const list = `provider-configs?${both.join('&')}${query}`;
      const ids = all
        .filter((row) => vaults.includes(row.vault ?? -1) && deployments.includes(row.deployment ?? -1))
        .filter((row) => keeps(row) && (row.isActive || query.includes('archived')))
        .map(({ id }) => id);
      expect(await walked(client, list, 'after'), list).toEqual(ids);
      expect(await walked(client, `${list}&order=desc`, 'after'), list).toEqual(ids.toReversed());
      expect(await walked(client, list, 'before', generatedId('pcf', ROWS)), list).toEqual(ids);
      const middle = generatedId('pcf', ROWS / 2);
      const { body } = await client.get(`/${list}&limit=100&after=${middle}`);
      expect(body.items.map(({ id }: { id: string }) => id)).toEqual(ids.filter((id) => id > middle));
      expect(body.pagination.has_more_before).toBe(ids.some((id) => id <= middle));
    }
  });
});
