import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, Timestamp } from '../../fields.ts';

const Changes = Type.Record(Type.String(), Type.Unknown());

export const AuditEventView = Type.Object({
  object: Type.Literal('audit_event'),
  id: Identifier,
  action: about('`<path>.<verb>`, such as `provider-configs.update`.', Type.String()),
  resource_type: about('The type of the resource, such as `provider.config`.', nullable(Type.String())),
  resource_id: nullable(Identifier),
  actor: Type.Object({
    key_id: Identifier,
    ip: nullable(Type.String()),
    user_agent: nullable(Type.String()),
  }),
  request_id: about(
    'The id of the request in the log. For an event of a job, the id of the job.',
    Identifier,
  ),
  reason: about('The reason that the caller gave.', nullable(Type.String())),
  before: about(
    'The changed members before the write. A value shows only pointers and digests.',
    nullable(Changes),
  ),
  after: about(
    'The changed members after the write. A value shows only pointers and digests.',
    nullable(Changes),
  ),
  lane: about('The number of the hash chain within the instance.', Type.Integer()),
  sequence: about('The position in the lane, starting at 1.', Type.Integer()),
  proof: about('An HMAC of the event, made with a key that is not in the database.', Type.String()),
  previous_hash: about(
    'The hash of the previous event of the lane; empty for the first event.',
    Type.String(),
  ),
  hash: about(
    'The hash of this event, which the next event of the lane holds as `previous_hash`.',
    Type.String(),
  ),
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
