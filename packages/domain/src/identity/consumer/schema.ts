import { shownText } from '@berth/resource';
import { type Static, Type } from '@sinclair/typebox';
import { about, Identifier, optional, RequiredName, words } from '../../fields.ts';
import { patterns } from '../../patterns.ts';
import { versioned } from '../../stamps.ts';
import { ConsumerProfileView } from '../consumer-profile/index.ts';

export const ConsumerView = Type.Object({
  object: Type.Literal('consumer'),
  id: Identifier,
  name: Type.String(),
  email: Type.String(),
  image_url: about('A data URL with the first letter of the name.', Type.String()),
  ...versioned,
});
export type ConsumerView = Static<typeof ConsumerView>;

/** One address, without a name beside it. 254 characters are the most that mail can carry (RFC 5321 §4.5.3.1.3). */
const Email = shownText('line', Type.String({ maxLength: 254, pattern: patterns.email }));

export const CreateConsumer = Type.Object({
  name: about('The name. The consumer gets an actor of type `person` with it.', RequiredName),
  email: Email,
});
export type CreateConsumer = Static<typeof CreateConsumer>;

export const UpdateConsumer = Type.Partial(Type.Object({ name: RequiredName, email: Email }));
export type UpdateConsumer = Static<typeof UpdateConsumer>;

export const MemberConsumerInput = Type.Object({
  surface_identifier: optional(
    about(
      'The surface of the profile. Berth has one surface, and so one profile for each consumer.',
      words('cli'),
    ),
  ),
});

export const MemberConsumerView = Type.Composite(
  [ConsumerView, Type.Object({ profile: ConsumerProfileView })],
  { $id: 'MemberConsumer' },
);
export type MemberConsumerView = Static<typeof MemberConsumerView>;
