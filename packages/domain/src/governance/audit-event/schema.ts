import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, nullable, Timestamp } from '../../fields.ts';

const Changes = Type.Record(Type.String(), Type.Unknown());

export const AuditEventView = Type.Object({
  object: Type.Literal('audit_event'),
  id: Identifier,
  action: about('`<path>.<verb>`, such as `provider-configs.update`.', Type.String()),
  resource_type: about('What kind of resource it is, such as `provider.config`.', nullable(Type.String())),
  resource_id: nullable(Identifier),
  actor: Type.Object({
    key_id: Identifier,
    ip: nullable(Type.String()),
    user_agent: nullable(Type.String()),
  }),
  request_id: about(
    'The id under which the request is in the log; of what a job does, the id of the job.',
    Identifier,
  ),
  reason: about('Why, in the words of who did it.', nullable(Type.String())),
  before: about(
    'The members that differ, as they were; of a value the pointers and digests.',
    nullable(Changes),
  ),
  after: about(
    'The members that differ, as they are; of a value the pointers and digests.',
    nullable(Changes),
  ),
  lane: about('Which of the chains of the instance it is in.', Type.Integer()),
  sequence: about('Its place in the lane, from 1.', Type.Integer()),
  proof: about('An HMAC of the event under a key that the database has not.', Type.String()),
  previous_hash: about(
    'The hash of the event before it in the lane; empty for the first one.',
    Type.String(),
  ),
  hash: about('What the next event of the lane holds as `previous_hash`.', Type.String()),
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
