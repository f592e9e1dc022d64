import { invalidMember } from '@berth/kernel';
import {
  action,
  beyondReach,
  type Context,
  findRow,
  linesText,
  type NewEvent,
  refuseArchived,
  requireScope,
  revealing,
  type Verb,
} from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { SHIPPED } from '../../catalog/example-provider.ts';
import { findProvider } from '../../catalog/find-provider.ts';
import { providerEntity } from '../../catalog/tables/provider.ts';
import { openAuthConfig, ResolvedAuthConfigView } from '../../configuration/auth-config/index.ts';
import { authConfigEntity } from '../../configuration/auth-config/table.ts';
import { ResolvedView, resolveConfig, revealConfig } from '../../configuration/provider-config/index.ts';
import { deploymentEntity } from '../../configuration/tables/deployment.ts';
import { REVEAL } from '../../configuration/value/index.ts';
import { about, Identifier, nullable, optional, words } from '../../fields.ts';
import { readReason } from '../../reason.ts';
import { actorEntity } from '../tables/actor.ts';
import { identityEntity } from '../tables/identity.ts';
import { identityProblems } from './errors.ts';
import { findUse } from './find-use.ts';
import type { Target, Use } from './use.ts';

const ResolveIdentity = Type.Object({
  provider_id: optional(about('The provider, by id or slug: any deployment of it.', Identifier)),
  provider_deployment_id: optional(about('The deployment. Give this or a provider.', Identifier)),
  on_missing: optional(
    about(
      '`deny`, the default, refuses an identity without a credential of its own and without a delegated one. `shared` gives it the default config and auth config of the deployment.',
      words('deny', 'shared'),
    ),
  ),
  reason: optional(
    nullable(
      about(
        'The reason for revealing the secrets, for the audit trail. Without it, secrets are left out.',
        linesText({ maxLength: 1_000 }),
      ),
    ),
  ),
});
type ResolveIdentity = Static<typeof ResolveIdentity>;

const ResolvedIdentityView = Type.Object({
  object: Type.Literal('identity.resolution'),
  identity_id: Identifier,
  provider_id: Identifier,
  provider_deployment_id: Identifier,
  provenance: Type.Object({
    from: about(
      '`own`: a credential of the identity. `delegated`: one that was delegated to its actor. `shared`: the defaults of the deployment.',
      words('own', 'delegated', 'shared'),
    ),
    identity_id: about('The identity that owns the credential; null for `shared`.', nullable(Identifier)),
    identity_credential_id: nullable(Identifier),
    identity_delegation_id: about('The delegation; null unless `delegated`.', nullable(Identifier)),
  }),
  config: ResolvedView,
  auth_config: about('Null when there is none to use.', nullable(ResolvedAuthConfigView)),
  revealed: about('True when the answer shows secrets.', Type.Boolean()),
});
type ResolvedIdentityView = Static<typeof ResolvedIdentityView>;

/**
 * Resolves the config and the auth config that an identity uses. Secrets are left out, unless there is a reason to
 * reveal them; the reveal is recorded, with the provenance, before they are sent.
 */
async function resolveIdentity(
  ctx: Context,
  id: string,
  input: ResolveIdentity,
): Promise<ResolvedIdentityView> {
  const reason = readReason(input.reason);
  if (reason !== null) requireScope(ctx, REVEAL);
  // The identity is outside of every reach: what it uses must be inside
  const identity = await findRow(beyondReach(ctx), identityEntity, id);
  refuseArchived(identityEntity, identity);
  refuseArchived(actorEntity, await findRow(beyondReach(ctx), actorEntity, identity.actor_id));
  const target = await findTarget(ctx, input);
  if (reason === null) {
    const use = await findUse(ctx, identity, target, input.on_missing ?? 'deny');
    await refuseArchivedDeployment(ctx, use);
    const config = await resolveConfig(ctx, use.config_id, {});
    return answerOf(id, use, config, await authOf(ctx, use, false));
  }
  return revealing(ctx, async (inner) => {
    const use = await findUse(inner, identity, target, input.on_missing ?? 'deny');
    await refuseArchivedDeployment(inner, use);
    const auth = await authOf(inner, use, true);
    const config = await revealConfig(inner, use.config_id, reason, eventsOf(id, use, auth, reason));
    return answerOf(id, use, config, auth);
  });
}

async function findTarget(ctx: Context, input: ResolveIdentity): Promise<Target> {
  const { provider_id, provider_deployment_id } = input;
  if ((provider_id === undefined) === (provider_deployment_id === undefined)) {
    throw invalidMember(identityProblems.oneTarget(['provider_deployment_id']));
  }
  if (provider_deployment_id !== undefined) {
    const deployment = await findRow(ctx, deploymentEntity, provider_deployment_id);
    return { providerId: deployment.provider_id, deploymentId: deployment.id };
  }
  const provider = await findRow(ctx, providerEntity, await findProvider(ctx, provider_id ?? ''));
  return { providerId: provider.id, deploymentId: null };
}

const refuseArchivedDeployment = async (ctx: Context, use: Use): Promise<void> =>
  refuseArchived(deploymentEntity, await findRow(ctx, deploymentEntity, use.deployment_id));

const authOf = async (ctx: Context, { auth_config_id }: Use, reveal: boolean) =>
  auth_config_id ? openAuthConfig(ctx, auth_config_id, reveal) : null;

const provenanceOf = ({ from, identity_id, identity_credential_id, identity_delegation_id }: Use) => ({
  from,
  identity_id,
  identity_credential_id,
  identity_delegation_id,
});

/** The events beside that of the config: of the auth config, and of the identity with the provenance. */
function eventsOf(id: string, use: Use, auth: ResolvedAuthConfigView | null, reason: string): NewEvent[] {
  const event = (action: string, resource_type: string, resource_id: string, after: object): NewEvent => ({
    action,
    resource_type,
    resource_id,
    reason,
    before: null,
    after,
  });
  return [
    ...(auth
      ? [event('provider-auth-configs.reveal', authConfigEntity.name, auth.id, { revision: auth.revision })]
      : []),
    event('identities.resolve', identityEntity.name, id, {
      provenance: provenanceOf(use),
      deployment_id: use.deployment_id,
      config_id: use.config_id,
      auth_config_id: use.auth_config_id,
    }),
  ];
}

const answerOf = (
  id: string,
  use: Use,
  config: ResolvedView,
  auth_config: ResolvedAuthConfigView | null,
): ResolvedIdentityView => ({
  object: 'identity.resolution',
  identity_id: id,
  provider_id: config.provider_id,
  provider_deployment_id: use.deployment_id,
  provenance: provenanceOf(use),
  config,
  auth_config,
  revealed: config.revealed,
});

export const resolveVerb: Verb = action({
  path: 'resolve',
  summary: 'Resolve the config and the auth config of an identity',
  about:
    'Finds what the identity uses at a provider or a deployment: its own credential, or else one that was delegated to its actor, or else, with `on_missing` "shared", the defaults of the deployment; `provenance` says which. Several that fit are 409. Without a `reason`, secrets are left out. With one, keys that also hold `provider-configs:reveal` get them, and the audit trail records it; other keys get 403. A key with a reach gets what is inside its reach.',
  errors: [
    'gone',
    'not_found',
    'conflict',
    'use_after_delete',
    'invalid_state',
    'secrets_stale',
    'rate_limited',
    'unavailable',
  ],
  scopes: ['identities:resolve'],
  audit: null,
  confidential: true,
  outsideReach: true,
  input: ResolveIdentity,
  view: ResolvedIdentityView,
  example: { body: { provider_id: SHIPPED } },
  run: async (ctx, id, input) => ({ answer: await resolveIdentity(ctx, id, input) }),
});
