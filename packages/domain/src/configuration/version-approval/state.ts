import { pgArray, runPrepared } from '@berth/db';
import { type Context, type Filter, INSTANCE, isAny, state } from '@berth/resource';
import { aliasedTable, and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm';
import {
  type ApprovalStatus,
  approvalReasons,
  approvalStatus,
  versionInForceIn,
} from '../../catalog/in-force.ts';
import { providerVersions } from '../../catalog/tables/provider-version.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { versionDecisions } from '../../catalog/tables/version-decision.ts';
import { instances } from '../../governance/tables/instance.ts';
import { versionApprovals } from './rows.ts';

const inForce = aliasedTable(providerVersions, 'in_force');
/** The version of a row. */
const version = { ...getTableColumns(versionApprovals), id: versionApprovals.provider_version_id };
const instance = sql`${sql.placeholder(INSTANCE)}`;

/** The status of the row. An archived version waits for nobody. */
const statusOf = (): SQL<ApprovalStatus> => sql<ApprovalStatus>`(
  select case when ${version.status} = 'archived' and known.status = 'pending' then 'not_required' else known.status end
  from (select ${approvalStatus(instance, version)} as status) as known
)`;

const has = (status: ApprovalStatus): SQL => sql`${statusOf()} = ${sql.raw(`'${status}'`)}`;

/** The condition of the versions that came after a setting was switched on, as a range of the index. */
const isAfterSettings = (): SQL => sql`${versionApprovals.id} > (
  select 'pva' || substr(least(${instances.approves_public_after}, ${instances.approves_tools_after}), 4) from ${instances}
  where ${instances.id} = ${instance})`;

const isDecided = (): SQL => sql`${version.id} in (
  select ${versionDecisions.id} from ${versionDecisions} where ${versionDecisions.instance_id} = ${instance})`;

/** Keeps the rows with a status. */
export const byStatus = (): Filter =>
  state({
    pending: () => sql`${isAfterSettings()} and ${has('pending')}`,
    approved: () => sql`${isDecided()} and ${has('approved')}`,
    rejected: () => sql`${isDecided()} and ${has('rejected')}`,
    not_required: () => has('not_required'),
  });

/** The approval of a version in an instance. */
export interface ApprovalState {
  approval: ApprovalStatus;
  /** The settings that ask for it, with commas. */
  required_by: string;
  specification_hash: string;
  in_force: { id: string; version: string; specification_id: string } | null;
  decision: typeof versionDecisions.$inferSelect | null;
}

/** Adds to versions their approvals in the instance of the caller, with one query. */
export async function attachState<Row extends { id: string }>(ctx: Context, rows: Row[]) {
  const found = await runPrepared<ApprovalState & { id: string }>(
    ctx,
    'version-approvals+state',
    (db) =>
      db
        .select({
          id: versionApprovals.id,
          approval: sql<ApprovalStatus>`${statusOf()}`,
          required_by: sql<('public_versions' | 'tool_changes')[]>`${approvalReasons(instance, version)}`,
          specification_hash: specifications.content_hash,
          in_force: { id: inForce.id, version: inForce.version, specification_id: inForce.specification_id },
          decision: getTableColumns(versionDecisions),
        })
        .from(versionApprovals)
        .innerJoin(specifications, eq(specifications.id, version.specification_id))
        .leftJoin(
          versionDecisions,
          and(sql`${versionDecisions.instance_id} = ${instance}`, eq(versionDecisions.id, version.id)),
        )
        .leftJoin(inForce, sql`${inForce.id} = ${versionInForceIn(instance, sql`${version.provider_id}`)}`)
        .where(isAny(versionApprovals.id, 'ids')),
    { [INSTANCE]: ctx.instanceId, ids: pgArray(rows.map(({ id }) => id)) },
  );
  const states = new Map(found.map(({ id, ...known }) => [id, known]));
  return rows.flatMap((row) => {
    const known = states.get(row.id);
    return known ? [{ ...row, ...known }] : [];
  });
}
