import { type Static, Type } from '@sinclair/typebox';
import {
  Description,
  Identifier,
  JsonSchemaObject,
  Metadata,
  nullable,
  optional,
  RequiredName,
  Timestamp,
  words,
} from '../../fields.ts';
import { AuthMethodInput } from '../auth-method/index.ts';
import { ToolInput } from '../tool/index.ts';

export const ProviderVersionView = Type.Object({
  object: Type.Literal('provider.version'),
  id: Identifier,
  version: Type.String(),
  provider_id: Identifier,
  is_current: Type.Boolean(),
  name: Type.String(),
  description: nullable(Type.String()),
  metadata: nullable(Metadata),
  specification_id: nullable(Identifier),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type ProviderVersionView = Static<typeof ProviderVersionView>;

const Test = Type.Object({
  url: Type.String({ minLength: 1, maxLength: 2_000 }),
  headers: optional(Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 4_000 }))),
});

/** A version of a provider: its name, and the content that makes its specification. */
export const VersionInput = Type.Object({
  version: Type.String({ minLength: 1, maxLength: 100 }),
  name: optional(RequiredName),
  description: optional(nullable(Description)),
  metadata: optional(nullable(Metadata)),
  config_schema: JsonSchemaObject,
  config_visibility: optional(words('encrypted', 'plain')),
  secret_paths: optional(Type.Array(Type.String({ maxLength: 1_000 }), { maxItems: 1_000 })),
  test: optional(nullable(Test)),
  tools: optional(Type.Array(ToolInput, { maxItems: 1_000 })),
  auth_methods: optional(Type.Array(AuthMethodInput, { maxItems: 100 })),
});
export type VersionInput = Static<typeof VersionInput>;

export const CreateProviderVersion = Type.Composite([Type.Object({ provider_id: Identifier }), VersionInput]);
export type CreateProviderVersion = Static<typeof CreateProviderVersion>;
