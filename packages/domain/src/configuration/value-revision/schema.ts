import { type Static, Type } from '@sinclair/typebox';
import { Identifier, nullable, Timestamp } from '../../fields.ts';
import { ValueState } from '../value/index.ts';

/** One state of the value of a config, vault or auth config, without the value. */
export const ValueRevisionView = Type.Object({
  object: Type.Literal('value_revision'),
  id: Identifier,
  /** The config, vault or auth config. */
  owner_id: Identifier,
  revision: Type.Integer(),
  specification_id: Identifier,
  /** Null once it is destroyed. */
  value_state: nullable(ValueState),
  created_by: Identifier,
  destroyed_at: nullable(Timestamp),
  row_version: Type.Integer(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type ValueRevisionView = Static<typeof ValueRevisionView>;
