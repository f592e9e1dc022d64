import { archived, stamp, unarchived } from '@berth/db';
import { invalidMember, newId } from '@berth/kernel';
import {
  type Context,
  change,
  findRow,
  hold,
  holdArchived,
  holdLive,
  releaseDependents,
  type Written,
} from '@berth/resource';
import type { Grant } from '../../catalog/auth-method/index.ts';
import { authMethodEntity } from '../../catalog/auth-method/table.ts';
import { sent } from '../../fields.ts';
import { requireApprovedSpecification } from '../approved.ts';
import { holdAuthCredentials, openApp, refuseForOther } from '../auth-credentials/index.ts';
import { authCredentialsEntity } from '../auth-credentials/table.ts';
import { touchDeployment } from '../default-rows.ts';
import { requireFree } from '../guard.ts';
import { changedLabels, newLabels } from '../labels.ts';
import { requestTokens, type Tokens } from '../oauth/index.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { holdTarget, holdTargetOf, withCatalogOf } from '../target.ts';
import {
  findRevision,
  type JsonObject,
  openRevision,
  patchValue,
  storeFirst,
  withStale,
} from '../value/index.ts';
import { hasDefaultAuth, placeOfDefault } from './default.ts';
import { authConfigErrors, authConfigProblems } from './errors.ts';
import { enqueueRevocation } from './revoke-job.ts';
import type { CreateAuthConfig, UpdateAuthConfig } from './schema.ts';
import { type AuthConfigRow, authConfigEntity, authConfigs } from './table.ts';
import { columnsOf, withTokens } from './token-value.ts';
import { authConfigValue, termsOfMethod } from './value.ts';

/**
 * Gets the tokens of an auth config that a body makes without a value: by the grant `client_credentials`, before the
 * transaction. @throws DomainError `bad_request` with the reason; `invalid_data` without that grant.
 */
export async function prepareAuthConfig(
  ctx: Context,
  { input }: { input: CreateAuthConfig },
): Promise<Tokens | null> {
  if (input.value !== undefined) return null;
  const catalog = await withCatalogOf(ctx, input.provider_deployment_id);
  const method = await findRow(catalog, authMethodEntity, input.provider_auth_method_id);
  await requireApprovedSpecification(ctx, method);
  const credentialsId = input.provider_auth_credentials_id;
  if (!credentialsId || !method.oauth?.grants.includes('client_credentials')) {
    throw invalidMember(authConfigProblems.valueNeeded(['value']));
  }
  const credentials = await findRow(ctx, authCredentialsEntity, credentialsId);
  refuseForOther(method, credentials);
  const app = await openApp(ctx, credentials, method);
  const { scopes } = credentials;
  const result = await requestTokens(ctx, method.oauth, app, { grant: 'client_credentials', scopes });
  if (!result.ok) throw authConfigErrors.noTokens({ reason: result.reason });
  return result.tokens;
}

/** Creates credentials for a provider. The first auth config of a deployment becomes its default. */
export async function createAuthConfig(
  ctx: Context,
  { value, ...input }: CreateAuthConfig,
  tokens: Tokens | null,
  source: Source = 'manual',
): Promise<Written> {
  if (value) return { id: await insertAuthConfig(ctx, input, { value, source }) };
  if (!tokens) throw invalidMember(authConfigProblems.valueNeeded(['value']));
  return {
    id: await insertAuthConfig(ctx, input, { tokens, grant: 'client_credentials', source }),
  };
}

/** The first value of an auth config, or the tokens that Berth got for it. */
type FirstValue = { source: Source } & ({ value: JsonObject } | { tokens: Tokens; grant: Grant });

type Source = NonNullable<typeof authConfigs.$inferInsert.source>;

/** Inserts an auth config and its first value. Returns its id. */
export async function insertAuthConfig(
  ctx: Context,
  input: Omit<CreateAuthConfig, 'value'>,
  first: FirstValue,
): Promise<string> {
  const { provider_deployment_id } = input;
  const catalog = await withCatalogOf(ctx, provider_deployment_id);
  const method = await hold(catalog, authMethodEntity, input.provider_auth_method_id, 'reference');
  await requireApprovedSpecification(ctx, method);
  const { provider, deployment } = await holdTarget(ctx, {
    provider_id: method.provider_id,
    provider_deployment_id,
  });
  // Serializes concurrent creates, so that only one of them becomes the default.
  if (deployment) await hold(ctx, deploymentEntity, deployment.id, 'change');
  const credentials = input.provider_auth_credentials_id
    ? await holdAuthCredentials(ctx, method, input.provider_auth_credentials_id)
    : null;
  const id = newId('authConfig', ctx.now);
  const isAutomated = 'tokens' in first;
  const kind = {
    type: isAutomated ? 'oauth_automated' : method.type === 'oauth' ? 'oauth_manual' : 'manual',
    source: first.source,
    oauth_grant: isAutomated ? first.grant : null,
    provider_auth_credentials_id: credentials?.id ?? null,
  } as const;
  const value = isAutomated ? withTokens(kind.type, {}, first.tokens) : first.value;
  const terms = await termsOfMethod(ctx, method.id, kind.type);
  const { kept } = await storeFirst(ctx, id, terms, value, ['value']);
  await ctx.db.insert(authConfigs).values({
    instance_id: ctx.instanceId,
    id,
    ...kind,
    ...newLabels(input),
    provider_owner: provider.owner_id,
    provider_id: provider.id,
    auth_method_id: method.id,
    provider_deployment_id: deployment?.id ?? null,
    default_of_deployment_id:
      deployment && !(await hasDefaultAuth(ctx, deployment.id)) ? deployment.id : null,
    ...kept,
    ...columnsOf(kind, value),
    health_checked_at: isAutomated ? ctx.now.toISOString() : null,
    ...stamp(ctx.now),
  });
  return id;
}

/** Changes the members of an auth config that were sent, the value first. */
export async function updateAuthConfig(ctx: Context, id: string, input: UpdateAuthConfig) {
  const stale = await patchValue(ctx, authConfigValue, id, input);
  const row = await holdLive(ctx, authConfigEntity, id, 'change');
  const place = await placeOfDefault(ctx, row, input.is_default);
  const changes = sent({ ...changedLabels(input), ...place });
  await change(ctx, authConfigEntity, id, changes);
  return withStale(stale);
}

/** Archives an auth config. Only administrators may archive the default of a managed or internal deployment. */
export async function archiveAuthConfig(ctx: Context, id: string): Promise<void> {
  const { default_of_deployment_id: deploymentId } = await hold(ctx, authConfigEntity, id, 'archive');
  if (deploymentId) requireFree(ctx, await findRow(ctx, deploymentEntity, deploymentId));
  await retireAuthConfig(ctx, id);
}

/**
 * Makes an archived auth config live again; the default of its deployment when there is no other.
 * @throws DomainError `use_after_delete`, `gone` when its value was destroyed.
 */
export async function unarchiveAuthConfig(ctx: Context, id: string): Promise<void> {
  const row = await holdArchived(ctx, authConfigEntity, id);
  const { deployment } = await holdTargetOf(ctx, row);
  if (deployment) await hold(ctx, deploymentEntity, deployment.id, 'change');
  await openRevision(ctx, await findRevision(ctx, id, row.revision));
  const isDefault = deployment !== null && !(await hasDefaultAuth(ctx, deployment.id));
  await change(ctx, authConfigEntity, id, {
    ...unarchived(),
    default_of_deployment_id: isDefault ? deployment.id : null,
  });
}

/**
 * Archives an auth config, leaves its deployment without a default, and has its tokens revoked.
 * @throws DomainError `conflict` when rows that need it use it.
 */
export async function retireAuthConfig(ctx: Context, id: string): Promise<void> {
  const row = await endAuthConfig(ctx, id, { default_of_deployment_id: null });
  await touchDeployment(ctx, row.default_of_deployment_id);
}

/** Archives an auth config with its deployment, whose default it stays. @throws as `retireAuthConfig`. */
export async function archiveWithDeployment(ctx: Context, id: string): Promise<void> {
  await endAuthConfig(ctx, id, {});
}

async function endAuthConfig(
  ctx: Context,
  id: string,
  changes: Partial<AuthConfigRow>,
): Promise<AuthConfigRow> {
  const row = await holdLive(ctx, authConfigEntity, id, 'archive');
  await releaseDependents(ctx, authConfigEntity, id);
  await change(ctx, authConfigEntity, id, { ...archived(ctx.now), ...changes });
  await enqueueRevocation(ctx, row);
  return row;
}

/** Makes an auth config live again that was archived with its deployment. @throws as `unarchiveAuthConfig`. */
export async function unarchiveWithDeployment(ctx: Context, id: string): Promise<void> {
  const row = await holdArchived(ctx, authConfigEntity, id);
  await openRevision(ctx, await findRevision(ctx, id, row.revision));
  await change(ctx, authConfigEntity, id, unarchived());
}
