import { type Static, Type } from '@sinclair/typebox';
import {
  about,
  Description,
  Identifier,
  Moment,
  nullable,
  optional,
  RequiredName,
  Timestamp,
  words,
} from '../../fields.ts';
import { patterns } from '../../patterns.ts';
import { archivable } from '../../stamps.ts';

const Tiers = words('everyday', 'advanced', 'strategic');
export type Tier = Static<typeof Tiers>;
const PricingTiers = words('Low', 'Medium', 'High', 'Very High');
export type PricingTier = Static<typeof PricingTiers>;

/** A slug that never looks like a model id, so that a path can hold either. */
const ModelSlug = Type.String({ pattern: patterns.modelSlug, maxLength: 100 });

const MOST = 2_147_483_647;
const Tokens = nullable(Type.Integer({ minimum: 1, maximum: MOST }));
const Price = nullable(Type.Number({ minimum: 0 }));
const Options = nullable(Type.Record(Type.String(), Type.Unknown()));

const ReferencedModel = Type.Object({
  object: Type.Literal('model#preview'),
  id: Identifier,
  status: words('active', 'archived'),
  name: Type.String(),
  slug: Type.String(),
  model: Type.String(),
  provider_deployment_id: Identifier,
});

export const ModelView = Type.Object({
  object: Type.Literal('model'),
  id: Identifier,
  status: words('active', 'archived'),
  name: Type.String(),
  slug: Type.String(),
  description: nullable(Type.String()),
  provider_id: Identifier,
  provider_deployment_id: Identifier,
  model: about("The provider's own name for the model.", Type.String()),
  references_id: about('For an alias, the id of its target model.', nullable(Identifier)),
  referenced_model: nullable(ReferencedModel),
  chat: Type.Boolean(),
  web: Type.Boolean(),
  generate_image: Type.Boolean(),
  attachments: Type.Boolean(),
  create_embeddings: Type.Boolean(),
  tier: nullable(Tiers),
  pricing_tier: nullable(PricingTiers),
  context_window: about('The size of the context, in tokens.', nullable(Type.Integer())),
  max_output_tokens: about('The longest answer, in tokens.', nullable(Type.Integer())),
  prompt_ppm: about('US dollars per million tokens.', nullable(Type.Number())),
  completion_ppm: about('US dollars per million tokens.', nullable(Type.Number())),
  cache_read_ppm: about('US dollars per million tokens.', nullable(Type.Number())),
  cache_write_short_ppm: about('US dollars per million tokens.', nullable(Type.Number())),
  cache_write_long_ppm: about('US dollars per million tokens.', nullable(Type.Number())),
  score: nullable(Type.Integer()),
  moderated: Type.Boolean(),
  internal: about('Hides the model from model pickers.', Type.Boolean()),
  deprecated_at: about(
    'The time from which the model should not be used for anything new.',
    nullable(Timestamp),
  ),
  instructions: nullable(Type.String()),
  options: Options,
  reference_count: about('The number of registered holders.', Type.Integer()),
  ...archivable,
});
export type ModelView = Static<typeof ModelView>;

/** The members that an alias copies from its target model. */
const inherited = {
  model: optional(about("The provider's own name for the model; absent for an alias.", RequiredName)),
  chat: optional(Type.Boolean()),
  web: optional(Type.Boolean()),
  generate_image: optional(Type.Boolean()),
  attachments: optional(Type.Boolean()),
  create_embeddings: optional(Type.Boolean()),
  tier: optional(nullable(Tiers)),
  pricing_tier: optional(nullable(PricingTiers)),
  context_window: optional(about('The size of the context, in tokens.', Tokens)),
  max_output_tokens: optional(about('The longest answer, in tokens.', Tokens)),
  prompt_ppm: optional(about('US dollars per million tokens.', Price)),
  completion_ppm: optional(about('US dollars per million tokens.', Price)),
  cache_read_ppm: optional(about('US dollars per million tokens.', Price)),
  cache_write_short_ppm: optional(about('US dollars per million tokens.', Price)),
  cache_write_long_ppm: optional(about('US dollars per million tokens.', Price)),
  score: optional(nullable(Type.Integer({ minimum: -MOST, maximum: MOST }))),
  moderated: optional(Type.Boolean()),
  deprecated_at: optional(
    about('The time from which the model should not be used for anything new.', nullable(Moment)),
  ),
};
const Inherited = Type.Object(inherited);
export type Inherited = Static<typeof Inherited>;
export const inheritedNames = Object.keys(inherited) as (keyof Inherited)[];

const own = {
  slug: optional(about('A name for use in paths; derived from the name by default.', ModelSlug)),
  description: optional(nullable(Description)),
  internal: optional(about('Hides the model from model pickers.', Type.Boolean())),
  instructions: optional(nullable(Type.String({ maxLength: 100_000 }))),
  options: optional(Options),
};

/**
 * Takes exactly one of `model` and `references_id`. An alias without a deployment gets its target's. The verb checks
 * both, to name the place of the problem.
 */
export const CreateModel = Type.Object({
  name: RequiredName,
  provider_deployment_id: optional(
    about(
      "The deployment that offers the model. For an alias, the target's deployment by default.",
      Identifier,
    ),
  ),
  references_id: optional(
    about('For an alias, the id of its target model, in place of `model`.', nullable(Identifier)),
  ),
  ...own,
  ...inherited,
});
export type CreateModel = Static<typeof CreateModel>;

/** Accepts the deployment and the target model unchanged; they cannot be changed. */
export const UpdateModel = Type.Object({
  name: optional(RequiredName),
  provider_deployment_id: optional(Identifier),
  references_id: optional(nullable(Identifier)),
  ...own,
  ...inherited,
});
export type UpdateModel = Static<typeof UpdateModel>;

export const ReferenceInput = Type.Object({
  holder: about('Your own name for whatever uses the model.', RequiredName),
});
export type ReferenceInput = Static<typeof ReferenceInput>;
