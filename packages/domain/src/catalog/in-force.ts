import { aliasedTable, asc, desc, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { instances } from '../governance/tables/instance.ts';
import { PUBLIC } from './tables/owned.ts';
import { providerVersions } from './tables/provider-version.ts';
import { specifications } from './tables/specification.ts';
import { versionDecisions } from './tables/version-decision.ts';

/*
 * The version of a provider that an instance uses, in SQL: the current one, or, when the instance requires an approval
 * that the current one lacks, the one that was current last and needs none or has it.
 */

/** The approval of a version. `not_required`: the instance uses the version without one. */
export type ApprovalStatus = 'not_required' | 'pending' | 'approved' | 'rejected';

const settings = aliasedTable(instances, 'approval_settings');
const decided = aliasedTable(versionDecisions, 'version_decision');
const content = aliasedTable(specifications, 'decided_specification');
const known = aliasedTable(specifications, 'known_specification');
const earlier = aliasedTable(providerVersions, 'known_version');
const agreed = aliasedTable(versionDecisions, 'agreed_decision');
const newest = aliasedTable(providerVersions, 'version_in_force');

/** The columns of a version, of the table or of an alias of it. */
type Version = Record<'id' | 'owner_id' | 'provider_id' | 'specification_id', AnyPgColumn>;

/** The condition that a version of a public provider came after the instance began to require approvals. */
const isNewPublic = (version: Version): SQL =>
  sql`coalesce(${version.owner_id} = ${sql.raw(`'${PUBLIC}'`)} and ${version.id} > ${settings.approves_public_after}, false)`;

/** The condition that no earlier version, and no approved one, has these tools. No tools are not new. */
const hasNewTools = (version: Version): SQL => sql`coalesce(
  ${version.id} > ${settings.approves_tools_after} and ${content.tools_hash} is not null
  and not exists (
    select from ${specifications} as ${known} join ${providerVersions} as ${earlier}
      on ${earlier.specification_id} = ${known.id} and ${earlier.id} <= ${settings.approves_tools_after}
    where ${known.provider_id} = ${version.provider_id} and ${known.tools_hash} = ${content.tools_hash}
  )
  and not exists (
    select from ${versionDecisions} as ${agreed}
    where ${agreed.instance_id} = ${settings.id} and ${agreed.provider_id} = ${version.provider_id}
    and ${agreed.tools_hash} = ${content.tools_hash} and ${agreed.decision} = 'approved' and ${agreed.id} <> ${version.id}
  ), false)`;

/** Selects from the settings of an instance, the decision about a version and its specification. */
const aboutVersion = (instance: SQL, version: Version, wanted: SQL): SQL => sql`(
  select ${wanted} from ${instances} as ${settings}
  join ${specifications} as ${content} on ${content.id} = ${version.specification_id}
  left join ${versionDecisions} as ${decided} on ${decided.instance_id} = ${settings.id} and ${decided.id} = ${version.id}
  where ${settings.id} = ${instance}
)`;

const requiresNothing = sql`${settings.approves_public_after} is null and ${settings.approves_tools_after} is null`;

/** The approval of a version in an instance. A decision about another content does not count. */
export const approvalStatus = (instance: SQL, version: Version): SQL<ApprovalStatus> =>
  aboutVersion(
    instance,
    version,
    sql`case when ${requiresNothing} then 'not_required'
      when ${decided.specification_hash} = ${content.content_hash} then ${decided.decision}
      when ${isNewPublic(version)} or ${hasNewTools(version)} then 'pending' else 'not_required' end`,
  ) as SQL<ApprovalStatus>;

/** The reasons for which a version needs an approval, separated by commas, whatever was decided. */
export const approvalReasons = (instance: SQL, version: Version): SQL<string> =>
  aboutVersion(
    instance,
    version,
    sql`concat_ws(',',
      case when ${isNewPublic(version)} then 'public_versions' end,
      case when ${hasNewTools(version)} then 'tool_changes' end
    )`,
  ) as SQL<string>;

/** The condition that an instance may use a version. An instance without requirements is asked for nothing else. */
export const isUsable = (instance: SQL, version: Version): SQL => sql`(
  (select ${requiresNothing} from ${instances} as ${settings} where ${settings.id} = ${instance})
  or ${approvalStatus(instance, version)} in ('not_required', 'approved')
)`;

/**
 * The order in which the versions of a specification count for an instance: those that it may use, the current one
 * first, the live ones before the others, the newest first.
 */
export const countingOrder = (
  instance: SQL,
  version: Version & Record<'is_current' | 'status', AnyPgColumn>,
): SQL[] => [
  desc(isUsable(instance, version)),
  desc(version.is_current),
  asc(version.status),
  desc(version.id),
];

/** The id of the version of a provider that is in force in an instance where no lock says otherwise; null for none. */
export const versionInForceIn = (instance: SQL, providerId: SQL): SQL<string | null> => sql`(
  select ${newest.id} from ${providerVersions} as ${newest}
  where ${newest.provider_id} = ${providerId} and ${newest.status} = 'active' and ${isUsable(instance, newest)}
  order by ${newest.is_current} desc, ${newest.current_since} desc, ${newest.id} desc limit 1
)`;
