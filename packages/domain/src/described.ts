import { type Static, type TObject, Type } from '@sinclair/typebox';
import { Description, Metadata, nullable, optional, tidy } from './fields.ts';

/*
 * The description and the metadata of a row: the members of its view and of a body, and the columns of a new row and of
 * a change.
 */

export const descriptionView = { description: nullable(Type.String()), metadata: nullable(Metadata) };

export const descriptionInput = {
  description: optional(nullable(Description)),
  metadata: optional(nullable(Metadata)),
};
type DescriptionInput = Static<TObject<typeof descriptionInput>>;

export const newDescription = ({ description, metadata }: DescriptionInput) => ({
  description: tidy(description ?? null),
  metadata: metadata ?? null,
});

/** The columns of a change; undefined for members that were not sent. */
export const changedDescription = ({ description, metadata }: DescriptionInput) => ({
  description: tidy(description),
  metadata,
});
