import { presentProviderVersion } from '../../catalog/provider-version/index.ts';
import type { ProviderVersionPart } from '../../catalog/tables/provider-version.ts';
import { archivableOf } from '../../stamps.ts';
import { labelsOf } from '../labels.ts';
import { type PreviewPart, presentPreview } from '../preview.ts';
import { isDefault } from '../provider-config/index.ts';
import type { deployments } from '../tables/deployment.ts';
import type { DeploymentView } from './schema.ts';

export type DeploymentRow = typeof deployments.$inferSelect & {
  locked_version: ProviderVersionPart | null;
  current_version: { id: string } | null;
  config_behind: { id: string } | null;
  default_config: (PreviewPart & { provider_deployment_id: string | null }) | null;
};

export function presentDeployment(row: DeploymentRow): DeploymentView {
  const config = row.default_config;
  return {
    object: 'provider.deployment',
    id: row.id,
    status: row.status,
    is_default: row.is_default,
    managed: row.managed,
    internal: row.internal,
    ...labelsOf(row),
    provider_id: row.provider_id,
    follow: row.follows_safely ? 'safe' : row.locked_version_id === null ? 'current' : null,
    locked_version: row.locked_version && presentProviderVersion(row.locked_version),
    is_behind: isDeploymentBehind(row),
    upgrade_blocked: row.upgrade_blocked && { stale: 0, ...row.upgrade_blocked },
    default_config:
      config &&
      presentPreview(
        'provider.config#preview',
        config,
        isDefault({ ...config, default_of_deployment_id: row.id }),
      ),
    ...archivableOf(row),
  };
}

const isDeploymentBehind = ({
  locked_version: locked,
  current_version: current,
  config_behind,
}: DeploymentRow): boolean => (locked !== null && locked.id !== current?.id) || config_behind !== null;
