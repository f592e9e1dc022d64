import postgres, { type TransactionSql } from 'postgres';
import { fillCatalog } from '../../../../scripts/bench/catalog.ts';
import { FIRST_MS, fillOthers, generatedId, idSql } from '../../../../scripts/bench/rows.ts';

/*
 * The rows of an instance that nearly all belong to one provider, one deployment and one actor, among many small
 * instances.
 */

export const ROWS = 40_000;
export const OWN_PROVIDERS = 5_000;
/** On each side of the large instance: with so few rows each, PostgreSQL expects few rows of any instance. */
const OTHERS = { instances: 15_000, configs: 15_000, mixed: true };

/** The moment at which row n was made. */
export const at = (n: number) => new Date(FIRST_MS + n * 1_000).toISOString();

export const DEPLOYMENTS = {
  common: generatedId('pde', 1),
  rare: generatedId('pde', 2),
  none: generatedId('pde', 3),
};
export const VAULTS = {
  common: generatedId('pcvt', 1),
  rare: generatedId('pcvt', 2),
  none: generatedId('pcvt', 3),
};
/** The providers of the rows by how many have them; known once the database is filled. */
export const PROVIDERS = { common: '', half: '', rare: '', none: generatedId('pro', ROWS) };
export const ACTORS = { common: 'key_common', half: 'key_half', rare: 'key_rare', none: 'key_none' };

/** Picks a value for row n: one row in 10,000 is rare, and of the others one in three has the second value, if any. */
const pick = ({ common, half = common, rare }: { common: string; half?: string; rare: string }) =>
  `case when n % 10000 = 5 then '${rare}' when n % 3 = 0 then '${half}' else '${common}' end`;

const CREATED = `timestamptz '${at(0)}' + interval '1 second' * n`;
const CHANGED = `${CREATED} + interval '1 hour' * (n % 48)`;

/** Inserts rows of an instance, each column by an expression for row n. */
const insert = (tx: TransactionSql, table: string, instance: string, columns: Record<string, string>) =>
  tx.unsafe(
    `insert into ${table} (instance_id, created_at, ${Object.keys(columns).join()})
     select $1, ${CREATED}, ${Object.values(columns).join()} from generate_series(1, ${ROWS}) n`,
    [instance],
  );

/** Fills the first instance with configs, deployments and audit events, one of each a second, and with providers. */
export async function fillWindows(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [instance] = await sql<{ id: string }[]>`select id from instances`;
    if (!instance) throw new Error('The installation has no instance');
    const shipped = await sql<{ id: string }[]>`select id from providers order by id limit 3`;
    const [common = '', half = '', rare = ''] = shipped.map(({ id }) => id);
    Object.assign(PROVIDERS, { common, half, rare });
    const filter = `'{"type":"allow_all","ignore_parent_filters":false}'`;
    await fillOthers(sql, OTHERS);
    await sql.begin(async (tx) => {
      await tx.unsafe('set local session_replication_role = replica');
      const owned = { provider_owner: `'public'`, provider_id: pick(PROVIDERS), updated_at: CHANGED };
      await insert(tx, 'provider_configs', instance.id, {
        ...owned,
        id: idSql('pcf', 'n'),
        name: `'Config ' || n`,
        tool_filter: filter,
        specification_id: `'psp_any'`,
        provider_deployment_id: pick(DEPLOYMENTS),
        provider_config_vault_id: `case when n % 10000 = 7 then '${VAULTS.rare}' when n % 5 <> 1 then '${VAULTS.common}' end`,
        revision: '1',
      });
      await insert(tx, 'provider_deployments', instance.id, {
        ...owned,
        id: idSql('pde', 'n'),
        name: `'Deployment ' || n`,
        is_default: 'false',
        tool_filter: filter,
      });
      await insert(tx, 'audit_events', instance.id, {
        id: idSql('aev', 'n'),
        lane: '0',
        sequence: 'n + 1000',
        action: `'provider.config.' || case n % 7 when 0 then 'archive' else 'update' end`,
        resource_type: `'provider.config'`,
        resource_id: idSql('pcf', 'n % 1000'),
        actor_id: pick(ACTORS),
        request_id: `'req_any'`,
        proof: `''`,
        previous_hash: `''`,
        hash: `''`,
        updated_at: CREATED,
      });
    });
    await fillOthers(sql, { ...OTHERS, first: OTHERS.configs + 1 });
    await fillCatalog(sql, instance.id, OWN_PROVIDERS);
    await sql.unsafe('vacuum (analyze) provider_configs, provider_deployments, audit_events');
  } finally {
    await sql.end();
  }
}
