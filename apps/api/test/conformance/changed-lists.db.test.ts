import { beforeAll, describe, expect, test } from 'vitest';
import { FIRST_MS, generatedId, idSql } from '../../../../scripts/bench/rows.ts';
import { startHarness } from '../support/harness.ts';
import { walked } from '../support/walked.ts';

/*
 * The configs changed inside a window, those with a flag that few have, and those of a provider with a text that none
 * of its first rows has, come from indexes in several parts. Here more rows match than a walk reads, spread over all
 * parts, and each list is compared with the rows themselves.
 */

const ROWS = 9_000;
const DAY = 86_400_000;

/** Milliseconds from the creation to the last change: none, up to a second, hours, or up to years. */
const lagOf = (n: number): number =>
  [0, n % 1_000, (n * 7_919) % (DAY / 2), n % 60 === 3 ? n * DAY : (n % 11) * 1_000][n % 4] ?? 0;
const LAG_SQL = `case n % 4 when 0 then 0 when 1 then n % 1000 when 2 then n::bigint * 7919 % ${DAY / 2}
  else case when n % 60 = 3 then n::bigint * ${DAY} else n % 11 * 1000 end end`;

const all = Array.from({ length: ROWS }, (_, n) => ({
  id: generatedId('pcf', n),
  n,
  updated: n * 1_000 + lagOf(n),
  archived: n % 20 === 7,
  enabled: n < 700 || n % 2 === 1,
}));
type Row = (typeof all)[number];

const at = (ms: number) => new Date(FIRST_MS + ms).toISOString();
const active = ({ archived }: Row) => !archived;
const isNamed = (row: Row, beginning: string, places: number[]) =>
  active(row) && String(row.n).startsWith(beginning) && places.includes(row.n % 3);
const MIDDLE = 1_000 * (ROWS / 2);

describe('configs by their last change', async () => {
  const { bootstrap: client, database } = await startHarness({ directly: true });
  let providers: string[] = [];

  beforeAll(async () => {
    const created = `timestamptz '${at(0)}' + n * interval '1 second'`;
    await database.query(`do $$ begin
      perform set_config('session_replication_role', 'replica', true);
      insert into provider_configs (instance_id, id, name, enabled, tool_filter, provider_owner, provider_id,
        specification_id, revision, status, created_at, updated_at)
      select instances.id, ${idSql('pcf', 'n')}, 'Config ' || n, n < 700 or n % 2 = 1,
        '{"type":"allow_all","ignore_parent_filters":false}', p.owner_id, p.id, v.specification_id, 1,
        case when n % 20 = 7 then 'archived' else 'active' end, ${created},
        ${created} + interval '1 millisecond' * (${LAG_SQL})
      from generate_series(0, ${ROWS - 1}) n
      join (select row_number() over (order by id) - 1 as place, * from providers where owner_id = 'public') p
        on p.place = n % 3
      join provider_versions v on v.provider_id = p.id and v.is_current, instances;
    end $$`);
    await database.query('analyze provider_configs');
    const rows = await database.query(
      "select id from providers where owner_id = 'public' order by id limit 3",
    );
    providers = rows.map(({ id }) => String(id));
  }, 60_000);

  const cases: [query: () => string, keeps: (row: Row) => boolean][] = [
    [() => `updated_at[gt]=${at(MIDDLE)}`, (row) => active(row) && row.updated > MIDDLE],
    [() => `updated_at[gte]=${at(20 * DAY)}`, (row) => active(row) && row.updated >= 20 * DAY],
    [
      () => `updated_at[gt]=${at(MIDDLE)}&updated_at[lte]=${at(3 * MIDDLE)}`,
      (row) => active(row) && row.updated > MIDDLE && row.updated <= 3 * MIDDLE,
    ],
    [() => `updated_at[lt]=${at(MIDDLE)}`, (row) => active(row) && row.updated < MIDDLE],
    [() => `updated_at[gt]=${at(400 * DAY)}`, (row) => active(row) && row.updated > 400 * DAY],
    [() => `updated_at[gt]=${at(ROWS * DAY)}`, () => false],
    [
      () => `updated_at[gt]=${at(MIDDLE)}&status=archived`,
      ({ archived, updated }) => archived && updated > MIDDLE,
    ],
    [
      () =>
        `updated_at[gt]=${at(MIDDLE)}&status=archived&status=active&created_at[lt]=${at(2 * MIDDLE - 5_000)}`,
      ({ n, updated }) => updated > MIDDLE && n < ROWS - 5,
    ],
    [
      () => `updated_at[gt]=${at(MIDDLE)}&provider_id=${providers[1]}`,
      (row) => active(row) && row.updated > MIDDLE && row.n % 3 === 1,
    ],
    [
      () => `updated_at[gt]=${at(MIDDLE)}&provider_id=${providers[1]}&provider_id=${providers[2]}`,
      (row) => active(row) && row.updated > MIDDLE && row.n % 3 !== 0,
    ],
    [
      () => `updated_at[lt]=${at(MIDDLE)}&provider_id=${providers[1]}`,
      (row) => active(row) && row.updated < MIDDLE && row.n % 3 === 1,
    ],
    [
      () => `updated_at[gte]=${at(MIDDLE)}&updated_at[lt]=${at(1.5 * MIDDLE)}&provider_id=${providers[2]}`,
      (row) => active(row) && row.updated >= MIDDLE && row.updated < 1.5 * MIDDLE && row.n % 3 === 2,
    ],
    [
      () => `updated_at[gt]=${at(2 * MIDDLE)}&created_at[gt]=${at(MIDDLE / 2)}`,
      (row) => active(row) && row.updated > 2 * MIDDLE && row.n > ROWS / 4,
    ],
    [
      () => `enabled=false&created_at[lt]=${at(MIDDLE)}&provider_id=${providers[1]}`,
      (row) => active(row) && !row.enabled && row.n < ROWS / 2 && row.n % 3 === 1,
    ],
    [() => `search=Config%208&provider_id=${providers[1]}`, (row) => isNamed(row, '8', [1])],
    [() => `search=Config%2077&provider_id=${providers[2]}`, (row) => isNamed(row, '77', [2])],
    [
      () => `search=Config%208&provider_id=${providers[1]}&provider_id=${providers[2]}`,
      (row) => isNamed(row, '8', [1, 2]),
    ],
    [
      () => `search=Config%206&provider_id=${providers[1]}&created_at[lt]=${at(6_500_000)}`,
      (row) => isNamed(row, '6', [1]) && row.n < 6_500,
    ],
    [() => `search=Config%20x&provider_id=${providers[1]}`, () => false],
    [() => 'enabled=false', (row) => active(row) && !row.enabled],
    [() => 'enabled=false&status=archived&status=active', (row) => !row.enabled],
    [() => 'enabled=false&status=archived', () => false],
    [
      () => `enabled=false&updated_at[lt]=${at(MIDDLE)}`,
      (row) => active(row) && !row.enabled && row.updated < MIDDLE,
    ],
  ];

  test.each(cases.map((each, index) => [index, ...each] as const))(
    'list %i keeps the rows that match, in both directions',
    async (_index, query, keeps) => {
      const list = `provider-configs?${query()}`;
      const ids = all.filter(keeps).map(({ id }) => id);
      expect(await walked(client, list, 'after'), list).toEqual(ids.slice(0, 400));
      expect(await walked(client, `${list}&order=desc`, 'after'), list).toEqual(
        ids.toReversed().slice(0, 400),
      );
      expect(await walked(client, list, 'before', generatedId('pcf', ROWS + 5)), list).toEqual(
        ids.slice(-400),
      );
      const middle = generatedId('pcf', ROWS / 2);
      const { body } = await client.get(`/${list}&limit=100&after=${middle}`);
      expect(body.items.map(({ id }: { id: string }) => id)).toEqual(
        ids.filter((id) => id > middle).slice(0, 100),
      );
      expect(body.pagination.has_more_before).toBe(ids.some((id) => id <= middle));
    },
  );
});
