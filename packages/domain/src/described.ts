import { invalidMember, problemTexts } from '@berth/kernel';
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

/** The most bytes of the metadata of a row, as JSON: a list shows those of a hundred rows. */
const MOST_METADATA = 64 * 1024;

export const describedProblems = problemTexts({
  metadata: { code: 'too_large', message: 'Has {bytes} bytes as JSON: metadata may have {most}.' },
});

/** Returns metadata of an allowed size. @throws DomainError `invalid_data` beyond it. */
export function checkedMetadata<M extends object | null | undefined>(metadata: M, path = ['metadata']): M {
  const bytes = metadata ? Buffer.byteLength(JSON.stringify(metadata)) : 0;
  if (bytes <= MOST_METADATA) return metadata;
  throw invalidMember(describedProblems.metadata({ bytes, most: MOST_METADATA }, path));
}

export const newDescription = ({ description, metadata }: DescriptionInput) => ({
  description: tidy(description ?? null),
  metadata: checkedMetadata(metadata ?? null),
});

/** The columns of a change; undefined for members that were not sent. */
export const changedDescription = ({ description, metadata }: DescriptionInput) => ({
  description: tidy(description),
  metadata: checkedMetadata(metadata),
});
