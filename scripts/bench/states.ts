import type { Sql, TransactionSql } from 'postgres';
import { fillCatalog } from './catalog.ts';
import { type Columns, CREATED, generatedId, idSql, type Volume } from './rows.ts';

/*
 * States of configs for each filter of their list: one that many of the rows have, and one that few have. Of the
 * common states, some of the archived rows have each. The few are 20 active rows of a provider of the instance, with a
 * deployment and a vault of their own.
 */

/** The rows with a state that is rare. */
const FEW = 20;

const some = (configs: number) => ({
  placed: '(n % 20 = 3 or n % 40 = 7)',
  sharing: '(p.place = 1 and (n % 4 = 0 or n % 20 = 7))',
  behind: '(n % 20 = 17 or n % 40 = 7)',
  breaking: `n % ${configs / FEW} = 17`,
  few: `n % ${configs / FEW} = 11`,
});

/** The first number of a provider of the instance, beyond those of other instances. */
const FIRST = 900_001;
/** The providers of the instance: the first one has two versions, with a specification each. */
const OWN = {
  behind: {
    provider: generatedId('pro', FIRST),
    from: generatedId('psp', FIRST),
    to: generatedId('psp', FIRST + 2),
  },
  few: { provider: generatedId('pro', FIRST + 1), specification: generatedId('psp', FIRST + 1) },
  next: generatedId('prv', FIRST + 2),
};
/** The number of a deployment that many configs have. */
const SHARED = 5;
/** The vault that many configs of its provider have, the first one, and that of few, after the others. */
const vaultsOf = (vaults: number) => ({ many: generatedId('pcvt', 1), few: generatedId('pcvt', vaults + 1) });

const ABSENT = 999_999;

/** For each filter by ids, an id that many configs have, one that few have and one that none has. */
export const namedStates = ({ deployments, vaults }: Volume) => ({
  provider_id: { few: OWN.few.provider, none: generatedId('pro', ABSENT) },
  provider_specification_id: { few: OWN.few.specification, none: generatedId('psp', ABSENT) },
  provider_deployment_id: {
    many: generatedId('pde', SHARED),
    few: generatedId('pde', deployments + 1),
    none: generatedId('pde', ABSENT),
  },
  available_for_provider_deployment_id: {
    many: generatedId('pde', 77),
    few: generatedId('pde', deployments + 1),
    none: generatedId('pde', ABSENT),
  },
  provider_config_vault_id: { ...vaultsOf(vaults), none: generatedId('pcvt', ABSENT) },
  consumer_id: users('con'),
  actor_id: users('iac'),
  identity_id: users('idn'),
});

/** Users by the number of their credentials. The first identity has the most that one may have, its owner five such. */
const users = (prefix: string) => ({
  many: generatedId(prefix, 1),
  few: generatedId(prefix, LONELY),
  none: generatedId(prefix, ABSENT),
});

/** The identities, of which the first ones belong to one actor, and the last one has a single credential. */
const LONELY = 2_000;
const OF_ONE_ACTOR = 5;
const CREDENTIALS = { each: 100, all: 20_000 };

/** Gives the configs of an instance their states. It takes a number of configs that 400 divides. */
export const withStates =
  ({ configs, deployments, vaults }: Volume) =>
  (plain: Columns): Columns => {
    const { placed, sharing, behind, breaking, few } = some(configs);
    const own = `(${behind} or ${few})`;
    const shared = vaultsOf(vaults);
    const vault = `case when ${behind} then null when ${few} then '${shared.few}' when ${sharing} then '${shared.many}' else ${plain.provider_config_vault_id} end`;
    const specification = `case when ${behind} then '${OWN.behind.from}' when ${few} then '${OWN.few.specification}' else ${plain.specification_id} end`;
    const revision = `case when (${vault}) is null then 1 end`;
    const value = `concat(${revision}, '/', ${vault}, '/', case when (${vault}) is not null then 1 end)`;
    return {
      ...plain,
      provider_owner: `case when ${own} then $1 else ${plain.provider_owner} end`,
      provider_id: `case when ${behind} then '${OWN.behind.provider}' when ${few} then '${OWN.few.provider}' else ${plain.provider_id} end`,
      specification_id: specification,
      provider_deployment_id: `case when ${few} then '${generatedId('pde', deployments + 1)}' when ${placed} then '${generatedId('pde', SHARED)}' else ${plain.provider_deployment_id} end`,
      provider_config_vault_id: vault,
      revision,
      invalid_reasons: `case when ${few} then '[]'::json end`,
      outcome_version_id: `case when ${behind} then '${OWN.next}' end`,
      outcome_breaks: `case when ${behind} then ${breaking} end`,
      outcome_of: `case when ${behind} then ${value} end`,
      test_failed: `case when n % 2 = 1 then ${few} end`,
      tested_at: `case when n % 2 = 1 then ${CREATED} end`,
      test_of: `case when n % 2 = 1 then ${value} || '@' || ${specification} end`,
      oldest_secret_at: `case when ${few} then timestamptz '2000-01-01' when ${revision} is not null then ${CREATED} end`,
    };
  };

const inserter = (tx: TransactionSql, instanceId: string) => (into: string, values: string, count: number) =>
  tx.unsafe(`insert into ${into} select $1::text, ${values} from generate_series(1, ${count}) n`, [
    instanceId,
  ]);

/** Makes the rows that the states refer to, and limits the age of secrets. */
export async function fillStates(
  sql: Sql,
  instanceId: string,
  { deployments, vaults }: Volume,
): Promise<void> {
  await fillCatalog(sql, instanceId, 2, FIRST);
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    const insert = inserter(tx, instanceId);
    await tx`update instances set secret_max_age_days = 3650 where id = ${instanceId}`;
    await tx`insert into provider_specifications (id, owner_id, provider_id, content_hash, name, config_schema,
        config_visibility, secret_paths, created_at, updated_at)
      select ${OWN.behind.to}, owner_id, provider_id, 'next', name, config_schema, config_visibility, secret_paths,
        created_at, updated_at from provider_specifications where id = ${OWN.behind.from}`;
    await tx`update provider_versions set is_current = false where provider_id = ${OWN.behind.provider}`;
    await tx`insert into provider_versions (id, owner_id, provider_id, version, name, is_current, specification_id,
        created_at, updated_at)
      values (${OWN.next}, ${instanceId}, ${OWN.behind.provider}, '2', 'Next', true, ${OWN.behind.to}, now(), now())`;
    await insert(
      `provider_deployments (instance_id, id, name, is_default, tool_filter, provider_owner, provider_id, status,
         created_at, updated_at)`,
      `${idSql('pde', `n + ${deployments}`)}, 'Of a provider with few', false,
         '{"type":"allow_all","ignore_parent_filters":false}'::json, $1, '${OWN.few.provider}', 'active', now(), now()`,
      1,
    );
    await tx`insert into provider_config_vaults (instance_id, id, name, provider_owner, provider_id, specification_id,
        revision, status, created_at, updated_at)
      values (${instanceId}, ${vaultsOf(vaults).few}, 'Of few configs', ${instanceId}, ${OWN.few.provider},
        ${OWN.few.specification}, 1, 'active', now(), now())`;
  });
  await sql.unsafe(
    'vacuum (analyze) provider_versions, provider_specifications, provider_deployments, provider_config_vaults',
  );
}

/** Makes the users of the configs, which must be there already. */
export async function fillUsers(sql: Sql, instanceId: string, { configs }: Volume): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    const insert = inserter(tx, instanceId);
    const owner = `case when n <= ${OF_ONE_ACTOR} then 1 else n end`;
    await insert(
      'identity_actors (instance_id, id, type, name, consumer_id, created_at, updated_at)',
      `${idSql('iac', 'n')}, 'person', 'Person ' || n, ${idSql('con', 'n')}, now(), now()`,
      LONELY,
    );
    await insert(
      'identities (instance_id, id, actor_id, created_at, updated_at)',
      `${idSql('idn', 'n')}, ${idSql('iac', owner)}, now(), now()`,
      LONELY,
    );
    const { each, all } = CREDENTIALS;
    const identity = `case when n <= ${each * OF_ONE_ACTOR} then (n - 1) / ${each} + 1
      when n = ${all} then ${LONELY} else ${OF_ONE_ACTOR + 1} + n % ${LONELY - OF_ONE_ACTOR - 1} end`;
    await tx.unsafe(
      `insert into identity_credentials (instance_id, id, identity_id, provider_owner, provider_id, deployment_id, config_id,
         created_at, updated_at)
       select $1, ${idSql('icr', 'n')}, ${idSql('idn', identity)}, c.provider_owner, c.provider_id, ${idSql('pde', '77')},
         c.id, now(), now()
       from generate_series(1, ${all}) n
       join provider_configs c on c.instance_id = $1 and c.id = ${idSql('pcf', `n * 47 % ${configs} + 1`)}
       order by n`,
      [instanceId],
    );
  });
  await sql.unsafe('vacuum (analyze) identity_actors, identities, identity_credentials');
}
