import { type AuthMethodRow, presentAuthMethod } from '../../catalog/auth-method/index.ts';
import { archivableOf } from '../../stamps.ts';
import { presentAuthCredentials } from '../auth-credentials/index.ts';
import type { AuthCredentialsPart } from '../auth-credentials/table.ts';
import { labelsOf } from '../labels.ts';
import { type DeploymentPart, presentDeploymentPreview } from '../preview.ts';
import type { ValueState } from '../value/index.ts';
import type { Health } from './health.ts';
import type { AuthConfigView } from './schema.ts';
import type { authConfigs } from './table.ts';

export type AuthConfigRow = typeof authConfigs.$inferSelect & {
  /** Never null: the row is joined by a foreign key. */
  auth_method: AuthMethodRow | null;
  deployment: DeploymentPart;
  credentials: AuthCredentialsPart | null;
  health: Health;
  value_state?: ValueState;
};

export function presentAuthConfig(row: AuthConfigRow): AuthConfigView {
  if (!row.auth_method) throw new Error(`The auth method of ${row.id} is missing`);
  return {
    object: 'provider.auth_config',
    id: row.id,
    type: row.type,
    source: row.source,
    status: row.status,
    is_default: row.default_of_deployment_id !== null,
    ...labelsOf(row),
    provider_id: row.provider_id,
    deployment: presentDeploymentPreview(row.deployment),
    credentials: row.credentials && presentAuthCredentials(row.credentials),
    auth_method: presentAuthMethod(row.auth_method),
    expires_at: row.expires_at,
    health: row.health,
    health_reason: row.health_reason,
    health_checked_at: row.health_checked_at,
    revision: row.revision,
    oldest_secret_at: row.oldest_secret_at,
    ...(row.value_state ? { value_state: row.value_state } : {}),
    ...archivableOf(row),
  };
}
