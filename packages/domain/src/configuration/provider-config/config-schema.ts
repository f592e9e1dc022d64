import { isEmptySchema } from '@berth/json-schema';
import { beyondReach, type Context, findRow, operation } from '@berth/resource';
import type { Static } from '@sinclair/typebox';
import { findProvider } from '../../catalog/find-provider.ts';
import { providerEntity } from '../../catalog/tables/provider.ts';
import { providerVersionEntity } from '../../catalog/tables/provider-version.ts';
import { wrapSchema } from '../../fields.ts';
import { timesOf } from '../../stamps.ts';
import { findConfigId } from '../find-config.ts';
import { findReadable } from '../find-readable.ts';
import { deploymentEntity } from '../tables/deployment.ts';
import { providerConfigEntity, type providerConfigs } from '../tables/provider-config.ts';
import {
  type CountingVersion,
  refuseOtherProvider,
  type SpecificationRow,
  specificationById,
  specificationInForce,
  versionOf,
} from '../target.ts';
import { configErrors } from './errors.ts';
import { ConfigSchemaQuery, ConfigSchemaView } from './schema.ts';

/**
 * `GET /provider-config-schema`: the schema for the value of a config. A named config gives its own specification; else
 * the named version decides, else the deployment's locked version, else the provider's current version.
 */
export const configSchema = operation({
  name: 'schema',
  summary: 'Get the schema for the value of a config',
  about: 'The query names a provider, version, deployment or config. Several of them must belong together.',
  errors: ['bad_request', 'provider_mismatch', 'not_found'],
  path: '/provider-config-schema',
  scopes: ['provider-config-schema:read'],
  open: true,
  audit: null,
  input: ConfigSchemaQuery,
  view: ConfigSchemaView,
  run: selectSchema,
});

async function selectSchema(
  ctx: Context,
  query: Static<typeof ConfigSchemaQuery>,
): Promise<ConfigSchemaView> {
  const [config, version, deployment, provider] = await Promise.all([
    query.provider_config_id
      ? findReadable(
          ctx,
          'provider-configs:read',
          providerConfigEntity,
          query.provider_config_id,
          findConfigId,
        )
      : null,
    query.provider_version_id ? findRow(ctx, providerVersionEntity, query.provider_version_id) : null,
    query.provider_deployment_id
      ? findReadable(ctx, 'provider-deployments:read', deploymentEntity, query.provider_deployment_id)
      : null,
    query.provider_id
      ? findProvider(ctx, query.provider_id).then((id) => findRow(ctx, providerEntity, id))
      : null,
  ]);
  const providerId = provider?.id ?? config?.provider_id ?? deployment?.provider_id ?? version?.provider_id;
  if (providerId === undefined) throw configErrors.noProvider();
  refuseOtherProvider({
    provider_id: provider?.id,
    provider_config_id: config?.provider_id,
    provider_deployment_id: deployment?.provider_id,
    provider_version_id: version?.provider_id,
  });
  const named = version?.id ?? deployment?.locked_version_id ?? null;
  const specification = config
    ? await specificationById(ctx, config.specification_id)
    : await specificationInForce(ctx, providerId, named);
  const locked = named ?? (config && (await lockOf(ctx, config)));
  return presentConfigSchema(specification, await versionOf(ctx, specification.id, locked));
}

/** Reads the version that the deployment of a config is locked to. */
async function lockOf(
  ctx: Context,
  { provider_deployment_id: id }: typeof providerConfigs.$inferSelect,
): Promise<string | null> {
  return id === null ? null : (await findRow(beyondReach(ctx), deploymentEntity, id)).locked_version_id;
}

function presentConfigSchema(row: SpecificationRow, version: CountingVersion | null): ConfigSchemaView {
  return {
    object: 'provider.capabilities.config.schema',
    schema: isEmptySchema(row.config_schema) ? null : wrapSchema(row.config_schema),
    visibility: row.config_visibility,
    specification_id: row.id,
    provider_version: version,
    provider_id: row.provider_id,
    ...timesOf(row),
  };
}
