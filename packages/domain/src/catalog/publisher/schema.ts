import { type Static, Type } from '@sinclair/typebox';
import { Identifier, nullable } from '../../fields.ts';
import { times } from '../../stamps.ts';

export const PublisherView = Type.Object({
  object: Type.Literal('provider.publisher'),
  id: Identifier,
  name: Type.String(),
  description: nullable(Type.String()),
  image_url: Type.String(),
  ...times,
});
export type PublisherView = Static<typeof PublisherView>;
