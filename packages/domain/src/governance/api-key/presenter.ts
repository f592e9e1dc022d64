import { versionOf } from '../../stamps.ts';
import type { ApiKeyView } from './schema.ts';
import type { ApiKeyRow } from './table.ts';

/** A key as it is at the time of the request. */
export type ApiKeyNow = ApiKeyRow & {
  isExpired: boolean;
  oldSecrets: { hint: string; expires_at: string }[];
};

export function presentApiKey(row: ApiKeyNow): ApiKeyView {
  return {
    object: 'api_key',
    id: row.id,
    type: row.type,
    status: row.status === 'active' && row.isExpired ? 'expired' : row.status,
    name: row.name,
    scopes: row.scopes,
    reach: row.reach,
    hint: row.token_hint,
    is_bootstrap: row.bootstrap,
    expires_at: row.expires_at,
    allowed_ips: row.allowed_ips,
    last_used_at: row.last_used_at,
    last_used_ip: row.last_used_ip,
    rotated_at: row.rotated_at,
    old_secrets: row.oldSecrets,
    ...versionOf(row),
    revoked_at: row.revoked_at,
  };
}
