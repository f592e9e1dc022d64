import { type Context, type Filter, state, transact } from '@berth/resource';
import { type SQL, sql } from 'drizzle-orm';
import { PUBLIC } from '../catalog/tables/owned.ts';
import { countChange } from '../governance/changes/index.ts';
import { hasConfig, isConfigBehind, specificationForDeployment, versionInForce } from './in-force.ts';
import { configVaults } from './tables/config-vault.ts';
import { deployments } from './tables/deployment.ts';
import { providerConfigs } from './tables/provider-config.ts';
import { REVEAL } from './value/index.ts';

/** The outcome of an upgrade of a config, by the last check of its present value. */
export type UpgradeOutcome = 'safe' | 'breaking';

/** A config that a report has checked. `of` names the value, so that the outcome of an earlier one counts no more. */
export interface CheckedConfig {
  id: string;
  breaks: boolean;
  of: string;
}

interface Parts {
  revision: number | null | undefined;
  vaultId: string | null | undefined;
  vaultRevision: number | null | undefined;
}

/** Names the value of a config by the revisions that it is made of. */
export const nameOfValue = ({ revision, vaultId, vaultRevision }: Parts): string =>
  `${revision ?? ''}/${vaultId ?? ''}/${vaultRevision ?? ''}`;

/** The same name in SQL, of the value that a config has now. */
export const valueName = (): SQL => sql`concat(
  ${providerConfigs.revision}, '/', ${providerConfigs.provider_config_vault_id}, '/',
  case when ${providerConfigs.provider_config_vault_id} is not null then coalesce(${providerConfigs.vault_revision}, (
    select ${configVaults.revision} from ${configVaults} where ${configVaults.instance_id} = ${providerConfigs.instance_id}
    and ${configVaults.id} = ${providerConfigs.provider_config_vault_id}
  )) end
)`;

/**
 * Remembers the outcomes of a report with a version; a report with another version does not replace that of the version
 * in force. A config that another transaction holds is left out: it is being changed. `updated_at` and the row version
 * stay, because the config stays as it is.
 */
export async function rememberOutcomes(
  ctx: Context,
  versionId: string,
  checked: readonly CheckedConfig[],
): Promise<void> {
  if (checked.length === 0 || ctx.write.options.dryRun) return;
  const rows = JSON.stringify(checked);
  const { outcome_version_id, outcome_breaks, outcome_of } = providerConfigs;
  await transact(ctx, async (db) => {
    await db.execute(sql`
      with found as (
        select ${providerConfigs.id}, checked.breaks, checked.of
        from json_to_recordset(${rows}::json) as checked(id text, breaks boolean, "of" text)
        join ${providerConfigs} on ${providerConfigs.instance_id} = ${ctx.instanceId} and ${providerConfigs.id} = checked.id
        where (${outcome_version_id}, ${outcome_breaks}, ${outcome_of}) is distinct from (${versionId}::text, checked.breaks, checked.of)
        and (${outcome_version_id} is distinct from ${versionInForce()} or ${versionInForce()} = ${versionId})
        for no key update of ${providerConfigs} skip locked
      )
      update ${providerConfigs} set outcome_version_id = ${versionId}, outcome_breaks = found.breaks, outcome_of = found.of
      from found where ${providerConfigs.instance_id} = ${ctx.instanceId} and ${providerConfigs.id} = found.id`);
    await countChange({ db });
  });
}

/** The columns of a config that holds no outcome, as after a move. */
export const NO_OUTCOME = { outcome_version_id: null, outcome_breaks: null, outcome_of: null };

/**
 * The condition that the last outcome is about the present value and the version in force, which is another one. As a
 * case, PostgreSQL expects it to hold for half of the rows. Of comparisons with sub-queries it expects hardly one row,
 * and would read and sort all rows with an outcome in place of a page in the order of the list.
 */
const isKnown = (): SQL => sql`case when ${providerConfigs.outcome_version_id} = ${versionInForce()}
  and ${providerConfigs.outcome_of} = ${valueName()} and ${isConfigBehind()} then true else false end`;

const isSafe = (): SQL => sql`${providerConfigs.outcome_breaks} is false and ${isKnown()}`;
const isBreaking = (): SQL => sql`${providerConfigs.outcome_breaks} is true and ${isKnown()}`;

/**
 * Tells if a key sees outcomes of providers of its instance. The schema of such a provider can be written to answer a
 * question about a secret, and the outcome is the answer.
 */
const seesOwn = ({ scopes }: Context): boolean => scopes.has(REVEAL);

const ABOUT =
  'Filter by the outcome of an upgrade to the version in force, as the last report found it. Rows that no report has checked match neither. For providers of the instance it needs `provider-configs:reveal`.';

/** The condition of a deployment with configs that are behind, each of which is safe. */
function isSafeDeployment(): SQL {
  // Two ranges of an index: the configs that are not behind are never read
  const unsafe = ['<', '>'].map((other) =>
    hasConfig(
      sql`${providerConfigs.specification_id} ${sql.raw(other)} ${specificationForDeployment()} and (${isSafe()}) is not true`,
    ),
  );
  return sql`${hasConfig(isSafe())} and not ${sql.join(unsafe, sql` and not `)}`;
}

const filterBy = (isSafeRow: () => SQL, isBreakingRow: () => SQL, owner: SQL): Filter => {
  const ofPublic = (where: () => SQL) => () => sql`${owner} = ${sql.raw(`'${PUBLIC}'`)} and ${where()}`;
  return {
    ...state({
      safe: isSafeRow,
      breaking: isBreakingRow,
      public_safe: ofPublic(isSafeRow),
      public_breaking: ofPublic(isBreakingRow),
    }),
    input: { kind: 'choice', values: ['safe', 'breaking'] },
    about: () => ABOUT,
    identify: async (ctx, words) => (seesOwn(ctx) ? words : words.map((word) => `public_${word}`)),
  };
};

/** Keeps the configs with an outcome. */
export const configsByOutcome = (): Filter =>
  filterBy(isSafe, isBreaking, sql`${providerConfigs.provider_owner}`);

/** Keeps the deployments with a config that breaks, or those whose configs that are behind are all safe. */
export const deploymentsByOutcome = (): Filter =>
  filterBy(isSafeDeployment, () => hasConfig(isBreaking()), sql`${deployments.provider_owner}`);

interface Row {
  provider_owner: string;
  specification_id: string;
  revision: number | null;
  provider_config_vault_id: string | null;
  vault_revision: number | null;
  vault: { revision: number } | null;
  in_force: { id: string; specification_id: string } | null;
  outcome_version_id: string | null;
  outcome_breaks: boolean | null;
  outcome_of: string | null;
}

/** True for a config on another specification than that of the version in force. */
export const isRowBehind = ({ in_force, specification_id }: Row): boolean =>
  in_force !== null && in_force.specification_id !== specification_id;

/** The outcome that a row of a list or a get shows; null for none that counts. */
export function outcomeOf(row: Row): UpgradeOutcome | null {
  const { outcome_version_id, outcome_breaks, provider_config_vault_id: vaultId } = row;
  if (outcome_breaks === null || !isRowBehind(row) || outcome_version_id !== row.in_force?.id) return null;
  const vaultRevision = vaultId === null ? null : (row.vault_revision ?? row.vault?.revision);
  if (row.outcome_of !== nameOfValue({ revision: row.revision, vaultId, vaultRevision })) return null;
  return outcome_breaks ? 'breaking' : 'safe';
}

/** Leaves out the outcomes that a key does not see. */
export const withoutHiddenOutcomes = <Seen extends Pick<Row, 'provider_owner' | 'outcome_breaks'>>(
  ctx: Context,
  rows: Seen[],
): Seen[] =>
  seesOwn(ctx)
    ? rows
    : rows.map((row) => (row.provider_owner === PUBLIC ? row : { ...row, outcome_breaks: null }));
