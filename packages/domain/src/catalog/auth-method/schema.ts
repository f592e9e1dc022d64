import { type Static, Type } from '@sinclair/typebox';
import {
  about,
  Identifier,
  JsonSchemaObject,
  nullable,
  optional,
  PartDescription,
  PartName,
  WrappedSchema,
  words,
} from '../../fields.ts';
import { times } from '../../stamps.ts';
import { OAuthInput, OAuthView } from './oauth.ts';

const type = words('oauth', 'token', 'custom');

export const AuthMethodView = Type.Object({
  object: Type.Literal('provider.capabilities.auth_method'),
  id: Identifier,
  type,
  key: Type.String(),
  name: Type.String(),
  description: nullable(Type.String()),
  capabilities: Type.Object({}),
  input_schema: nullable(WrappedSchema),
  output_schema: nullable(WrappedSchema),
  scopes: nullable(
    Type.Array(
      Type.Object({
        object: Type.Literal('provider.capabilities.auth_method.scope'),
        id: Identifier,
        scope: Type.String(),
        name: Type.String(),
        description: nullable(Type.String()),
      }),
    ),
  ),
  oauth: about(
    'The endpoints by which Berth gets tokens itself; null for a method whose tokens come from elsewhere.',
    nullable(OAuthView),
  ),
  provider_id: Identifier,
  provider_specification_id: Identifier,
  ...times,
});
export type AuthMethodView = Static<typeof AuthMethodView>;

/** A scope of an OAuth method. The name alone is enough. */
const ScopeInput = Type.Object({
  scope: Identifier,
  name: optional(PartName),
  description: optional(nullable(PartDescription)),
});

export const AuthMethodInput = Type.Object({
  key: Identifier,
  type,
  name: PartName,
  description: optional(nullable(PartDescription)),
  input_schema: optional(nullable(JsonSchemaObject)),
  output_schema: optional(nullable(JsonSchemaObject)),
  scopes: optional(nullable(Type.Array(Type.Union([Identifier, ScopeInput]), { maxItems: 500 }))),
  oauth: optional(
    about(
      'The endpoints of a method of type `oauth`, by which Berth gets tokens itself.',
      nullable(OAuthInput),
    ),
  ),
});
export type AuthMethodInput = Static<typeof AuthMethodInput>;
