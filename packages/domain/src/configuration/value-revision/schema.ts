import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, Timestamp } from '../../fields.ts';
import { versioned } from '../../stamps.ts';
import { ValueState } from '../value/index.ts';

export const ValueRevisionView = Type.Object({
  object: Type.Literal('value_revision'),
  id: Identifier,
  owner_id: about('The id of the config, vault, auth config or auth credentials.', Identifier),
  revision: about('The number of the revision within its owner, starting at 1.', Type.Integer()),
  specification_id: about('The specification that the value was validated against.', Identifier),
  /** Null once the revision is destroyed. */
  value_state: nullable(ValueState),
  created_by: about('The key that stored the revision.', Identifier),
  destroyed_at: about(
    'The time at which the ciphertext was destroyed; null while the revision can be restored.',
    nullable(Timestamp),
  ),
  ...versioned,
});
export type ValueRevisionView = Static<typeof ValueRevisionView>;
