import type { Sql } from 'postgres';

/** The number of rows of each kind in a filled instance. */
export interface Volume {
  configs: number;
  deployments: number;
  vaults: number;
  /** True to give each config a vault of its own provider. It takes more vaults than providers. */
  matching?: boolean;
  /** Gives columns of the configs other expressions, given those of any row. */
  columns?: (plain: Columns) => Columns;
}

/** Columns of the row with number n, each an SQL expression; `$1` is the instance. */
export type Columns = Readonly<Record<string, string>>;

/**
 * The creation time of the first row; the n-th follows n seconds later. The lower 30 bits of its milliseconds are zero.
 */
export const FIRST_MS = 1645 * 2 ** 30;

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
/** The rest of a UUIDv7 without a random bit. */
const TAIL = 'e008000000000000';

/** The id of the n-th generated row of a kind: the TypeID of its creation time. */
export function generatedId(prefix: string, n: number): string {
  let text = '';
  for (let ms = FIRST_MS + n * 1000; text.length < 10; ms = Math.floor(ms / 32)) {
    text = DIGITS.charAt(ms % 32) + text;
  }
  return `${prefix}_${text}${TAIL}`;
}

/** The first time in the seven digits that differ between the generated ids. */
const FIRST_LOW = FIRST_MS % 2 ** 35;

/** Like `generatedId`, in SQL: takes the prefix and an expression for n, which is below 19 million. */
export function idSql(prefix: string, n: string): string {
  const digit = (place: number) =>
    `substr('${DIGITS}', ((${FIRST_LOW} + (${n}) * 1000::bigint >> ${5 * place} & 31) + 1)::int, 1)`;
  const digits = [6, 5, 4, 3, 2, 1, 0].map(digit);
  return `('${generatedId(prefix, 0).slice(0, -23)}' || ${digits.join(' || ')} || '${TAIL}')`;
}

export const CREATED = `timestamptz '${new Date(FIRST_MS).toISOString()}' + interval '1 second' * n`;

/** The shipped providers with a number each, from 0 on. */
const PROVIDERS = `(
  select row_number() over (order by p.id) - 1 as place, p.id, p.owner_id, v.specification_id
  from providers p join provider_versions v on v.provider_id = p.id and v.is_current
  where p.owner_id = 'public'
)`;

/**
 * Fills an instance with the same deployments, vaults and configs every time: half of the configs are bound to a
 * deployment, a third come from a vault, one in 20 is archived. Constraint triggers are off during the work, because
 * the rows refer to no stored value. The connection must belong to a superuser.
 */
export async function fillInstance(sql: Sql, instanceId: string, volume: Volume): Promise<void> {
  const { configs, deployments, vaults } = volume;
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    const [{ count = 0 } = {}] = await tx.unsafe<{ count: number }[]>(
      `select count(*)::int from ${PROVIDERS} p`,
    );
    const provided = (place: string) => `join ${PROVIDERS} p on p.place = (${place}) % ${count}`;
    await tx.unsafe(
      `insert into provider_deployments (instance_id, id, name, is_default, tool_filter, provider_owner, provider_id,
         status, description, metadata, created_at, updated_at)
       select $1, ${idSql('pde', 'n')}, 'Deployment ' || n, false,
         '{"type":"allow_all","ignore_parent_filters":false}', p.owner_id, p.id, 'active',
         'Where number ' || n || ' runs', json_build_object('region', 'eu-' || n % 7), ${CREATED}, ${CREATED}
       from generate_series(1, ${deployments}) n ${provided('n')}`,
      [instanceId],
    );
    await tx.unsafe(
      `insert into provider_config_vaults (instance_id, id, name, provider_owner, provider_id, specification_id,
         provider_deployment_id, revision, status, metadata, created_at, updated_at)
       select $1, ${idSql('pcvt', 'n')}, 'Vault ' || n, p.owner_id, p.id, p.specification_id,
         case when n % 4 = 0 then ${idSql('pde', `n % ${deployments} + 1`)} end, 1, 'active',
         json_build_object('team', 'team-' || n % 30), ${CREATED}, ${CREATED}
       from generate_series(1, ${vaults}) n ${provided('n')}`,
      [instanceId],
    );
  });
  await fillConfigs(sql, instanceId, volume, { from: 1, to: configs });
  await sql.unsafe('vacuum (analyze) provider_deployments, provider_config_vaults, provider_configs');
}

/** Inserts the configs of an instance with the numbers of a range. */
export async function fillConfigs(
  sql: Sql,
  instanceId: string,
  { deployments, vaults, matching, columns = (plain) => plain }: Volume,
  { from, to }: { from: number; to: number },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    const [{ count = 0 } = {}] = await tx.unsafe<{ count: number }[]>(
      `select count(*)::int from ${PROVIDERS} p`,
    );
    const ofEach = Math.floor(vaults / count);
    const vaultOf = matching
      ? `n / 3 * 104729::bigint % ${ofEach} * ${count} + case p.place when 0 then ${count} else p.place end`
      : `n::bigint * 104729 % ${vaults} + 1`;
    const all = columns({
      instance_id: '$1',
      id: idSql('pcf', 'n'),
      handle: `case when n % 10 = 0 then 'handle-' || n end`,
      name: `'Config ' || n`,
      enabled: 'n % 25 <> 0',
      tool_filter: `'{"type":"allow_all","ignore_parent_filters":false}'::json`,
      provider_owner: 'p.owner_id',
      provider_id: 'p.id',
      specification_id: 'p.specification_id',
      provider_deployment_id: `case when n % 2 = 0 then ${idSql('pde', `n::bigint * 7919 % ${deployments} + 1`)} end`,
      provider_config_vault_id: `case when n % 3 = 0 then ${idSql('pcvt', vaultOf)} end`,
      revision: 'case when n % 3 <> 0 then 1 end',
      status: `case when n % 20 = 7 then 'archived' else 'active' end`,
      description: `case when n % 4 = 0 then 'Made for customer ' || md5(n::text) end`,
      metadata: `json_build_object('team', 'team-' || n % 30, 'tier', n % 3)`,
      created_at: CREATED,
      updated_at: `${CREATED} + interval '1 hour' * (n % 48)`,
      archived_at: `case when n % 20 = 7 then ${CREATED} + interval '2 hours' end`,
    });
    await tx.unsafe(
      `insert into provider_configs (${Object.keys(all).join()}) select ${Object.values(all).join()}
       from generate_series(${from}, ${to}) n
       join ${PROVIDERS} p on p.place = (n::bigint * n % 1009) % ${count}
       order by n`,
      [instanceId],
    );
  });
}

/**
 * Gives other instances their configs: `configs` rows, dealt out to `instances` instances in turn, with the numbers
 * from `first` on. They lie by instance, or in the order of their numbers when they are `mixed`, as rows do that many
 * instances make side by side. The instances themselves are missing, because constraint triggers are off.
 */
export async function fillOthers(
  sql: Sql,
  {
    instances,
    configs,
    first = 1,
    mixed = false,
  }: { instances: number; configs: number; first?: number; mixed?: boolean },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    await tx.unsafe(`
      insert into provider_configs (instance_id, id, handle, name, enabled, tool_filter, provider_owner, provider_id,
        specification_id, revision, status, description, metadata, created_at, updated_at)
      select 'ins_' || lpad((n % ${instances})::text, 26, '0'), ${idSql('pcf', 'n')},
        case when n % 10 = 0 then 'handle-' || n end, 'Config ' || n, true,
        '{"type":"allow_all","ignore_parent_filters":false}', p.owner_id, p.id, v.specification_id, 1, 'active',
        case when n % 4 = 0 then 'Made for customer ' || md5(n::text) end,
        json_build_object('team', 'team-' || n % 30), ${CREATED}, ${CREATED}
      from generate_series(${first}, ${first + configs - 1}) n
      cross join (select id, owner_id from providers where owner_id = 'public' order by id limit 1) p
      join provider_versions v on v.provider_id = p.id and v.is_current
      order by ${mixed ? 'n' : '1, n'}`);
  });
  await sql.unsafe('vacuum (analyze) provider_configs');
}
