import { archivableOf } from '../../stamps.ts';
import { type DeploymentPart, presentDeploymentPreview } from '../preview.ts';
import type { ConfigVaultPart } from '../tables/config-vault.ts';
import type { ValueState } from '../value/index.ts';
import type { ConfigVaultView } from './schema.ts';

/** The columns of a vault that are shown, with its deployment. */
export type ConfigVaultRow = ConfigVaultPart & { deployment: DeploymentPart; value_state?: ValueState };

export function presentConfigVault(row: ConfigVaultRow): ConfigVaultView {
  return {
    object: 'provider.config_vault',
    id: row.id,
    status: row.status,
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    provider_id: row.provider_id,
    specification_id: row.specification_id,
    deployment: presentDeploymentPreview(row.deployment),
    revision: row.revision,
    oldest_secret_at: row.oldest_secret_at,
    ...(row.value_state ? { value_state: row.value_state } : {}),
    ...archivableOf(row),
  };
}
