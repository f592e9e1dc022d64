import { type SQL, sql } from 'drizzle-orm';
import type { Entity } from './entity.ts';

/** The condition that selects the rows of an instance, and public ones of the catalogue; none for a global table. */
export function ofInstance({ tenancy }: Pick<Entity, 'tenancy'>, instance: SQL): SQL | undefined {
  if (tenancy.of === 'global') return undefined;
  return tenancy.of === 'tenant'
    ? sql`${tenancy.instanceId} = ${instance}`
    : sql`${tenancy.ownerId} in ('public', ${instance})`;
}
