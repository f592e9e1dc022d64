import type { Context } from '@berth/resource';
import { aliasedTable, and, eq, gt, isNull, or, type SQL, sql } from 'drizzle-orm';
import { actors } from '../tables/actor.ts';
import type { DelegationView } from './schema.ts';
import { type DelegationRow, delegations, type Override } from './table.ts';

/** The permissions, and their end. */
export type Terms = Pick<Override, 'may_call' | 'may_read' | 'expires_at'>;

export const isPast = (at: string | null, now: Date): boolean =>
  at !== null && Date.parse(at) <= now.getTime();

/** Selects the active delegations whose time has not ended. */
export const isRunning = (
  { now }: Context,
  { status, expires_at }: Pick<typeof delegations, 'status' | 'expires_at'> = delegations,
): SQL | undefined => and(eq(status, 'active'), or(isNull(expires_at), gt(expires_at, now.toISOString())));

/**
 * Selects the delegations that hold with all that they pass on, up to that of the owner: each is running, and no actor
 * who has passed one on is archived.
 */
export function isBacked(ctx: Context): SQL {
  const link = aliasedTable(delegations, 'link');
  const links = sql`${delegations} as link`;
  const ofInstance = eq(link.instance_id, ctx.instanceId);
  return sql`not exists (
    with recursive chain(id) as (
      select ${delegations.id}
      union select ${link.parent_id} from ${links} join chain on ${link.id} = chain.id
        where ${ofInstance} and ${link.parent_id} is not null
    )
    select from chain
    join ${links} on ${ofInstance} and ${link.id} = chain.id
    join ${actors} as delegators on delegators.instance_id = ${link.instance_id}
      and delegators.id = ${link.delegator_actor_id}
    where not (${isRunning(ctx, link)}) or delegators.status <> 'active'
  )`;
}

/** The status at a moment. An active delegation ends with its time, a waiting one also with that of its request. */
export function statusAt(row: DelegationRow, now: Date): DelegationView['status'] {
  const { status, expires_at, request_expires_at } = row;
  if (status === 'active' && isPast(expires_at, now)) return 'expired';
  if (status !== 'waiting_for_consent') return status;
  return isPast(expires_at, now) || isPast(request_expires_at, now) ? 'expired' : status;
}

export const permissionsOf = ({
  may_call,
  may_read,
}: Omit<Terms, 'expires_at'>): DelegationView['permissions'] => [
  ...(may_call ? (['provider:call'] as const) : []),
  ...(may_read ? (['provider:read'] as const) : []),
];

export const mayOf = (permissions: readonly string[]) => ({
  may_call: permissions.includes('provider:call'),
  may_read: permissions.includes('provider:read'),
});

/** True when the first terms allow nothing that the second ones do not. */
export const isWithin = (inner: Terms, outer: Terms): boolean =>
  (outer.may_call || !inner.may_call) &&
  (outer.may_read || !inner.may_read) &&
  (outer.expires_at === null || (inner.expires_at !== null && inner.expires_at <= outer.expires_at));

/** The terms of a delegation for one credential. */
export const termsFor = (row: DelegationRow, credentialId: string): Terms =>
  row.overrides.find((override) => override.credential_id === credentialId) ?? row;
