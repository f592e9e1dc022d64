import { invalidMember } from '@berth/kernel';
import { type Context, hold, holdReference } from '@berth/resource';
import { eq } from 'drizzle-orm';
import { authMethods } from '../../catalog/auth-method/table.ts';
import { providerEntity } from '../../catalog/tables/provider.ts';
import { type AuthConfigRow, authConfigEntity } from '../../configuration/auth-config/table.ts';
import { isDefaultOf } from '../../configuration/default-rows.ts';
import { holdDefaultDeployment, makeEmptyDefault } from '../../configuration/deployment/index.ts';
import { findConfigId } from '../../configuration/find-config.ts';
import { deploymentEntity } from '../../configuration/tables/deployment.ts';
import { providerConfigEntity, providerConfigs } from '../../configuration/tables/provider-config.ts';
import {
  type DeploymentRow,
  type ProviderRow,
  refuseOtherProvider,
  specificationInForce,
} from '../../configuration/target.ts';
import { problemsIn } from '../../configuration/value/index.ts';
import { delegationConfigEntity } from '../tables/delegation-config.ts';
import { credentialErrors, credentialProblems } from './errors.ts';
import type { CredentialInput } from './schema.ts';
import type { CredentialRow } from './table.ts';

type ConfigRow = typeof providerConfigs.$inferSelect;

/** The columns of a credential that name other rows. */
export type Bound = Pick<
  CredentialRow,
  'provider_owner' | 'provider_id' | 'deployment_id' | 'config_id' | 'auth_config_id' | 'delegation_config_id'
>;

/**
 * Holds the rows that a credential names, and finds those that it leaves out.
 * @throws DomainError `not_found`; `use_after_delete`; `provider_mismatch`; `config_required`; `auth_config_required`;
 * `invalid_data` for a config or an auth config of another deployment, at `path`.
 */
export async function holdBound(ctx: Context, input: CredentialInput, path: string[] = []): Promise<Bound> {
  const config = input.config_id ? await holdConfig(ctx, input.config_id) : null;
  const auth = input.auth_config_id ? await holdReference(ctx, authConfigEntity, input.auth_config_id) : null;
  const deployment = await holdDeploymentOf(ctx, input, config, auth, path);
  for (const [row, member] of [
    [config, 'config_id'],
    [auth, 'auth_config_id'],
  ] as const) {
    if (!row) continue;
    refuseOtherProvider({ deployment_id: deployment.provider_id, [member]: row.provider_id });
    if (row.provider_deployment_id !== null && row.provider_deployment_id !== deployment.id) {
      throw invalidMember(credentialProblems.otherDeployment([...path, member]));
    }
  }
  const provider = await holdReference(ctx, providerEntity, deployment.provider_id);
  const specification = await specificationInForce(ctx, provider.id, deployment.locked_version_id);
  if (!auth && (await hasAuthMethods(ctx, specification.id))) throw credentialErrors.authConfigRequired();
  const { delegation_config_id } = input;
  if (delegation_config_id) await holdReference(ctx, delegationConfigEntity, delegation_config_id);
  return {
    provider_owner: deployment.provider_owner,
    provider_id: deployment.provider_id,
    deployment_id: deployment.id,
    config_id: config?.id ?? (await defaultConfigOf(ctx, provider, deployment, specification.config_schema)),
    auth_config_id: auth?.id ?? null,
    delegation_config_id: delegation_config_id ?? null,
  };
}

const holdConfig = async (ctx: Context, text: string): Promise<ConfigRow> =>
  holdReference(ctx, providerConfigEntity, await findConfigId(ctx, text));

/** The deployment that is named, or that a named row is bound to, or the default one of the provider. */
async function holdDeploymentOf(
  ctx: Context,
  input: CredentialInput,
  config: ConfigRow | null,
  auth: AuthConfigRow | null,
  path: string[],
): Promise<DeploymentRow> {
  const id = input.deployment_id ?? config?.provider_deployment_id ?? auth?.provider_deployment_id;
  if (id) return holdReference(ctx, deploymentEntity, id);
  const named = config ?? auth;
  if (!named) throw invalidMember(credentialProblems.needed([...path, 'deployment_id']));
  return holdDefaultDeployment(ctx, named.provider_id);
}

async function hasAuthMethods(ctx: Context, specificationId: string): Promise<boolean> {
  const found = await ctx.db
    .select({ id: authMethods.id })
    .from(authMethods)
    .where(eq(authMethods.specification_id, specificationId))
    .limit(1);
  return found.length > 0;
}

/** Finds the default config of a deployment. A schema that needs no values gets an empty one. */
async function defaultConfigOf(
  ctx: Context,
  provider: ProviderRow,
  deployment: DeploymentRow,
  schema: unknown,
): Promise<string> {
  const found = await heldDefaultOf(ctx, deployment.id);
  if (found) return found;
  if (problemsIn(schema, {}).length > 0) throw credentialErrors.configRequired();
  // Of several writers one makes it: the deployment is locked first, and the others look again behind the lock
  await hold(ctx, deploymentEntity, deployment.id, 'change');
  return (await heldDefaultOf(ctx, deployment.id)) ?? makeEmptyDefault(ctx, { provider, deployment });
}

async function heldDefaultOf(ctx: Context, deploymentId: string): Promise<string | null> {
  const [found] = await ctx.db
    .select({ id: providerConfigs.id })
    .from(providerConfigs)
    .where(isDefaultOf(ctx, providerConfigs, deploymentId))
    .for('key share');
  return found?.id ?? null;
}
