import { SCHEMA_BUDGET, WARNING_CODES } from '@berth/json-schema';
import { grouped } from '@berth/kernel';
import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, JsonSchemaObject, nullable, optional, words } from '../../fields.ts';
import { times } from '../../stamps.ts';
import { AuthMethodInput, AuthMethodView } from '../auth-method/index.ts';
import { ToolInput, ToolView } from '../tool/index.ts';
import { TriggerInput } from '../trigger/index.ts';

export const SpecificationView = Type.Object({
  object: Type.Literal('provider.specification'),
  id: Identifier,
  key: Type.String(),
  name: Type.String(),
  description: nullable(Type.String()),
  config_schema: JsonSchemaObject,
  config_visibility: words('encrypted', 'plain'),
  secret_paths: Type.Array(Type.String()),
  destination_paths: about(
    'JSON Pointers to the leaves that decide where secrets go, as found in the schema by mark, format and name, and those that the version names. `*` stands for any name or index. At most 1,000.',
    Type.Array(Type.String()),
  ),
  tools: Type.Array(ToolView),
  auth_methods: Type.Array(AuthMethodView),
  provider_id: Identifier,
  ...times,
});
export type SpecificationView = Static<typeof SpecificationView>;

const Warning = Type.Object({
  path: about('The place in the body.', Type.Array(Type.String())),
  code: words(...WARNING_CODES),
  message: Type.String(),
});
export type Warning = Static<typeof Warning>;

/** The member that only the answer to the registration of a specification has. */
export const SpecificationWarnings = Type.Object({
  warnings: about(
    'Remarks on the schemas, which can be used all the same; at most 100, and a last one when there may be more.',
    Type.Array(Warning),
  ),
});

/** The limits of the schemas of a specification, in a sentence. */
const BUDGET = `The schemas of a specification have at most ${grouped(SCHEMA_BUDGET.characters)} characters, ${grouped(SCHEMA_BUDGET.subschemas)} subschemas (${grouped(SCHEMA_BUDGET.applied)} for one value, references followed), ${SCHEMA_BUDGET.branches} branches of oneOf and anyOf, ${SCHEMA_BUDGET.defaults} defaults, and ${SCHEMA_BUDGET.patterns} patterns of ${grouped(SCHEMA_BUDGET.instructions)} instructions together.`;

/** The content of a specification, as the input for a version carries it. */
export const SpecificationInput = Type.Object({
  config_schema: about(
    `A JSON Schema, draft-04 to 2020-12, that validates configs and marks the secret leaves. ${BUDGET}`,
    JsonSchemaObject,
  ),
  schemas: optional(
    about(
      'Schemas that `config_schema` refers to, by their URIs, of its draft. They are stored among its definitions, and nothing is ever fetched. At most 100; one to which no reference leads is left out with a warning.',
      Type.Record(Type.String(), Type.Union([JsonSchemaObject, Type.Boolean()]), { maxProperties: 100 }),
    ),
  ),
  config_visibility: optional(
    about(
      '`plain` (the default): the leaves that the schema or `secret_paths` marks are secret. `encrypted`: all leaves are secret.',
      words('encrypted', 'plain'),
    ),
  ),
  secret_paths: optional(
    about(
      `JSON Pointers to further secret leaves, \`*\` for any name or index, of ${grouped(SCHEMA_BUDGET.path_steps)} steps together at most. The schema must describe each.`,
      Type.Array(Type.String({ maxLength: 1_000 }), { maxItems: 1_000 }),
    ),
  ),
  destination_paths: optional(
    about(
      'JSON Pointers to further leaves that decide where secrets go, beside those that the schema marks with `x-destination`. `*` stands for any name or index.',
      Type.Array(Type.String({ maxLength: 1_000 }), { maxItems: 1_000 }),
    ),
  ),
  tools: optional(Type.Array(ToolInput, { maxItems: 1_000 })),
  auth_methods: optional(Type.Array(AuthMethodInput, { maxItems: 100 })),
  triggers: optional(Type.Array(TriggerInput, { maxItems: 1_000 })),
});
export type SpecificationInput = Static<typeof SpecificationInput>;
