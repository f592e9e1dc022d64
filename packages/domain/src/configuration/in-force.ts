import { type ColumnWalk, type Filter, flag, INSTANCE, isWalked } from '@berth/resource';
import { aliasedTable, and, eq, type SQL, sql } from 'drizzle-orm';
import { versionInForceIn } from '../catalog/in-force.ts';
import { providerVersions } from '../catalog/tables/provider-version.ts';
import { specifications } from '../catalog/tables/specification.ts';
import { deployments } from './tables/deployment.ts';
import { providerConfigs } from './tables/provider-config.ts';

const lockedVersions = aliasedTable(providerVersions, 'locked_versions');
const currentVersions = aliasedTable(providerVersions, 'current_versions');
const ruling = aliasedTable(providerVersions, 'ruling_versions');

/** The deployment of a config: the one it is bound to, else the one it is the default config of. */
const placeOfConfig = sql`coalesce(${providerConfigs.provider_deployment_id}, ${providerConfigs.default_of_deployment_id})`;

/** The id of the version in force for a config: the lock of its deployment, else the one that the instance uses. */
export const versionInForce = (): SQL => sql`coalesce(
  (select ${deployments.locked_version_id} from ${deployments}
    where ${deployments.instance_id} = ${providerConfigs.instance_id} and ${deployments.id} = ${placeOfConfig}),
  ${versionInForceIn(sql`${providerConfigs.instance_id}`, sql`${providerConfigs.provider_id}`)}
)`;

const specificationOf = (
  versionId: SQL,
): SQL => sql`(select ${ruling.specification_id} from ${providerVersions} as ${ruling}
  where ${ruling.id} = ${versionId})`;

/** The condition that a config is on another specification than that of the version in force. */
export const isConfigBehind = (): SQL =>
  sql`${providerConfigs.specification_id} <> ${specificationOf(versionInForce())}`;

const defaultPlace = aliasedTable(deployments, 'default_place');

/** The lock of the deployment of a config, where the deployment that it is bound to is joined already. */
const lockOfJoined = sql`case when ${providerConfigs.provider_deployment_id} is not null
  then ${deployments.locked_version_id}
  else (select ${defaultPlace.locked_version_id} from ${deployments} as ${defaultPlace}
    where ${defaultPlace.instance_id} = ${providerConfigs.instance_id}
    and ${defaultPlace.id} = ${providerConfigs.default_of_deployment_id}) end`;

/**
 * The join that reads the version in force for a config, after the join of its deployment. The instance is a parameter,
 * so that its settings are read once and not for each row.
 */
export const inForceOfConfig = {
  table: lockedVersions,
  on: sql`${lockedVersions.id} = coalesce(${lockOfJoined}, ${versionInForceIn(sql`${sql.placeholder(INSTANCE)}`, sql`${providerConfigs.provider_id}`)})`,
  columns: { id: lockedVersions.id, specification_id: lockedVersions.specification_id },
};

/**
 * The first version from an id on that a deployment is locked to: one entry of the index, however many deployments
 * there are. For `=`, PostgreSQL expects a hit at once, and reads the whole table when there is none.
 */
const firstLockFrom = (
  instance: SQL,
  versionId: SQL,
): SQL => sql`(select ${deployments.locked_version_id} from ${deployments}
  where ${deployments.instance_id} = ${instance} and ${deployments.locked_version_id} >= ${versionId}
  order by ${deployments.locked_version_id}, ${deployments.id} limit 1)`;

/**
 * Selects the specifications that configs can be behind on: those that are not in force, and those of a provider with a
 * deployment that is locked to another one.
 */
const leftBehind = (instance: SQL, ofProviders: SQL = sql`true`): SQL => sql`
  select ${specifications.id} from ${specifications}
  where ${specifications.owner_id} in ('public', ${instance}) and ${ofProviders} and (
    ${specifications.id} is distinct from ${specificationOf(versionInForceIn(instance, sql`${specifications.provider_id}`))}
    or exists (
      select from ${providerVersions} as ${lockedVersions}
      where ${lockedVersions.provider_id} = ${specifications.provider_id}
      and ${lockedVersions.specification_id} <> ${specifications.id}
      and ${firstLockFrom(instance, sql`${lockedVersions.id}`)} = ${lockedVersions.id}
    )
  )`;

const ABOUT = 'True keeps the rows that are behind the version in force, false the others.';

/** Keeps the configs that are behind, by a walk of the specifications that they can be on, or the others. */
export const configsBehind = (): Filter => {
  const plain = flag(isConfigBehind);
  return {
    ...plain,
    about: () => ABOUT,
    apply: (name, value) => {
      const applied = plain.apply(name, value);
      if (value !== true) return applied;
      const select = (providers?: ColumnWalk) =>
        leftBehind(
          sql`${sql.placeholder(INSTANCE)}`,
          providers && isWalked(specifications.provider_id, providers),
        );
      // Beside the walk of another filter, the specifications are looked up once, and not once for each row
      const where = () =>
        sql`(${providerConfigs.specification_id} = any(array(${select()})) and ${isConfigBehind()})`;
      const walk = {
        column: providerConfigs.specification_id,
        param: name,
        many: true,
        select,
        inside: providerConfigs.provider_id,
        rest: isConfigBehind,
      };
      return { ...applied, where, walk };
    },
  };
};

/** The condition of a live config: each half leads to indexes of its own. */
export const isLive = ({
  status,
  archived_at,
}: Pick<typeof providerConfigs, 'status' | 'archived_at'>): SQL =>
  sql`${status} = 'active' and ${archived_at} is null`;

/** The live configs of a deployment, under a name of their own. */
const held = aliasedTable(providerConfigs, 'held_configs');
const behindConfigs = aliasedTable(providerConfigs, 'behind_configs');

/** The id of the version that a deployment would use without a lock. */
const currentForDeployment = (): SQL =>
  versionInForceIn(sql`${deployments.instance_id}`, sql`${deployments.provider_id}`);

/** The specification in force for a deployment. */
export const specificationForDeployment = (): SQL =>
  specificationOf(sql`coalesce(${deployments.locked_version_id}, ${currentForDeployment()})`);

/** Selects the id of a live config of a deployment that is behind. Each part is a range of an index. */
const configBehind = (): SQL => {
  const part = (condition: SQL) => sql`(select ${held.id} from ${providerConfigs} as ${held}
    where ${held.instance_id} = ${deployments.instance_id} and ${isLive(held)} and ${condition} limit 1)`;
  const bound = (operator: string) =>
    part(sql`${held.provider_deployment_id} = ${deployments.id}
      and ${held.specification_id} ${sql.raw(operator)} ${specificationForDeployment()}`);
  const serves =
    part(sql`${held.default_of_deployment_id} = ${deployments.id} and ${held.provider_deployment_id} is null
    and ${held.specification_id} <> ${specificationForDeployment()}`);
  return sql`coalesce(${bound('<')}, ${bound('>')}, ${serves})`;
};

/** The joins that tell if a deployment is behind: the version in force of its provider, and a config that is behind. */
export const behindOfDeployment = {
  current_version: {
    table: currentVersions,
    on: sql`${currentVersions.id} = ${currentForDeployment()}`,
    columns: { id: currentVersions.id },
  },
  config_behind: {
    table: behindConfigs,
    on: and(
      eq(behindConfigs.instance_id, deployments.instance_id),
      sql`${behindConfigs.id} = ${configBehind()}`,
    ),
    columns: { id: behindConfigs.id },
  },
};

/** Keeps the deployments that are locked to another version than the one in force or have configs that are behind. */
export const deploymentsBehind = (): Filter => ({
  ...flag(
    () => sql`(${deployments.locked_version_id} <> ${currentForDeployment()}
      or ${configBehind()} is not null)`,
  ),
  about: () => ABOUT,
});

/**
 * The condition of a deployment with a live config for which a condition holds: one that is bound to it, or its default
 * config when that is bound to none. Each part is a range of an index.
 */
export const hasConfig = (where: SQL): SQL => {
  const part = (place: SQL) => sql`exists (select from ${providerConfigs}
    where ${providerConfigs.instance_id} = ${deployments.instance_id} and ${place}
    and ${isLive(providerConfigs)} and ${where})`;
  const { provider_deployment_id: bound, default_of_deployment_id: serves } = providerConfigs;
  return sql`(${part(sql`${bound} = ${deployments.id}`)}
    or ${part(sql`${serves} = ${deployments.id} and ${bound} is null`)})`;
};

/** Keeps the deployments with a live config that is invalid. */
export const deploymentsInvalid = (): Filter =>
  flag(() => hasConfig(sql`${providerConfigs.invalid_reasons} is not null`));
