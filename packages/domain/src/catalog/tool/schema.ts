import { type Static, Type } from '@sinclair/typebox';
import {
  Identifier,
  JsonSchemaObject,
  nullable,
  optional,
  PartDescription,
  PartName,
  WrappedSchema,
} from '../../fields.ts';
import { times } from '../../stamps.ts';

const Tags = Type.Object({ destructive: nullable(Type.Boolean()), read_only: nullable(Type.Boolean()) });

export const ToolView = Type.Object({
  object: Type.Literal('provider.tool'),
  id: Identifier,
  key: Type.String(),
  name: Type.String(),
  description: nullable(Type.String()),
  capabilities: Type.Object({}),
  constraints: Type.Array(Type.String()),
  instructions: Type.Array(Type.String()),
  input_schema: nullable(WrappedSchema),
  output_schema: nullable(WrappedSchema),
  tags: nullable(Tags),
  specification_id: Identifier,
  provider_id: Identifier,
  ...times,
});
export type ToolView = Static<typeof ToolView>;

export const ToolInput = Type.Object({
  key: Identifier,
  name: PartName,
  description: optional(nullable(PartDescription)),
  input_schema: optional(nullable(JsonSchemaObject)),
  output_schema: optional(nullable(JsonSchemaObject)),
  tags: optional(
    nullable(
      Type.Object({
        destructive: optional(nullable(Type.Boolean())),
        read_only: optional(nullable(Type.Boolean())),
      }),
    ),
  ),
});
export type ToolInput = Static<typeof ToolInput>;
