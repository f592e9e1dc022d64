import { flag, through } from '@berth/resource';
import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { deployments } from './tables/deployment.ts';

type Row = Record<'instance_id' | 'status' | 'provider_id' | 'provider_deployment_id', AnyPgColumn>;

/**
 * The filters that ask which rows can be used, by anything or by one deployment: those that are live, fulfil `also`,
 * and are not bound to a deployment that is archived; of the deployment's provider, and not bound to another one.
 */
export function availability(row: Row, also = sql`true`) {
  // One look-up for each row that is read: for `not exists` PostgreSQL reads all deployments first.
  const forUse = () => sql`(
    ${row.status} = 'active' and ${also}
    and coalesce((
      select ${deployments.status} = 'active' from ${deployments}
      where ${deployments.instance_id} = ${row.instance_id} and ${deployments.id} = ${row.provider_deployment_id}
    ), true)
  )`;
  const forDeployment = (id: SQL, instance: SQL) => sql`(
    ${forUse()}
    and ${row.provider_id} = (
      select ${deployments.provider_id} from ${deployments} where ${deployments.instance_id} = ${instance}
      and ${deployments.id} = any(${id}) and ${deployments.status} = 'active'
    )
    and coalesce(${row.provider_deployment_id} = any(${id}), true)
  )`;
  return {
    available_for_use: flag(forUse),
    available_for_provider_deployment_id: through(forDeployment, {
      many: false,
      about: 'Filter by a deployment that can use the row.',
    }),
  };
}
