import { presentTransfer, type TransferRow } from '../auth-transfer/index.ts';
import type { AuthImportView } from './schema.ts';

export const presentAuthImport = (row: TransferRow): AuthImportView => ({
  object: 'provider.auth_import',
  ...presentTransfer(row),
});
