import { type Context, requireScope } from '@berth/resource';

/** The scope of who decides which deployments are managed or internal, and changes those that are. */
export const ADMINISTER = 'provider-deployments:admin';

export interface Flags {
  managed: boolean;
  internal: boolean;
}

/** Whether all but the credential of a deployment is an administrator's affair. */
export const isGuarded = (flags: Flags): boolean => flags.managed || flags.internal;

/** What is managed or internal is changed and archived by administrators only. @throws DomainError `forbidden`. */
export function requireFree(ctx: Context, flags: Flags): void {
  if (isGuarded(flags)) requireScope(ctx, ADMINISTER);
}

/** The flags themselves are an administrator's. @throws DomainError `forbidden`. */
export function requireFlags(
  ctx: Context,
  now: Flags,
  next: { managed?: boolean | undefined; internal?: boolean | undefined },
): void {
  const { managed = now.managed, internal = now.internal } = next;
  if (managed !== now.managed || internal !== now.internal) requireScope(ctx, ADMINISTER);
}
