import {
  archivableFilters,
  archiveVerb,
  type Context,
  createVerb,
  defineResource,
  flag,
  indexedSearch,
  oneOf,
  through,
  unarchiveVerb,
  updateVerb,
  visible,
} from '@berth/resource';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { findProviders } from '../../catalog/find-provider.ts';
import { versionInForceIn } from '../../catalog/in-force.ts';
import { providerVersionColumns, providerVersions } from '../../catalog/tables/provider-version.ts';
import { specifications } from '../../catalog/tables/specification.ts';
import { ADMINISTER } from '../guard.ts';
import { behindOfDeployment, deploymentsBehind, deploymentsInvalid } from '../in-force.ts';
import { deploymentsByOutcome } from '../outcome.ts';
import { deploymentEntity, deployments } from '../tables/deployment.ts';
import { configPreviewColumns, providerConfigs } from '../tables/provider-config.ts';
import { type Link, usableWith } from '../tool-filter/index.ts';
import {
  impact,
  impactPreview,
  unarchiveConfig,
  upgradeConfig,
  upgradeDeployment,
  upgradePreview,
  upgradeVault,
} from '../upgrade/index.ts';
import { deploymentExample, shownDeployment } from './example.ts';
import { presentDeployment } from './presenter.ts';
import { CreateDeployment, DeploymentView, UpdateDeployment } from './schema.ts';
import { archiveDeployment, createDeployment, unarchiveDeployment, updateDeployment } from './service.ts';

export { makeEmptyDefault } from './default-config.ts';
export { deploymentErrors, deploymentProblems } from './errors.ts';
export { holdDefaultDeployment } from './service.ts';

/** Reads the links of a chain of tool filters that a deployment adds. */
const deploymentLinks = async (ctx: Context, ids: string[]): Promise<Link[]> => {
  const found = await ctx.db
    .select({ tool_filter: deployments.tool_filter, provider_id: deployments.provider_id })
    .from(deployments)
    .where(and(visible(ctx, deploymentEntity), inArray(deployments.id, ids)));
  return found.map((link) => ({ ...link, row: 'deployment' }));
};

export const deployment = defineResource({
  entity: deploymentEntity,
  wire: {
    path: 'provider-deployments',
    about: 'A provider in use, with its locked version, tool filter and default config.',
    view: DeploymentView,
    present: presentDeployment,
    scopes: [ADMINISTER],
    example: deploymentExample,
    shown: shownDeployment,
  },
  read: {
    joins: {
      locked_version: {
        table: providerVersions,
        on: eq(providerVersions.id, deployments.locked_version_id),
        columns: providerVersionColumns,
      },
      default_config: {
        table: providerConfigs,
        on: and(
          eq(providerConfigs.instance_id, deployments.instance_id),
          eq(providerConfigs.default_of_deployment_id, deployments.id),
        ),
        columns: configPreviewColumns,
      },
      ...behindOfDeployment,
    },
    filters: {
      ...archivableFilters(deploymentEntity),
      managed: flag(() => sql`${deployments.managed}`),
      internal: flag(() => sql`${deployments.internal}`),
      behind: deploymentsBehind(),
      invalid: deploymentsInvalid(),
      upgrade: deploymentsByOutcome(),
      provider_version_id: oneOf(deployments.locked_version_id),
      provider_id: oneOf(deployments.provider_id, { identify: findProviders }),
      search: indexedSearch(deployments.name, deployments.description),
    },
  },
  links: {
    actions: {
      'provider.version': [impact],
      'provider.config': [upgradeConfig, unarchiveConfig],
      'provider.config_vault': [upgradeVault],
    },
    previews: { 'provider.version': impactPreview },
    contributes: {
      'provider.tool': { provider_deployment_id: usableWith('deployment', deploymentLinks) },
      'provider.specification': {
        provider_deployment_id: through(
          (ids, instance) => sql`${specifications.id} in (
          select ${providerVersions.specification_id} from ${deployments}
          join ${providerVersions} on ${providerVersions.id} = coalesce(
            ${deployments.locked_version_id}, ${versionInForceIn(instance, sql`${deployments.provider_id}`)}
          )
          where ${deployments.instance_id} = ${instance} and ${deployments.id} = any(${ids})
        )`,
        ),
      },
    },
    references: {
      provider_id: { column: deployments.provider_id, to: 'provider', blocks: true, as: 'provider' },
      locked_version_id: {
        column: deployments.locked_version_id,
        to: 'provider.version',
        blocks: true,
        keptByForce: true,
      },
    },
  },
  verbs: [
    createVerb({
      input: CreateDeployment,
      errors: ['deployment_lock_mismatch'],
      run: createDeployment,
    }),
    updateVerb({
      input: UpdateDeployment,
      errors: ['provider_mismatch', 'use_after_delete'],
      run: updateDeployment,
    }),
    archiveVerb({ run: archiveDeployment }),
    unarchiveVerb({ run: unarchiveDeployment }),
    upgradePreview,
    upgradeDeployment,
  ],
});
