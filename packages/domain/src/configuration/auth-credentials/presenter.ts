import { archivableOf } from '../../stamps.ts';
import type { ValueState } from '../value/index.ts';
import type { AuthCredentialsView } from './schema.ts';
import type { AuthCredentialsPart } from './table.ts';

export function presentAuthCredentials(
  row: AuthCredentialsPart & { value_state?: ValueState },
): AuthCredentialsView {
  return {
    object: 'provider.auth_credentials',
    id: row.id,
    type: 'oauth',
    status: row.status,
    is_default: row.default_of_provider_id !== null,
    is_managed: false,
    origin: 'custom',
    name: row.name,
    description: row.description,
    metadata: row.metadata,
    scopes: row.scopes,
    provider_id: row.provider_id,
    auth_method_key: row.auth_method_key,
    revision: row.revision,
    oldest_secret_at: row.oldest_secret_at,
    ...(row.value_state ? { value_state: row.value_state } : {}),
    ...archivableOf(row),
  };
}
