import { among, type Filter, isWalked } from '@berth/resource';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { actors } from '../tables/actor.ts';
import { identities } from '../tables/identity.ts';
import { credentials } from './table.ts';

/** Selects the identities of actors. */
export const identitiesOf = (values: SQL, instance: SQL): SQL =>
  sql`select ${identities.id} from ${identities} where ${identities.instance_id} = ${instance} and ${identities.actor_id} = any(${values})`;

const identitiesOfConsumers = (values: SQL, instance: SQL): SQL =>
  sql`select ${identities.id} from ${actors} join ${identities} on ${identities.instance_id} = ${actors.instance_id} and ${identities.actor_id} = ${actors.id} where ${actors.instance_id} = ${instance} and ${actors.consumer_id} = any(${values})`;

interface Used {
  id: PgColumn;
  /** The provider of a row. A credential that names the row has the same one. */
  provider_id: PgColumn;
}

/** Filters by users: keep the rows that live credentials of them name in a column. */
export function usedBy({ id, provider_id }: Used, named: PgColumn): Record<string, Filter> {
  const used = (condition: (values: SQL, instance: SQL) => SQL) =>
    among(
      id,
      (values, instance, providers) => {
        const ofProviders = providers ? isWalked(credentials.provider_id, providers) : sql`true`;
        return sql`select distinct ${named} from ${credentials} where ${credentials.instance_id} = ${instance} and ${credentials.status} = 'active' and ${named} is not null and ${ofProviders} and ${condition(values, instance)}`;
      },
      { inside: provider_id },
    );
  return {
    actor_id: used(
      (values, instance) => sql`${credentials.identity_id} in (${identitiesOf(values, instance)})`,
    ),
    consumer_id: used(
      (values, instance) => sql`${credentials.identity_id} in (${identitiesOfConsumers(values, instance)})`,
    ),
    identity_id: used((values) => sql`${credentials.identity_id} = any(${values})`),
    identity_credential_id: used((values) => sql`${credentials.id} = any(${values})`),
  };
}
