import { created, createVerb, defineResource, oneOf, updated } from '@berth/resource';
import { findProviders } from '../../catalog/find-provider.ts';
import { withHealthInside } from '../auth-transfer/index.ts';
import { authConfigOf } from '../auth-transfer/table.ts';
import { authExportExample, shownAuthExport } from './example.ts';
import { presentAuthExport } from './presenter.ts';
import { AuthExportView, CreateAuthExport } from './schema.ts';
import { createAuthExport, prepareAuthExport } from './service.ts';
import { authExportEntity, authExports } from './table.ts';

const PATH = 'provider-auth-config-exports';

export const authExport = defineResource({
  entity: authExportEntity,
  wire: {
    path: PATH,
    about:
      'An export of the value of an auth config, with its secrets: it shows them once, and records who saw them, and why.',
    view: AuthExportView,
    present: presentAuthExport,
    example: authExportExample,
    shown: shownAuthExport,
  },
  read: {
    drifts: 'The health of the auth config follows the time.',
    joins: authConfigOf(authExports),
    attach: async (ctx, rows) => withHealthInside(ctx, rows),
    filters: {
      id: oneOf(authExports.id),
      provider_id: oneOf(authExports.provider_id, { identify: findProviders }),
      provider_auth_credentials_id: oneOf(authExports.provider_auth_credentials_id),
      provider_auth_config_id: oneOf(authExports.provider_auth_config_id),
      created_at: created(authExportEntity),
      updated_at: updated(authExportEntity),
    },
  },
  verbs: [
    createVerb({
      scopes: [`${PATH}:reveal`],
      input: CreateAuthExport,
      errors: ['not_found', 'gone', 'use_after_delete', 'rate_limited', 'secrets_stale', 'unavailable'],
      confidential: true,
      prepare: prepareAuthExport,
      run: createAuthExport,
    }),
  ],
});
