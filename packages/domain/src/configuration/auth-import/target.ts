import { beyondReach, type Context, findRow } from '@berth/resource';
import { eq } from 'drizzle-orm';
import { authMethodEntity, authMethods } from '../../catalog/auth-method/table.ts';
import { findProvider } from '../../catalog/find-provider.ts';
import { providerEntity } from '../../catalog/tables/provider.ts';
import { authConfigEntity, type authConfigs } from '../auth-config/table.ts';
import { findReadable } from '../find-readable.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { refuseOtherProvider, specificationInForce, withCatalogOf } from '../target.ts';
import { importErrors } from './errors.ts';
import type { ImportNames } from './schema.ts';

/** The auth config whose value is replaced, or null for a new one of the method. */
interface ImportTarget {
  authConfig: typeof authConfigs.$inferSelect | null;
  method: typeof authMethods.$inferSelect;
}

/**
 * Finds the auth config or the auth method that an import names. The named rows must belong together.
 * @throws DomainError `not_found`, `provider_mismatch`, `bad_request`.
 */
export async function importTarget(ctx: Context, names: ImportNames): Promise<ImportTarget> {
  const { provider_id, provider_deployment_id, provider_auth_config_id, provider_auth_method_id } = names;
  const authConfig = provider_auth_config_id
    ? await findReadable(ctx, 'provider-auth-configs:read', authConfigEntity, provider_auth_config_id)
    : null;
  const deployment = provider_deployment_id
    ? await findReadable(ctx, 'provider-deployments:read', deploymentEntity, provider_deployment_id)
    : null;
  const catalog = await withCatalogOf(ctx, provider_deployment_id);
  const named = provider_auth_method_id
    ? await findRow(catalog, authMethodEntity, provider_auth_method_id)
    : null;
  const provider = provider_id
    ? await findRow(catalog, providerEntity, await findProvider(catalog, provider_id))
    : null;
  const providerId = provider?.id ?? authConfig?.provider_id ?? named?.provider_id ?? deployment?.provider_id;
  if (providerId === undefined) throw importErrors.noTarget();
  refuseOtherProvider({
    provider_id: provider?.id,
    provider_auth_config_id: authConfig?.provider_id,
    provider_auth_method_id: named?.provider_id,
    provider_deployment_id: deployment?.provider_id,
  });
  if (!authConfig) {
    const locked = deployment?.locked_version_id ?? null;
    return { authConfig, method: named ?? (await onlyMethod(ctx, providerId, locked)) };
  }
  if (named && named.id !== authConfig.auth_method_id) throw importErrors.otherMethod();
  if (deployment && deployment.id !== authConfig.provider_deployment_id) throw importErrors.otherDeployment();
  return {
    authConfig,
    method: await findRow(beyondReach(ctx), authMethodEntity, authConfig.auth_method_id),
  };
}

/** Finds the auth method of a provider that has only one. */
async function onlyMethod(ctx: Context, providerId: string, lockedVersionId: string | null) {
  const { id } = await specificationInForce(ctx, providerId, lockedVersionId);
  const methods = await ctx.db.select().from(authMethods).where(eq(authMethods.specification_id, id));
  const [method] = methods;
  if (!method || methods.length > 1) throw importErrors.severalMethods({ count: methods.length });
  return method;
}
