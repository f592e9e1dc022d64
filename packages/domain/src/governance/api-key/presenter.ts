import type { ApiKeyView } from './schema.ts';
import type { apiKeys } from './table.ts';

export function presentApiKey(row: typeof apiKeys.$inferSelect): ApiKeyView {
  return {
    object: 'api_key',
    id: row.id,
    type: row.type,
    status: row.status,
    name: row.name,
    scopes: row.scopes,
    hint: row.token_hint,
    is_bootstrap: row.bootstrap,
    row_version: row.row_version,
    created_at: row.created_at,
    updated_at: row.updated_at,
    revoked_at: row.revoked_at,
  };
}
