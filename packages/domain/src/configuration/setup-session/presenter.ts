import type { AuthMethodRow } from '../../catalog/auth-method/index.ts';
import { presentAuthMethod } from '../../catalog/auth-method/index.ts';
import { archivableOf } from '../../stamps.ts';
import type { AuthConfigView } from '../auth-config/index.ts';
import { presentAuthCredentials } from '../auth-credentials/index.ts';
import type { AuthCredentialsPart } from '../auth-credentials/table.ts';
import { type DeploymentPart, presentDeploymentPreview } from '../preview.ts';
import type { ProviderConfigView } from '../provider-config/index.ts';
import type { SetupSessionView, SetupStatus } from './schema.ts';
import type { SetupSession } from './table.ts';

export type SetupSessionRow = SetupSession & {
  auth_method: AuthMethodRow | null;
  deployment: DeploymentPart;
  credentials: AuthCredentialsPart | null;
  now: SetupStatus;
  url: string;
  auth_config: AuthConfigView | null;
  config: ProviderConfigView | null;
};

export const presentSetupSession = (row: SetupSessionRow): SetupSessionView => ({
  object: 'provider.setup_session',
  id: row.id,
  type: row.type,
  status: row.now,
  url: row.url,
  name: row.name,
  description: row.description,
  metadata: row.metadata,
  configuration: row.configuration,
  provider_id: row.provider_id,
  consumer_id: row.consumer_id,
  identity_id: row.identity_id,
  identity_credential_id: row.identity_credential_id,
  auth_method: row.auth_method && presentAuthMethod(row.auth_method),
  deployment: presentDeploymentPreview(row.deployment),
  credentials: row.credentials && presentAuthCredentials(row.credentials),
  auth_config: row.auth_config,
  config: row.config,
  ui_mode: 'dashboard_embeddable',
  redirect_url: row.redirect_url,
  expires_at: row.expires_at,
  ...archivableOf(row),
});
