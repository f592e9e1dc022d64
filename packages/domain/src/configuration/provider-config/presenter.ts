import { shownProblems } from '@berth/kernel';
import { archivableOf } from '../../stamps.ts';
import { presentConfigVault } from '../config-vault/index.ts';
import { labelsOf } from '../labels.ts';
import { isRowBehind, outcomeOf } from '../outcome.ts';
import { type DeploymentPart, presentDeploymentPreview } from '../preview.ts';
import type { ConfigVaultPart } from '../tables/config-vault.ts';
import type { providerConfigs } from '../tables/provider-config.ts';
import type { ValueState } from '../value/index.ts';
import { lastTestOf } from './last-test.ts';
import type { ProviderConfigView } from './schema.ts';

export type ProviderConfigRow = typeof providerConfigs.$inferSelect & {
  deployment: DeploymentPart;
  vault: ConfigVaultPart | null;
  vault_deployment: DeploymentPart;
  in_force: { id: string; specification_id: string } | null;
  value_state?: ValueState;
};

/** True for the default config of the deployment that it is bound to. */
export const isDefault = (row: {
  default_of_deployment_id: string | null;
  provider_deployment_id: string | null;
}): boolean =>
  row.default_of_deployment_id !== null && row.default_of_deployment_id === row.provider_deployment_id;

export function presentProviderConfig(row: ProviderConfigRow): ProviderConfigView {
  return {
    object: 'provider.config',
    id: row.id,
    status: row.status,
    is_default: isDefault(row),
    handle: row.handle,
    enabled: row.enabled,
    ...labelsOf(row),
    provider_id: row.provider_id,
    specification_id: row.specification_id,
    deployment: presentDeploymentPreview(row.deployment),
    from_vault: row.vault && presentConfigVault({ deployment: row.vault_deployment, ...row.vault }),
    revision: row.revision,
    oldest_secret_at: row.oldest_secret_at,
    vault_revision: row.vault_revision,
    invalid: row.invalid_reasons !== null,
    invalid_reasons: row.invalid_reasons && shownProblems(row.invalid_reasons),
    is_behind: isRowBehind(row),
    upgrade: outcomeOf(row),
    ...lastTestOf(row),
    ...(row.value_state ? { value_state: row.value_state } : {}),
    ...archivableOf(row),
  };
}
