import {
  action,
  archiveVerb,
  choice,
  created,
  createVerb,
  defineResource,
  oneOf,
  operation,
  recorded,
  search,
  updated,
  updateVerb,
  window,
} from '@berth/resource';
import { sql } from 'drizzle-orm';
import { apiKeyExample } from './example.ts';
import { presentApiKey } from './presenter.ts';
import { asOfNow, statusFilter } from './read.ts';
import { rotateApiKey } from './rotate.ts';
import { ApiKeySecret, ApiKeyView, CreateApiKey, RoleList, RotateApiKey, UpdateApiKey } from './schema.ts';
import { expandScopes, roles } from './scopes.ts';
import { createApiKey, revokeApiKey } from './service.ts';
import { apiKeyEntity, apiKeys } from './table.ts';
import { updateApiKey } from './update.ts';

export { keyErrors, keyProblems } from './errors.ts';
export { isExpired, ownLimits } from './limits.ts';
export { scopesOfKey } from './scopes.ts';
export { countLiveKeys, issueKey } from './service.ts';

const listRoles = operation({
  summary: 'List the roles that a key can have, with their scopes',
  path: 'roles',
  audit: null,
  view: RoleList,
  run: async ({ services: { registry } }) => ({
    object: 'list',
    items: Object.entries(roles).map(([name, { about }]) => ({
      object: 'api_key.role',
      name,
      description: about,
      scopes: [...expandScopes([name], registry.scopes)].sort(),
    })),
  }),
});

export const apiKey = defineResource({
  entity: apiKeyEntity,
  wire: {
    path: 'api-keys',
    about:
      'A bearer token of an instance, with its scopes, expiry and allowed addresses. The secret is shown once.',
    view: ApiKeyView,
    present: presentApiKey,
    example: apiKeyExample,
  },
  read: {
    drifts: 'A key expires, and its last use is noted.',
    filters: {
      status: statusFilter,
      type: choice(apiKeys.type, ['secret', 'publishable']),
      id: oneOf(apiKeys.id),
      search: search(apiKeys.name),
      created_at: created(apiKeyEntity),
      updated_at: updated(apiKeyEntity),
      last_used_at: {
        ...window(sql`coalesce(${apiKeys.last_used_at}, '-infinity')`),
        about: () =>
          'Filter by `last_used_at`: later than `gt`, earlier than `lt`. A key that was never used counts as earlier than any time.',
      },
      expires_at: window(apiKeys.expires_at),
    },
    attach: async (ctx, rows) => asOfNow(ctx, rows),
  },
  verbs: [
    createVerb({ input: CreateApiKey, once: ApiKeySecret, confidential: true, run: createApiKey }),
    updateVerb({ input: UpdateApiKey, run: updateApiKey }),
    archiveVerb({
      summary: 'Revoke an API key',
      about: 'The key stops working and cannot be restored. Its row stays readable.',
      run: revokeApiKey,
    }),
    action({
      path: 'rotate',
      summary: 'Rotate the secret of a key, with an overlap',
      about:
        'The new secret is shown once. The old secrets work until the overlap ends. The caller needs every scope of the rotated key.',
      audit: recorded,
      input: RotateApiKey,
      once: ApiKeySecret,
      confidential: true,
      run: async (ctx, id, input) => ({ once: await rotateApiKey(ctx, id, input) }),
    }),
    listRoles,
  ],
});
