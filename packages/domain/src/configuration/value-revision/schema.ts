import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, Timestamp } from '../../fields.ts';
import { versioned } from '../../stamps.ts';
import { ValueState } from '../value/index.ts';

/** One state of the value of a config, vault or auth config, without the value. */
export const ValueRevisionView = Type.Object({
  object: Type.Literal('value_revision'),
  id: Identifier,
  owner_id: about('The config, vault or auth config.', Identifier),
  revision: about('Its number, from 1, among the revisions of its owner.', Type.Integer()),
  specification_id: about('What the value was checked against.', Identifier),
  /** Null once it is destroyed. */
  value_state: nullable(ValueState),
  created_by: about('The key that stored it.', Identifier),
  destroyed_at: about(
    'When its ciphertext was destroyed; null while it can be restored.',
    nullable(Timestamp),
  ),
  ...versioned,
});
export type ValueRevisionView = Static<typeof ValueRevisionView>;
