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

export { ownLimits } from './limits.ts';
export { scopesOfKey } from './scopes.ts';
export { issueKey } from './service.ts';

const listRoles = operation({
  summary: 'List the roles that a key can have, and what each may do',
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
      'A bearer token of an instance and what it may do, until when and from where. The secret is shown once.',
    view: ApiKeyView,
    present: presentApiKey,
    example: apiKeyExample,
  },
  read: {
    filters: {
      status: statusFilter,
      type: choice(apiKeys.type, ['secret', 'publishable']),
      id: oneOf(apiKeys.id),
      search: search(apiKeys.name),
      created_at: created(apiKeyEntity),
      updated_at: window(apiKeys.updated_at),
      last_used_at: {
        ...window(sql`coalesce(${apiKeys.last_used_at}, '-infinity')`),
        about: () =>
          'Keys last used after `gt` and before `lt`. One that was never used was used before every time.',
      },
      expires_at: window(apiKeys.expires_at),
    },
    attach: async (ctx, rows) => asOfNow(ctx, rows),
  },
  verbs: [
    createVerb({ input: CreateApiKey, once: ApiKeySecret, run: createApiKey }),
    updateVerb({ input: UpdateApiKey, run: updateApiKey }),
    archiveVerb({ run: revokeApiKey }),
    action({
      path: 'rotate',
      summary: 'Give a key a new secret, while those that it has go on working for a while',
      about: 'The new secret is shown once. It takes a key that holds all that this one holds.',
      audit: recorded,
      input: RotateApiKey,
      once: ApiKeySecret,
      run: async (ctx, id, input) => ({ once: await rotateApiKey(ctx, id, input) }),
    }),
    listRoles,
  ],
});
