import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, words } from '../../fields.ts';
import { versioned } from '../../stamps.ts';

export const ConsumerProfileView = Type.Object({
  object: Type.Literal('consumer.profile'),
  id: Identifier,
  name: Type.String(),
  email: Type.String(),
  image_url: Type.String(),
  consumer_id: Identifier,
  status: about('Always `active`: Berth sends no invitations.', words('active')),
  groups: about('Always null: Berth has no groups of consumers.', Type.Null()),
  ...versioned,
});
export type ConsumerProfileView = Static<typeof ConsumerProfileView>;
