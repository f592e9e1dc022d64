import type { Dependent } from '@berth/kernel';
import { beyondReach, type Context, idsInside } from '@berth/resource';
import { and, asc, eq, ne, type SQL } from 'drizzle-orm';
import { authConfigEntity } from '../../configuration/auth-config/table.ts';
import { deploymentEntity } from '../../configuration/tables/deployment.ts';
import { providerConfigEntity } from '../../configuration/tables/provider-config.ts';
import { isBacked, isPast, isRunning, termsFor } from '../delegation/index.ts';
import { type DelegationRow, delegations } from '../delegation/table.ts';
import { type CredentialRow, credentialEntity, credentials } from '../identity-credential/table.ts';
import { actors } from '../tables/actor.ts';
import { delegationConfigs } from '../tables/delegation-config.ts';
import { type IdentityRow, identities, isIdentityOf } from '../tables/identity.ts';
import { identityErrors } from './errors.ts';
import { sharedUse } from './shared-use.ts';
import type { Target, Use } from './use.ts';

/** The most candidates that are looked at. More of them do not fit a person or a program. */
const MOST_CANDIDATES = 1_000;

/**
 * Finds the rows that an identity uses: of its own credential, else of one that is delegated to its actor, else, with
 * `shared`, the defaults of the deployment. A credential that fits decides, also when its rows cannot be used.
 * @throws DomainError `not_found` for none; `conflict` for several; both say nothing of rows outside the reach.
 */
export async function findUse(
  ctx: Context,
  identity: IdentityRow,
  target: Target,
  onMissing: 'deny' | 'shared',
): Promise<Use> {
  const whole = beyondReach(ctx);
  const use =
    (await only(ctx, await ownUses(whole, identity, target))) ??
    (await only(ctx, await delegatedUses(whole, identity, target))) ??
    (onMissing === 'shared' ? await sharedUse(ctx, identity, target) : null);
  if (!use || !(await isInside(ctx, use)))
    throw identityErrors.noCredential({ entity: credentialEntity.name });
  return use;
}

/** The only use; null for none. @throws DomainError `conflict` with the credentials, for several. */
async function only(ctx: Context, uses: readonly Use[]): Promise<Use | null> {
  const [first, second] = uses;
  if (!first || !second) return first ?? null;
  const dependents = ctx.reach
    ? []
    : uses.slice(0, 100).map(
        (use): Dependent => ({
          object: credentialEntity.name,
          id: use.identity_credential_id ?? '',
          name: null,
        }),
      );
  throw identityErrors.ambiguous({ entity: credentialEntity.name, dependents });
}

/** True when the rows of a use are inside the reach of the key. */
async function isInside(ctx: Context, { config_id, auth_config_id, deployment_id }: Use): Promise<boolean> {
  if (!ctx.reach) return true;
  const auth = auth_config_id ? [auth_config_id] : [];
  const inside = [
    ...(await idsInside(ctx, providerConfigEntity, [config_id])),
    ...(await idsInside(ctx, deploymentEntity, [deployment_id])),
    ...(await idsInside(ctx, authConfigEntity, auth)),
  ];
  return inside.length === 2 + auth.length;
}

/** Selects the live credentials at a target. */
const isAt = (ctx: Context, { providerId, deploymentId }: Target): SQL | undefined =>
  and(
    eq(credentials.instance_id, ctx.instanceId),
    eq(credentials.status, 'active'),
    deploymentId === null
      ? eq(credentials.provider_id, providerId)
      : eq(credentials.deployment_id, deploymentId),
  );

async function ownUses(ctx: Context, identity: IdentityRow, target: Target): Promise<Use[]> {
  const rows = await ctx.db
    .select()
    .from(credentials)
    .where(and(isAt(ctx, target), eq(credentials.identity_id, identity.id)))
    .orderBy(asc(credentials.id))
    .limit(MOST_CANDIDATES);
  return rows.map((row) => useOf(row, 'own', null));
}

const useOf = (row: CredentialRow, from: 'own' | 'delegated', delegationId: string | null): Use => ({
  from,
  deployment_id: row.deployment_id,
  config_id: row.config_id,
  auth_config_id: row.auth_config_id,
  identity_id: row.identity_id,
  identity_credential_id: row.id,
  identity_delegation_id: delegationId,
});

/** The credentials that active delegations let the actor of the identity call, each once, by the closest delegation. */
async function delegatedUses(ctx: Context, identity: IdentityRow, target: Target): Promise<Use[]> {
  const rows = await ctx.db
    .select({ credential: credentials, delegation: delegations, config: delegationConfigs })
    .from(delegations)
    .innerJoin(identities, and(isIdentityOf(delegations), eq(identities.status, 'active')))
    .innerJoin(
      actors,
      and(
        eq(actors.instance_id, identities.instance_id),
        eq(actors.id, identities.actor_id),
        eq(actors.status, 'active'),
      ),
    )
    .innerJoin(credentials, and(isAt(ctx, target), eq(credentials.identity_id, delegations.identity_id)))
    .leftJoin(
      delegationConfigs,
      and(
        eq(delegationConfigs.instance_id, credentials.instance_id),
        eq(delegationConfigs.id, credentials.delegation_config_id),
      ),
    )
    .where(
      and(
        eq(delegations.instance_id, ctx.instanceId),
        eq(delegations.delegatee_actor_id, identity.actor_id),
        isRunning(ctx),
        isBacked(ctx),
        ne(delegations.identity_id, identity.id),
      ),
    )
    .orderBy(asc(delegations.delegation_level), asc(delegations.id), asc(credentials.id))
    .limit(MOST_CANDIDATES);
  const uses = new Map<string, Use>();
  for (const { credential, delegation, config } of rows) {
    if (uses.has(credential.id) || !mayCall(ctx, delegation, credential, config)) continue;
    uses.set(credential.id, useOf(credential, 'delegated', delegation.id));
  }
  return [...uses.values()];
}

/** True when a delegation lets its delegatee use a credential now. */
function mayCall(
  { now }: Context,
  delegation: DelegationRow,
  credential: CredentialRow,
  config: typeof delegationConfigs.$inferSelect | null,
): boolean {
  const terms = termsFor(delegation, credential.id);
  if (!terms.may_call || isPast(terms.expires_at, now)) return false;
  if (delegation.delegation_level === 1 || !config) return true;
  // The credential has rules of its own for a delegation that was passed on
  const { status, sub_delegation_behavior: behavior, sub_delegation_depth: depth } = config;
  if (status !== 'active' || behavior === 'deny' || delegation.delegation_level - 1 > depth) return false;
  return behavior === 'allow' || delegation.attestation === 'request_approval';
}
