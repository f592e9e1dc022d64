import { pgArray, runPrepared } from '@berth/db';
import { DomainError } from '@berth/kernel';
import {
  beyondReach,
  type Context,
  findRow,
  hasPreconditions,
  hold,
  isAny,
  jointVersion,
  listByOffset,
  missing,
  requireScope,
  requireVersion,
  search,
} from '@berth/resource';
import { and, eq, sql } from 'drizzle-orm';
import { type AiType, aiTypeOf, aiTypes } from '../../catalog/ai-type.ts';
import { authMethodOf, authMethods } from '../../catalog/auth-method/table.ts';
import { providerEntity, providers } from '../../catalog/tables/provider.ts';
import { authConfigEntity, authConfigs } from '../auth-config/table.ts';
import { deployment } from '../deployment/index.ts';
import { deploymentEntity, deployments } from '../tables/deployment.ts';

type Deployment = typeof deployments.$inferSelect;

/** The name of the resource in errors. */
export const AI_PROVIDER = 'provider';

export interface AiProvider {
  id: string;
  name: string;
  type: string;
  managed: boolean;
  internal: boolean;
  /** The type of the credential, and true when there is one. The value is never shown. */
  credential: { type: string; configured: boolean };
  created_at: string;
  /** The later update time of the two rows. */
  updated_at: string;
  /** Stands for the versions of the two rows: another number after each write of one. */
  version: number;
}

/** The default auth config of a deployment. */
export interface Credential {
  id: string;
  type: string;
  updated_at: string;
  row_version: number;
}

/** A request for AI providers: a search text, a page, and its order. */
interface AiProviderRequest {
  search?: string | undefined;
  start: number;
  limit: number;
  sort: 'name' | 'created_at';
  descending: boolean;
}

/** The name that is shown: that of the deployment, or else that of its provider. */
const shownName = sql`coalesce(${deployments.name}, (select ${providers.name} from ${providers} where ${providers.id} = ${deployments.provider_id}))`;

/** The deployments, with a search by the names that are shown. */
const named = {
  ...deployment,
  read: {
    ...deployment.read,
    filters: { ...deployment.read.filters, shown: search(shownName, deployments.description) },
  },
};

/** Lists one page of the instance's AI providers, with their total number. */
export async function listAiProviders(
  ctx: Context,
  { search: text, ...offset }: AiProviderRequest,
): Promise<{ items: AiProvider[]; total: number }> {
  requireScope(ctx, 'provider-auth-configs:read');
  // The deployments are narrowed; the types of their providers are read whatever the reach
  const known = await aiTypes(beyondReach(ctx), { archived: true });
  const types = new Map(known.map((type) => [type.providerId, type]));
  const filters = { provider_id: [...types.keys()], ...(text === undefined ? {} : { shown: [text] }) };
  const order = offset.sort === 'name' ? { sort: 'shown', by: shownName } : {};
  const { items, total } = await listByOffset(ctx, named, filters, { ...offset, ...order });
  const credentials = await credentialsOf(
    ctx,
    items.map(({ id }) => id),
  );
  return {
    total,
    items: items.flatMap((row) => {
      const type = types.get(row.provider_id);
      return type ? [aiProvider(row, type, credentials.get(row.id))] : [];
    }),
  };
}

/**
 * Gets one AI provider.
 * @throws DomainError `not_found`, also for an archived deployment and for one without AI models.
 */
export async function getAiProvider(ctx: Context, id: string): Promise<AiProvider> {
  requireScope(ctx, 'provider-deployments:read');
  requireScope(ctx, 'provider-auth-configs:read');
  const row = await findRow(ctx, deploymentEntity, id).catch(asAbsent(ctx, id));
  const type = await liveType(ctx, id, row);
  return aiProvider(row, type, (await credentialsOf(ctx, [id])).get(id));
}

/** Turns a `not_found` of an inner row into one of this resource. */
export const asAbsent = (ctx: Context, id: string) => (error: unknown) => {
  throw error instanceof DomainError && error.code === 'not_found' ? missing(ctx, AI_PROVIDER, id) : error;
};

/** Reads the AI type of a deployment. @throws DomainError `not_found` when the deployment is archived or has none. */
export async function liveType(ctx: Context, id: string, row: Deployment): Promise<AiType> {
  const type =
    row.status === 'active'
      ? aiTypeOf(await findRow(beyondReach(ctx), providerEntity, row.provider_id))
      : null;
  if (!type) throw missing(ctx, AI_PROVIDER, id);
  return type;
}

/** Reads the credentials of deployments, by deployment id. */
export async function credentialsOf(
  ctx: Context,
  deploymentIds: readonly string[],
): Promise<Map<string, Credential>> {
  if (deploymentIds.length === 0) return new Map();
  const rows = await runPrepared(
    ctx,
    'ai-providers+credentials',
    (db) =>
      db
        .select({
          id: authConfigs.id,
          type: authMethods.key,
          updated_at: authConfigs.updated_at,
          row_version: authConfigs.row_version,
          deployment_id: authConfigs.default_of_deployment_id,
        })
        .from(authConfigs)
        .innerJoin(authMethods, authMethodOf(authConfigs).on)
        .where(
          and(
            eq(authConfigs.instance_id, sql.placeholder('instance')),
            isAny(authConfigs.default_of_deployment_id, 'deployments'),
          ),
        ),
    { instance: ctx.instanceId, deployments: pgArray([...deploymentIds]) },
  );
  return new Map(rows.map(({ deployment_id, ...credential }) => [deployment_id ?? '', credential]));
}

/** Refuses a change of another version of a locked deployment and its credential. @throws as `requireVersion`. */
export async function requireAiProviderVersion(ctx: Context, row: Deployment): Promise<void> {
  if (!hasPreconditions(ctx)) return;
  const known = (await credentialsOf(ctx, [row.id])).get(row.id);
  if (known) await hold(beyondReach(ctx), authConfigEntity, known.id, 'change');
  const credential = known && (await credentialsOf(ctx, [row.id])).get(row.id);
  const version = versionOf(row, credential);
  const current = { object: AI_PROVIDER, id: row.id, row_version: version };
  requireVersion(ctx, { name: AI_PROVIDER, id: row.id, version }, () => current);
}

/** Makes the version of a deployment with its credential, which may be replaced. */
const versionOf = (row: Deployment, credential: Credential | undefined): number =>
  jointVersion([row.row_version, credential?.id, credential?.row_version]);

const aiProvider = (row: Deployment, type: AiType, credential: Credential | undefined): AiProvider => ({
  id: row.id,
  name: row.name ?? type.name,
  type: type.id,
  managed: row.managed,
  internal: row.internal,
  credential: {
    type: credential?.type ?? type.credentialTypes[0] ?? '',
    configured: credential !== undefined,
  },
  created_at: row.created_at,
  updated_at: credential && credential.updated_at > row.updated_at ? credential.updated_at : row.updated_at,
  version: versionOf(row, credential),
});
