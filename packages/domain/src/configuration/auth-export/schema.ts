import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable } from '../../fields.ts';
import { transferInput, transferView } from '../auth-transfer/index.ts';

export const AuthExportView = Type.Object({
  object: Type.Literal('provider.auth_export'),
  ...transferView,
  value: about(
    'The value of the auth config, with its secrets. Only the answer to the create has it; null elsewhere.',
    nullable(Type.Record(Type.String(), Type.Unknown())),
  ),
});
export type AuthExportView = Static<typeof AuthExportView>;

export const CreateAuthExport = Type.Object({
  provider_auth_config_id: about('The auth config whose value is shown.', Identifier),
  ...transferInput,
});
export type CreateAuthExport = Static<typeof CreateAuthExport>;
