import { type Filter, flag, INSTANCE, idsInside, through } from '@berth/resource';
import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgColumn } from 'drizzle-orm/pg-core';
import { deploymentEntity, deployments } from './tables/deployment.ts';

type Row = Record<'instance_id' | 'status' | 'provider_id' | 'provider_deployment_id', AnyPgColumn>;

/**
 * Builds the filters for usable rows: usable at all, or with one deployment. A row is usable when it is live, fulfils
 * `also`, and is not bound to an archived deployment. For one deployment it must also have the deployment's provider
 * and not be bound to another deployment.
 */
export function availability(row: Row, also = sql`true`) {
  // A sub-select per row: for `not exists` PostgreSQL reads all deployments first.
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
    available_for_provider_deployment_id: byProvider(
      row.provider_id,
      through(forDeployment, {
        many: false,
        identify: (ctx, ids) => idsInside(ctx, deploymentEntity, ids),
        about: 'Filter by a deployment that can use the row.',
      }),
    ),
  };
}

/** Makes a filter by a deployment walk the rows of its provider. */
const byProvider = (column: PgColumn, filter: Filter): Filter => ({
  ...filter,
  apply: (name, value) => {
    const applied = filter.apply(name, value);
    const walk = {
      column,
      param: name,
      many: true,
      rest: applied.where,
      select: () => sql`select distinct ${deployments.provider_id} from ${deployments}
        where ${deployments.instance_id} = ${sql.placeholder(INSTANCE)}
        and ${deployments.id} = any(${sql.placeholder(name)}::text[]) and ${deployments.status} = 'active'`,
    };
    return { ...applied, walk };
  },
});
