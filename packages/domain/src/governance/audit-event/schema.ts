import { type Static, Type } from '@sinclair/typebox';
import { Identifier, nullable, Timestamp } from '../../fields.ts';

const Changes = Type.Record(Type.String(), Type.Unknown());

export const AuditEventView = Type.Object({
  object: Type.Literal('audit_event'),
  id: Identifier,
  /** `<path>.<verb>` */
  action: Type.String(),
  resource_type: nullable(Type.String()),
  resource_id: nullable(Identifier),
  actor: Type.Object({
    key_id: Identifier,
    ip: nullable(Type.String()),
    user_agent: nullable(Type.String()),
  }),
  request_id: Identifier,
  reason: nullable(Type.String()),
  /** The members that differ, as they were and as they are; of a value the pointers and digests. */
  before: nullable(Changes),
  after: nullable(Changes),
  lane: Type.Integer(),
  sequence: Type.Integer(),
  proof: Type.String(),
  previous_hash: Type.String(),
  hash: Type.String(),
  created_at: Timestamp,
});
export type AuditEventView = Static<typeof AuditEventView>;

export const PublicKeys = Type.Object({
  object: Type.Literal('list'),
  items: Type.Array(
    Type.Object({
      object: Type.Literal('audit_key'),
      id: Identifier,
      algorithm: Type.Literal('Ed25519'),
      public_key: Type.String(),
      created_at: Timestamp,
    }),
  ),
});
