import { type Context, requireScope } from '@berth/resource';

/** The scope for setting the managed and internal flags, and for changing a deployment that has one. */
export const ADMINISTER = 'provider-deployments:admin';

export interface Flags {
  managed: boolean;
  internal: boolean;
}

/** True when only administrators may change the deployment, except its credential. */
export const isGuarded = (flags: Flags): boolean => flags.managed || flags.internal;

/**
 * Refuses a change or archive of a managed or internal deployment without the scope.
 * @throws DomainError `forbidden`.
 */
export function requireFree(ctx: Context, flags: Flags): void {
  if (isGuarded(flags)) requireScope(ctx, ADMINISTER);
}

/** Refuses a change of the flags themselves without the scope. @throws DomainError `forbidden`. */
export function requireFlags(
  ctx: Context,
  now: Flags,
  next: { managed?: boolean | undefined; internal?: boolean | undefined },
): void {
  const { managed = now.managed, internal = now.internal } = next;
  if (managed !== now.managed || internal !== now.internal) requireScope(ctx, ADMINISTER);
}
