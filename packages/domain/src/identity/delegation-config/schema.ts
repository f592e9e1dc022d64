import { type Static, Type } from '@sinclair/typebox';
import { descriptionInput, descriptionView } from '../../described.ts';
import { about, Identifier, Name, nullable, optional, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';
import { BEHAVIORS } from '../tables/delegation-config.ts';

const Behavior = about(
  'The answer to an actor who passes on what was delegated to it: `allow`, `deny`, or `require_consent`, where somebody must approve.',
  words(...BEHAVIORS),
);

const Depth = about(
  'How many times a delegation may be passed on; 1 by default.',
  Type.Integer({ minimum: 0, maximum: 100 }),
);

export const DelegationConfigView = Type.Object({
  object: Type.Literal('identity.delegation_config'),
  id: Identifier,
  status: words('active', 'archived'),
  is_default: about('Always false: without a delegation config nothing may be passed on.', Type.Boolean()),
  name: nullable(Type.String()),
  ...descriptionView,
  sub_delegation_behavior: Behavior,
  sub_delegation_depth: Depth,
  ...archivable,
});
export type DelegationConfigView = Static<typeof DelegationConfigView>;

export const CreateDelegationConfig = Type.Object({
  name: optional(nullable(Name)),
  ...descriptionInput,
  sub_delegation_behavior: Behavior,
  sub_delegation_depth: optional(Depth),
});
export type CreateDelegationConfig = Static<typeof CreateDelegationConfig>;

export const UpdateDelegationConfig = Type.Partial(CreateDelegationConfig);
export type UpdateDelegationConfig = Static<typeof UpdateDelegationConfig>;
