import { type Static, Type } from '@sinclair/typebox';
import { descriptionInput, descriptionView } from '../../described.ts';
import { about, Identifier, nullable, optional, RequiredName, words } from '../../fields.ts';
import { archivable } from '../../stamps.ts';

export const ActorView = Type.Object({
  object: Type.Literal('identity.actor'),
  id: Identifier,
  type: words('person', 'agent'),
  status: words('active', 'archived'),
  name: Type.String(),
  ...descriptionView,
  agent_id: about('The agent that mirrors the actor; null for a person.', nullable(Identifier)),
  consumer_id: about('The consumer that the actor acts for; null for none.', nullable(Identifier)),
  ...archivable,
});
export type ActorView = Static<typeof ActorView>;

const changeable = { name: RequiredName, ...descriptionInput };

export const CreateActor = Type.Object({
  type: about('`agent` also makes an agent, which mirrors the actor.', words('person', 'agent')),
  consumer_id: optional(about('The consumer that the actor acts for.', nullable(Identifier))),
  ...changeable,
});
export type CreateActor = Static<typeof CreateActor>;

export const UpdateActor = Type.Partial(Type.Object(changeable));
export type UpdateActor = Static<typeof UpdateActor>;
