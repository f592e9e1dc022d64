import { archivableOf } from '../../stamps.ts';
import { type DeploymentPart, presentDeploymentPreview } from '../preview.ts';
import type { ConfigVaultPart } from '../tables/config-vault.ts';
import type { ValueState } from '../value/index.ts';
import type { ConfigVaultView } from './schema.ts';

export function presentConfigVault(
  row: ConfigVaultPart & { deployment: DeploymentPart; value_state?: ValueState },
): ConfigVaultView {
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
