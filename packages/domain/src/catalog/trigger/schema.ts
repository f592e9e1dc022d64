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

const Support = Type.Object({ status: words('supported', 'unsupported') });
export type Support = Static<typeof Support>;

const Invocation = Type.Union([
  Type.Object({ type: Type.Literal('polling'), interval_seconds: Type.Integer() }),
  Type.Object({
    type: Type.Literal('webhook'),
    auto_registration: Support,
    auto_unregistration: Support,
  }),
]);
export type Invocation = Static<typeof Invocation>;

export const TriggerView = Type.Object({
  object: Type.Literal('provider.capabilities.trigger'),
  id: Identifier,
  key: Type.String(),
  name: Type.String(),
  description: nullable(Type.String()),
  input_schema: nullable(WrappedSchema),
  output_schema: nullable(WrappedSchema),
  invocation: about(
    '`polling`: the provider is asked at intervals. `webhook`: the provider calls.',
    Invocation,
  ),
  provider_id: Identifier,
  provider_specification_id: Identifier,
  ...times,
});
export type TriggerView = Static<typeof TriggerView>;

const LONGEST_INTERVAL = 366 * 24 * 60 * 60;

/** An invocation of either type. `problemsOfInvocation` checks that its members are those of its type. */
const InvocationInput = Type.Object({
  type: about(
    '`polling`: the provider is asked at intervals. `webhook`: the provider calls.',
    words('polling', 'webhook'),
  ),
  interval_seconds: optional(
    about(
      'Of `polling` only: the time between two requests.',
      Type.Integer({ minimum: 1, maximum: LONGEST_INTERVAL }),
    ),
  ),
  auto_registration: optional(
    about('Of `webhook` only: says if the provider can be told to call; `unsupported` by default.', Support),
  ),
  auto_unregistration: optional(
    about('Of `webhook` only: says if the provider can be told to stop; `unsupported` by default.', Support),
  ),
});
export type InvocationInput = Static<typeof InvocationInput>;

export const TriggerInput = Type.Object({
  key: Identifier,
  name: PartName,
  description: optional(nullable(PartDescription)),
  input_schema: optional(nullable(JsonSchemaObject)),
  output_schema: optional(nullable(JsonSchemaObject)),
  invocation: InvocationInput,
});
export type TriggerInput = Static<typeof TriggerInput>;
