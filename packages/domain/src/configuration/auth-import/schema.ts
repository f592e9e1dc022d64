import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, optional, SecretValue, WrappedSchema } from '../../fields.ts';
import { times } from '../../stamps.ts';
import { transferInput, transferView } from '../auth-transfer/index.ts';

export const AuthImportView = Type.Object({ object: Type.Literal('provider.auth_import'), ...transferView });
export type AuthImportView = Static<typeof AuthImportView>;

const names = {
  provider_id: optional(
    about('The id or slug of the provider. It is enough when the provider has one auth method.', Identifier),
  ),
  provider_deployment_id: optional(
    about('The deployment that the auth config belongs to, or a new one is made for.', Identifier),
  ),
  provider_auth_config_id: optional(about('The auth config whose value is replaced.', Identifier)),
  provider_auth_method_id: optional(about('The auth method of a new auth config.', Identifier)),
};

export const CreateAuthImport = Type.Object({
  ...names,
  ...transferInput,
  value: about('A value that fits the input schema of the auth method.', SecretValue),
});
export type CreateAuthImport = Static<typeof CreateAuthImport>;

export const ImportSchemaQuery = Type.Object(names);
export type ImportNames = Static<typeof ImportSchemaQuery>;

export const ImportSchemaView = Type.Object({
  object: Type.Literal('provider.capabilities.auth_config.schema'),
  schema: about('The schema of a value to import; null for any object.', nullable(WrappedSchema)),
  visibility: Type.Literal('encrypted'),
  auth_method_id: Identifier,
  specification_id: Identifier,
  provider_id: Identifier,
  ...times,
});
export type ImportSchemaView = Static<typeof ImportSchemaView>;
