import { type Static, Type } from '@sinclair/typebox';
import { Identifier, nullable, Timestamp } from '../../fields.ts';

export const PublisherView = Type.Object({
  object: Type.Literal('provider.publisher'),
  id: Identifier,
  name: Type.String(),
  description: nullable(Type.String()),
  image_url: Type.String(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type PublisherView = Static<typeof PublisherView>;
