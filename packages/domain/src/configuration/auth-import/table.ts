import { tenantEntity } from '@berth/resource';
import { pgTable } from 'drizzle-orm/pg-core';
import { transferColumns, transferRow } from '../auth-transfer/table.ts';

export const authImports = pgTable('provider_auth_config_imports', transferColumns(), transferRow);

export const authImportEntity = tenantEntity({
  name: 'provider.auth_import',
  kind: 'authImport',
  table: authImports,
  ties: { through: { column: 'provider_auth_config_id', to: ['provider.auth_config'], by: 'id' } },
});
