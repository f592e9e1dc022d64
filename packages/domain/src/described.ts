import { type Static, type TObject, Type } from '@sinclair/typebox';
import { Description, Metadata, nullable, optional, tidy } from './fields.ts';

/*
 * The description and the metadata of a row: the members of its view, the members of a body, and the columns of a new
 * row and of a change.
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

/** Undefined where the caller sent nothing. */
export const changedDescription = ({ description, metadata }: DescriptionInput) => ({
  description: tidy(description),
  metadata,
});
