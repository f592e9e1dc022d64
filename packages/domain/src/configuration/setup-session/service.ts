import { stamp } from '@berth/db';
import { isEmptySchema } from '@berth/json-schema';
import { invalidData, invalidMember, newId, type Problem } from '@berth/kernel';
import { type Context, change, findRow, hold, holdLive, requireScope, type Written } from '@berth/resource';
import { and, asc, eq } from 'drizzle-orm';
import { authMethodEntity, authMethods } from '../../catalog/auth-method/table.ts';
import { changedDescription, newDescription } from '../../described.ts';
import { sent, tidy } from '../../fields.ts';
import { instanceEntity } from '../../governance/tables/instance.ts';
import { authConfigEntity } from '../auth-config/table.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import {
  holdTarget,
  holdTargetOf,
  refuseOtherProvider,
  type SpecificationRow,
  specificationInForce,
  type Target,
  withCatalogOf,
} from '../target.ts';
import { setupErrors, setupProblems } from './errors.ts';
import { linkWith, newSecret, pageUrl } from './link.ts';
import type { CreateSetupSession, ReconnectInput, SetupType, UpdateSetupSession } from './schema.ts';
import { setupSessionEntity, setupSessions } from './table.ts';

type AuthMethod = typeof authMethods.$inferSelect;

/** The lifetime of a link. */
const LIFETIME_MS = 30 * 60_000;

/** Creates a setup session and the link that opens its page. */
export async function createSetupSession(ctx: Context, input: CreateSetupSession): Promise<Written> {
  refuseUnsupported(input);
  const { target, method } = await holdPlace(ctx, input);
  const { provider, deployment } = target;
  const specification = await specificationInForce(ctx, provider.id, deployment?.locked_version_id ?? null);
  const methods = method ? [method] : await methodsOf(ctx, specification);
  const type = typeAsked(input, specification, methods);
  requireRights(ctx, type);
  const usable = type === 'config_only' ? [] : usableOf(methods);
  return insertSession(ctx, input, target, {
    type,
    auth_method_id: usable.length === 1 ? (usable[0]?.id ?? null) : null,
    configuration: input.configuration ?? null,
  });
}

/** Creates a session whose page replaces the credential of a live auth config. Its id and its bindings stay. */
export async function createReconnect(ctx: Context, id: string, input: ReconnectInput): Promise<Written> {
  const row = await holdLive(ctx, authConfigEntity, id, 'change');
  const target = await holdTargetOf(ctx, row);
  const method = await findRow({ ...ctx, reach: null }, authMethodEntity, row.auth_method_id);
  return insertSession(ctx, input, target, {
    type: 'auth_only',
    auth_method_id: usableOf([method])[0]?.id ?? null,
    auth_config_id: row.id,
    configuration: null,
  });
}

type Inserted = Pick<typeof setupSessions.$inferInsert, 'type' | 'auth_method_id' | 'configuration'> & {
  auth_config_id?: string;
};

async function insertSession(
  ctx: Context,
  input: ReconnectInput,
  { provider, deployment }: Target,
  inserted: Inserted,
): Promise<Written> {
  const redirect_url = input.redirect_url ?? null;
  if (redirect_url !== null) await refuseOtherRedirect(ctx, redirect_url);
  const key = { instance_id: ctx.instanceId, id: newId('setupSession', ctx.now) };
  const { secret, hash } = newSecret();
  await ctx.db.insert(setupSessions).values({
    ...key,
    ...inserted,
    name: tidy(input.name ?? null),
    ...newDescription(input),
    provider_owner: provider.owner_id,
    provider_id: provider.id,
    provider_deployment_id: deployment?.id ?? null,
    redirect_url,
    secret_hash: hash,
    expires_at: new Date(ctx.now.getTime() + LIFETIME_MS).toISOString(),
    ...stamp(ctx.now),
  });
  return { id: key.id, once: { url: linkWith(pageUrl(ctx, key), secret) } };
}

/** Refuses members of the contract whose resources Berth lacks, all at once. @throws DomainError `invalid_data`. */
function refuseUnsupported({ configuration, ...input }: CreateSetupSession): void {
  const found: (Problem | false)[] = [
    Boolean(input.identity_id) && setupProblems.noIdentities(['identity_id']),
    Boolean(input.consumer_id) && setupProblems.noConsumers(['consumer_id']),
    Boolean(input.provider_auth_credentials_id) &&
      setupProblems.noCredentials(['provider_auth_credentials_id']),
    configuration?.provider_search !== undefined &&
      setupProblems.noSearch(['configuration', 'provider_search']),
    configuration?.tool_filters?.enabled === true &&
      setupProblems.noToolChoice(['configuration', 'tool_filters', 'enabled']),
    input.type === 'config_only' &&
      Boolean(input.provider_auth_method_id) &&
      setupProblems.noMethodAsked(['provider_auth_method_id']),
  ];
  const problems = found.filter((problem) => problem !== false);
  if (problems.length > 0) throw invalidData(problems);
}

/** Holds the provider, the deployment and the auth method of a session, which must belong together. */
async function holdPlace(
  ctx: Context,
  input: CreateSetupSession,
): Promise<{ target: Target; method: AuthMethod | null }> {
  const { provider_deployment_id, provider_auth_method_id } = input;
  const catalog = await withCatalogOf(ctx, provider_deployment_id);
  const method = provider_auth_method_id
    ? await hold(catalog, authMethodEntity, provider_auth_method_id, 'reference')
    : null;
  const deployment =
    provider_deployment_id && !input.provider_id && !method
      ? await findRow(ctx, deploymentEntity, provider_deployment_id)
      : null;
  const provider_id = input.provider_id ?? method?.provider_id ?? deployment?.provider_id;
  if (provider_id === undefined) throw invalidMember(setupProblems.noProvider(['provider_id']));
  const target = await holdTarget(ctx, { provider_id, provider_deployment_id });
  refuseOtherProvider({ provider_id: target.provider.id, provider_auth_method_id: method?.provider_id });
  return { target, method };
}

/** Reads the auth methods of a specification, in the order in which the version lists them. */
export const methodsOf = (ctx: Context, { id }: Pick<SpecificationRow, 'id'>): Promise<AuthMethod[]> =>
  ctx.db
    .select()
    .from(authMethods)
    .where(and(eq(authMethods.specification_id, id)))
    .orderBy(asc(authMethods.id));

/** Decides which parts a session asks for. @throws DomainError `bad_request`. */
function typeAsked(
  { type = 'auto' }: CreateSetupSession,
  { config_schema }: SpecificationRow,
  methods: readonly AuthMethod[],
): SetupType {
  if (type !== 'auto') return type;
  if (methods.length === 0) return 'config_only';
  return isEmptySchema(config_schema) ? 'auth_only' : 'auth_and_config';
}

/** A session makes only what its key may make: who has the link of a session may be who asked for it. */
function requireRights(ctx: Context, type: SetupType): void {
  if (type !== 'config_only') requireScope(ctx, 'provider-auth-configs:write');
  if (type !== 'auth_only') requireScope(ctx, 'provider-configs:write');
}

/** The methods that the page can ask for. @throws DomainError `bad_request` when there is none. */
export function usableOf(methods: readonly AuthMethod[]): AuthMethod[] {
  const usable = methods.filter(({ type }) => type !== 'oauth');
  if (usable.length > 0) return usable;
  throw methods.length === 0 ? setupErrors.noMethods() : setupErrors.oauth();
}

/** @throws DomainError `invalid_data` unless the list of the instance has this very address. */
async function refuseOtherRedirect(ctx: Context, url: string): Promise<void> {
  const { setup_page } = await findRow(ctx, instanceEntity, ctx.instanceId);
  if (setup_page?.allowed_redirects.includes(url)) return;
  throw invalidMember(setupProblems.redirect(['redirect_url']));
}

/** Changes the members of a session that were sent. The page and its result stay as they are. */
export async function updateSetupSession(ctx: Context, id: string, input: UpdateSetupSession): Promise<void> {
  if (input.identity_id) throw invalidMember(setupProblems.noIdentities(['identity_id']));
  await holdLive(ctx, setupSessionEntity, id, 'change');
  await change(ctx, setupSessionEntity, id, sent({ name: tidy(input.name), ...changedDescription(input) }));
}
