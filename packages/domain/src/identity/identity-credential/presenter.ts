import { archivableOf } from '../../stamps.ts';
import type { CredentialView } from './schema.ts';
import type { CredentialRow } from './table.ts';

export function presentCredential(row: CredentialRow): CredentialView {
  return {
    object: 'identity.credential',
    id: row.id,
    status: row.status,
    identity_id: row.identity_id,
    provider_id: row.provider_id,
    deployment_id: row.deployment_id,
    config_id: row.config_id,
    auth_config_id: row.auth_config_id,
    delegation_config_id: row.delegation_config_id,
    ...archivableOf(row),
  };
}
