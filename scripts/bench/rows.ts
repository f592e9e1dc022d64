import type { Sql } from 'postgres';

/** How many rows of each kind a filled instance has. */
export interface Volume {
  configs: number;
  deployments: number;
  vaults: number;
}

/**
 * The id of the n-th generated row of a kind: a valid TypeID that sorts by n. Its time is before 1980, so that rows
 * made over the API come after all of them.
 */
export function generatedId(prefix: string, n: number): string {
  return `${prefix}_${'0'.repeat(19)}${n.toString(32).padStart(7, '0').replace(/[a-v]/g, digitOf)}`;
}

/** Base 32 of JavaScript and PostgreSQL counts 0-9a-v; a TypeID leaves out i, l, o and u. */
const TYPE_ID_DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const digitOf = (digit: string): string => TYPE_ID_DIGITS.charAt(Number.parseInt(digit, 32));

/** As `generatedId`, in SQL: the prefix and an expression for n. */
function idSql(prefix: string, n: string): string {
  const digit = (place: number) =>
    `substr('${TYPE_ID_DIGITS}', ((${n})::bigint >> ${5 * place} & 31)::int + 1, 1)`;
  const digits = Array.from({ length: 7 }, (_, index) => digit(6 - index));
  return `('${prefix}_${'0'.repeat(19)}' || ${digits.join(' || ')})`;
}

/**
 * Fills an instance with deployments, vaults and configs, the same ones every time: half of the configs are bound to
 * a deployment, a third come from a vault, one in 20 is archived. Constraint triggers are off meanwhile: the rows
 * refer to no stored value. The connection must be a superuser's.
 */
export async function fillInstance(sql: Sql, instanceId: string, volume: Volume): Promise<void> {
  const { configs, deployments, vaults } = volume;
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    await tx.unsafe(`
      create temporary table generated_providers on commit drop as
      select row_number() over (order by p.id) - 1 as place, p.id, p.owner_id, v.specification_id
      from providers p join provider_versions v on v.provider_id = p.id and v.is_current
      where p.owner_id = 'public'`);
    const [{ count = 0 } = {}] = await tx`select count(*)::int from generated_providers`;
    const provided = (place: string) => `join generated_providers p on p.place = (${place}) % ${count}`;
    const created = "timestamptz '2026-01-01 00:00:00.123Z' + interval '1 second' * n";
    await tx.unsafe(
      `insert into provider_deployments (instance_id, id, name, is_default, tool_filter, provider_owner, provider_id,
         status, description, metadata, created_at, updated_at)
       select $1, ${idSql('pde', 'n')}, 'Deployment ' || n, n % 50 = 0,
         '{"type":"allow_all","ignore_parent_filters":false}', p.owner_id, p.id, 'active',
         'Where number ' || n || ' runs', json_build_object('region', 'eu-' || n % 7), ${created}, ${created}
       from generate_series(1, ${deployments}) n ${provided('n')}`,
      [instanceId],
    );
    await tx.unsafe(
      `insert into provider_config_vaults (instance_id, id, name, provider_owner, provider_id, specification_id,
         provider_deployment_id, revision, status, metadata, created_at, updated_at)
       select $1, ${idSql('pcvt', 'n')}, 'Vault ' || n, p.owner_id, p.id, p.specification_id,
         case when n % 4 = 0 then ${idSql('pde', `n % ${deployments} + 1`)} end, 1, 'active',
         json_build_object('team', 'team-' || n % 30), ${created}, ${created}
       from generate_series(1, ${vaults}) n ${provided('n')}`,
      [instanceId],
    );
    await tx.unsafe(
      `insert into provider_configs (instance_id, id, handle, name, enabled, tool_filter, provider_owner, provider_id,
         specification_id, provider_deployment_id, provider_config_vault_id, revision, status, description, metadata,
         created_at, updated_at, archived_at)
       select $1, ${idSql('pcf', 'n')}, case when n % 10 = 0 then 'handle-' || n end, 'Config ' || n, n % 25 <> 0,
         '{"type":"allow_all","ignore_parent_filters":false}', p.owner_id, p.id, p.specification_id,
         case when n % 2 = 0 then ${idSql('pde', `n::bigint * 7919 % ${deployments} + 1`)} end,
         case when n % 3 = 0 then ${idSql('pcvt', `n::bigint * 104729 % ${vaults} + 1`)} end,
         case when n % 3 <> 0 then 1 end, case when n % 20 = 7 then 'archived' else 'active' end,
         case when n % 4 = 0 then 'Made for customer ' || md5(n::text) end,
         json_build_object('team', 'team-' || n % 30, 'tier', n % 3), ${created},
         ${created} + interval '1 hour' * (n % 48), case when n % 20 = 7 then ${created} + interval '2 hours' end
       from generate_series(1, ${configs}) n ${provided('n::bigint * n % 1009')}
       order by n`,
      [instanceId],
    );
  });
  await sql.unsafe('vacuum (analyze) provider_deployments, provider_config_vaults, provider_configs');
}
