import { tenantEntity } from '@berth/resource';
import { pgTable } from 'drizzle-orm/pg-core';
import { transferColumns, transferRow } from '../auth-transfer/table.ts';

export const authExports = pgTable('provider_auth_config_exports', transferColumns(), transferRow);

export const authExportEntity = tenantEntity({
  name: 'provider.auth_export',
  kind: 'authExport',
  table: authExports,
  ties: { through: { column: 'provider_auth_config_id', to: ['provider.auth_config'], by: 'id' } },
});
