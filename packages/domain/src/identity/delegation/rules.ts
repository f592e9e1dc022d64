import type { Context } from '@berth/resource';
import { and, eq, gt, isNull, or, type SQL } from 'drizzle-orm';
import type { DelegationView } from './schema.ts';
import { type DelegationRow, delegations, type Override } from './table.ts';

/** The permissions, and their end. */
export type Terms = Pick<Override, 'may_call' | 'may_read' | 'expires_at'>;

export const isPast = (at: string | null, now: Date): boolean =>
  at !== null && Date.parse(at) <= now.getTime();

/** Selects the active delegations whose time has not ended. */
export const isRunning = ({ now }: Context): SQL | undefined =>
  and(
    eq(delegations.status, 'active'),
    or(isNull(delegations.expires_at), gt(delegations.expires_at, now.toISOString())),
  );

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
