import { created, createVerb, defineResource, oneOf, updated } from '@berth/resource';
import { findProviders } from '../../catalog/find-provider.ts';
import { withHealthInside } from '../auth-transfer/index.ts';
import { authConfigOf } from '../auth-transfer/table.ts';
import { authImportExample, shownAuthImport } from './example.ts';
import { presentAuthImport } from './presenter.ts';
import { AuthImportView, CreateAuthImport } from './schema.ts';
import { createAuthImport, importSchema } from './service.ts';
import { authImportEntity, authImports } from './table.ts';

export { importErrors } from './errors.ts';

export const authImport = defineResource({
  entity: authImportEntity,
  wire: {
    path: 'provider-auth-config-imports',
    about:
      'An import of credentials from elsewhere: it makes an auth config or replaces the value of one, and records who did so, and why.',
    view: AuthImportView,
    present: presentAuthImport,
    example: authImportExample,
    shown: shownAuthImport,
  },
  read: {
    drifts: 'The health of the auth config follows the time.',
    joins: authConfigOf(authImports),
    attach: async (ctx, rows) => withHealthInside(ctx, rows),
    filters: {
      id: oneOf(authImports.id),
      provider_id: oneOf(authImports.provider_id, { identify: findProviders }),
      provider_auth_credentials_id: oneOf(authImports.provider_auth_credentials_id),
      provider_auth_config_id: oneOf(authImports.provider_auth_config_id),
      provider_deployment_id: oneOf(authImports.provider_deployment_id),
      created_at: created(authImportEntity),
      updated_at: updated(authImportEntity),
    },
  },
  verbs: [
    createVerb({
      input: CreateAuthImport,
      errors: ['bad_request', 'provider_mismatch', 'not_found', 'use_after_delete', 'gone'],
      run: createAuthImport,
    }),
    importSchema,
  ],
});
