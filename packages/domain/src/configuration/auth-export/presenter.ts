import { presentTransfer, type TransferRow } from '../auth-transfer/index.ts';
import type { AuthExportView } from './schema.ts';

export const presentAuthExport = (row: TransferRow): AuthExportView => ({
  object: 'provider.auth_export',
  ...presentTransfer(row),
  value: null,
});
