import { uncheckedText } from '@berth/resource';
import { type TSchema, Type } from '@sinclair/typebox';
import { bodySchema } from '../../openapi/body-schema.ts';

/** The longest name and description, in characters. */
export const MOST_NAME = 100;
export const MOST_DESCRIPTION = 500;

const values = Type.Record(Type.String(), Type.Unknown());
const time = Type.String({ format: 'date-time' });
const uuid = Type.String({ format: 'uuid' });
const status = Type.Union([Type.Literal('active'), Type.Literal('disabled')]);

export const ConfigView = Type.Object(
  {
    id: uuid,
    name: Type.String(),
    description: Type.Optional(Type.String()),
    /** The slug of the provider. */
    providerId: Type.String(),
    /** The effective value, with its secrets masked. */
    config: values,
    status,
    metadata: Type.Optional(values),
    createdAt: time,
    updatedAt: time,
  },
  { $id: 'ProviderConfiguration' },
);

export const CreatedConfigView = Type.Object(
  { id: uuid, name: Type.String(), status, createdAt: time },
  { $id: 'CreatedProviderConfiguration' },
);

export const ConfigPageView = Type.Object(
  {
    items: Type.Array(ConfigView),
    nextCursor: Type.String({ description: 'Empty on the last page.' }),
    hasMore: Type.Boolean(),
  },
  { $id: 'ProviderConfigurationPage' },
);

const name = Type.String({
  minLength: 1,
  maxLength: MOST_NAME,
  pattern: '\\S',
  description:
    'Unique among the configurations, in any spelling of the text. Characters that nobody can see are refused, and white space but the space.',
});
const description = uncheckedText('lines', { maxLength: MOST_DESCRIPTION });
const config = Type.Record(Type.String(), Type.Unknown(), {
  minProperties: 1,
  description: 'A value that fits the schema of the provider.',
});

/** Makes an optional member. Null counts as not sent. */
const absentOr = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));

export const CreateConfig = bodySchema(
  'CreateProviderConfiguration',
  Type.Object({
    name,
    providerId: Type.String({
      minLength: 1,
      description: 'The slug of a provider of the catalogue, or its id on the root face.',
    }),
    config,
    description: absentOr(description),
    metadata: absentOr(values),
  }),
  [],
);

/** The members that only answers have. */
export const ANSWERED = ['id', 'status', 'createdAt', 'updatedAt'] as const;

export const UpdateConfig = bodySchema(
  'UpdateProviderConfiguration',
  Type.Object({
    name: absentOr(name),
    description: absentOr(description),
    config: absentOr(config),
    metadata: absentOr(values),
    providerId: Type.Optional(Type.Unknown({ readOnly: true, description: 'Ignored.' })),
  }),
  ANSWERED,
);

const stageStatus = Type.Union([Type.Literal('passed'), Type.Literal('failed'), Type.Literal('skipped')]);

export const TestView = Type.Object(
  {
    providerConfigId: uuid,
    providerId: Type.String(),
    overallStatus: Type.Union([Type.Literal('passed'), Type.Literal('failed'), Type.Literal('partial')]),
    durationMs: Type.Integer(),
    stages: Type.Array(
      Type.Object({
        name: Type.Union([
          Type.Literal('connectivity'),
          Type.Literal('authentication'),
          Type.Literal('end_to_end'),
        ]),
        status: stageStatus,
        durationMs: Type.Integer(),
        message: Type.Optional(Type.String({ description: 'Present when the stage did not fail.' })),
        error: Type.Optional(Type.String({ description: 'The reason of the failure.' })),
        details: Type.Optional(
          Type.Object({
            statusCode: Type.Integer(),
            responseTimeMs: Type.Integer(),
            responseBodyLen: Type.Optional(Type.Integer()),
            contentType: Type.Optional(Type.String()),
          }),
        ),
      }),
      { minItems: 3, maxItems: 3 },
    ),
    summary: Type.String(),
    startedAt: time,
    completedAt: time,
  },
  { $id: 'ProviderConfigurationTest' },
);
