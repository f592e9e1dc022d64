import { stamp } from '@berth/db';
import { isEmptySchema } from '@berth/json-schema';
import { invalidData, invalidMember, newId, type Problem } from '@berth/kernel';
import {
  archiveRow,
  beyondReach,
  type Context,
  change,
  findRow,
  hold,
  holdLive,
  requireScope,
  type Written,
} from '@berth/resource';
import { and, asc, eq } from 'drizzle-orm';
import { authMethodEntity, authMethods } from '../../catalog/auth-method/table.ts';
import { changedDescription, newDescription } from '../../described.ts';
import { sent, tidy } from '../../fields.ts';
import { refuseErasing } from '../../governance/data-key/index.ts';
import { instanceEntity, type instances } from '../../governance/tables/instance.ts';
import { requireApprovedSpecification } from '../approved.ts';
import { authConfigEntity } from '../auth-config/table.ts';
import { refuseForOther } from '../auth-credentials/index.ts';
import { authCredentialsEntity } from '../auth-credentials/table.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import {
  holdTarget,
  holdTargetOf,
  refuseOtherProvider,
  type SpecificationRow,
  specificationForNew,
  specificationInForce,
  type Target,
  withCatalogOf,
} from '../target.ts';
import { setupErrors, setupProblems } from './errors.ts';
import { holdIdentity } from './identity.ts';
import { linkWith, newSecret, pageUrl } from './link.ts';
import { scopesOfType } from './makers.ts';
import { holdPending } from './outcome.ts';
import type { CreateSetupSession, ReconnectInput, SetupType, UpdateSetupSession } from './schema.ts';
import { type SetupSession, setupSessionEntity, setupSessions, setupSignIns } from './table.ts';
import { type Ways, waysOf } from './ways.ts';

type AuthMethod = typeof authMethods.$inferSelect;

/** The lifetime of a link. */
const LIFETIME_MS = 30 * 60_000;

/** Creates a setup session and the link that opens its page. */
export async function createSetupSession(ctx: Context, input: CreateSetupSession): Promise<Written> {
  refuseUnsupported(input);
  const { target, method } = await holdPlace(ctx, input);
  const specification = await specificationForNew(ctx, target);
  const methods = method ? [method] : await methodsOf(ctx, specification);
  const type = typeAsked(input, specification, methods);
  requireRights(ctx, type);
  const identity_id = await holdIdentity(ctx, input);
  if (identity_id !== null && type === 'config_only' && methods.length > 0) {
    throw invalidMember(setupProblems.identityNeedsAuth([input.identity_id ? 'identity_id' : 'consumer_id']));
  }
  const named = input.provider_auth_credentials_id ?? null;
  const wanted = named === null ? methods : [await methodOfApp(ctx, target, methods, named)];
  const ways = type === 'config_only' ? null : await waysOf(ctx, wanted, named);
  return insertSession(ctx, input, target, {
    type,
    ...onlyWay(ways),
    identity_id,
    consumer_id: input.consumer_id || null,
    configuration: input.configuration ?? null,
  });
}

/** Finds the method that an app registration is for. @throws DomainError as `holdAuthCredentials`. */
async function methodOfApp(
  ctx: Context,
  { provider }: Target,
  methods: readonly AuthMethod[],
  id: string,
): Promise<AuthMethod> {
  const app = await hold(ctx, authCredentialsEntity, id, 'reference');
  const method = methods.find(({ key }) => key === app.auth_method_key);
  refuseForOther(method ?? { provider_id: provider.id, key: '' }, app);
  if (!method) throw setupErrors.noMethods();
  return method;
}

/** The method and app registration of a page with a single way to get a credential; null lets the visitor choose. */
function onlyWay(ways: Ways | null): Pick<Inserted, 'auth_method_id' | 'provider_auth_credentials_id'> {
  const found = ways ? [...ways.forms.map((method) => ({ method, credentials: null })), ...ways.signIns] : [];
  const [only] = found.length === 1 ? found : [];
  return {
    auth_method_id: only?.method.id ?? null,
    provider_auth_credentials_id: only?.credentials?.id ?? null,
  };
}

/** Creates a session whose page replaces the credential of a live auth config. Its id and its bindings stay. */
export async function createReconnect(ctx: Context, id: string, input: ReconnectInput): Promise<Written> {
  const row = await holdLive(ctx, authConfigEntity, id, 'change');
  const target = await holdTargetOf(ctx, row);
  const method = await findRow({ ...ctx, reach: null }, authMethodEntity, row.auth_method_id);
  const own = row.provider_auth_credentials_id;
  const app = own === null ? null : await findRow({ ...ctx, reach: null }, authCredentialsEntity, own);
  const ways = await waysOf(ctx, [method], app?.status === 'active' ? own : null);
  return insertSession(ctx, input, target, {
    type: 'auth_only',
    ...onlyWay(ways),
    auth_config_id: row.id,
    configuration: null,
  });
}

type Inserted = Pick<
  typeof setupSessions.$inferInsert,
  | 'type'
  | 'auth_method_id'
  | 'provider_auth_credentials_id'
  | 'identity_id'
  | 'consumer_id'
  | 'auth_config_id'
  | 'configuration'
>;

async function insertSession(
  ctx: Context,
  input: ReconnectInput,
  { provider, deployment }: Target,
  inserted: Inserted,
): Promise<Written> {
  const redirect_url = input.redirect_url ?? null;
  const instance = await hold(beyondReach(ctx), instanceEntity, ctx.instanceId, 'reference');
  refuseErasing(instance);
  if (redirect_url !== null) refuseOtherRedirect(instance, redirect_url);
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
    created_by: ctx.actor.keyId,
    identity_by: inserted.identity_id ? ctx.actor.keyId : null,
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
    configuration?.provider_search !== undefined &&
      setupProblems.noSearch(['configuration', 'provider_search']),
    configuration?.tool_filters?.enabled === true &&
      setupProblems.noToolChoice(['configuration', 'tool_filters', 'enabled']),
    input.type === 'config_only' &&
      Boolean(input.provider_auth_method_id) &&
      setupProblems.noMethodAsked(['provider_auth_method_id']),
    input.type === 'config_only' &&
      Boolean(input.provider_auth_credentials_id) &&
      setupProblems.noMethodAsked(['provider_auth_credentials_id']),
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
  if (method) await requireApprovedSpecification(ctx, method);
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
  for (const scope of scopesOfType(type)) requireScope(ctx, scope);
}

/** @throws DomainError `invalid_data` unless the list of the instance has this very address. */
function refuseOtherRedirect(
  { setup_page }: Pick<typeof instances.$inferSelect, 'setup_page'>,
  url: string,
): void {
  if (setup_page?.allowed_redirects.includes(url)) return;
  throw invalidMember(setupProblems.redirect(['redirect_url']));
}

/** Changes the members of a session that were sent. The page and its result stay as they are. */
export async function updateSetupSession(ctx: Context, id: string, input: UpdateSetupSession): Promise<void> {
  const { identity_id } = input;
  const row = await holdLive(ctx, setupSessionEntity, id, 'change');
  const isOther = identity_id !== undefined && identity_id !== row.identity_id;
  if (isOther) await refuseIdentity(ctx, row, identity_id);
  const identity_by = isOther ? identity_id && ctx.actor.keyId : undefined;
  await change(
    ctx,
    setupSessionEntity,
    id,
    sent({ name: tidy(input.name), ...changedDescription(input), identity_id, identity_by }),
  );
}

/** Refuses an identity that a session cannot be for. @throws DomainError `gone` when it is over; as `holdIdentity`. */
async function refuseIdentity(ctx: Context, row: SetupSession, id: string | null): Promise<void> {
  await holdPending(ctx, row.id);
  if (id === null) return;
  if (row.type === 'config_only') {
    const specification = await specificationInForce(ctx, row.provider_id, null);
    if ((await methodsOf(ctx, specification)).length > 0) {
      throw invalidMember(setupProblems.identityNeedsAuth(['identity_id']));
    }
  }
  await holdIdentity(ctx, { identity_id: id, consumer_id: row.consumer_id });
}

/** Archives a session. A sign-in under way is void. */
export async function archiveSetupSession(ctx: Context, id: string): Promise<void> {
  await archiveRow(ctx, setupSessionEntity, id);
  await ctx.db
    .delete(setupSignIns)
    .where(and(eq(setupSignIns.instance_id, ctx.instanceId), eq(setupSignIns.id, id)));
}
