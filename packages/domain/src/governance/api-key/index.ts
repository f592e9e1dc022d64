import { choice, created, defineResource, oneOf, recorded, search, window } from '@berth/resource';
import { apiKeyExample } from './example.ts';
import { presentApiKey } from './presenter.ts';
import { ApiKeySecret, ApiKeyView, CreateApiKey } from './schema.ts';
import { createApiKey, revokeApiKey } from './service.ts';
import { apiKeyEntity, apiKeys } from './table.ts';

export { expandScopes } from './scopes.ts';
export { issueKey } from './service.ts';

export const apiKey = defineResource({
  entity: apiKeyEntity,
  path: 'api-keys',
  about: 'A bearer token of an instance and what it may do. The secret is shown once.',
  view: ApiKeyView,
  filters: {
    status: choice(apiKeys.status, ['active', 'revoked'], ['active']),
    type: choice(apiKeys.type, ['secret', 'publishable']),
    id: oneOf(apiKeys.id),
    search: search(apiKeys.name),
    created_at: created(apiKeyEntity),
    updated_at: window(apiKeys.updated_at),
  },
  present: presentApiKey,
  create: { input: CreateApiKey, once: ApiKeySecret, audit: recorded, run: createApiKey },
  archive: { audit: recorded, run: revokeApiKey },
  example: apiKeyExample,
});
