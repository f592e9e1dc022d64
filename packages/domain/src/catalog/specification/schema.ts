import { type Static, Type } from '@sinclair/typebox';
import { Identifier, JsonSchemaObject, nullable, Timestamp, words } from '../../fields.ts';
import { AuthMethodView } from '../auth-method/index.ts';
import { ToolView } from '../tool/index.ts';

export const SpecificationView = Type.Object({
  object: Type.Literal('provider.specification'),
  id: Identifier,
  key: Type.String(),
  name: Type.String(),
  description: nullable(Type.String()),
  config_schema: JsonSchemaObject,
  config_visibility: words('encrypted', 'plain'),
  secret_paths: Type.Array(Type.String()),
  tools: Type.Array(ToolView),
  auth_methods: Type.Array(AuthMethodView),
  provider_id: Identifier,
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type SpecificationView = Static<typeof SpecificationView>;
