import { invalidMember, type Problem, problemTexts } from '@berth/kernel';
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

/** Finds the problem of metadata that are too large; null when they are not. */
export function metadataProblem(
  metadata: object | null | undefined,
  path: readonly string[] = ['metadata'],
): Problem | null {
  const bytes = metadata ? Buffer.byteLength(JSON.stringify(metadata)) : 0;
  return bytes <= MOST_METADATA ? null : describedProblems.metadata({ bytes, most: MOST_METADATA }, path);
}

/** Returns metadata of an allowed size. @throws DomainError `invalid_data` beyond it. */
export function checkedMetadata<M extends object | null | undefined>(
  metadata: M,
  path?: readonly string[],
): M {
  const problem = metadataProblem(metadata, path);
  if (problem) throw invalidMember(problem);
  return metadata;
}

/** Merges a patch into metadata, member by member. Null when there is nothing on either side. */
export function mergedMetadata(
  known: Record<string, unknown> | null,
  patch: Record<string, unknown>,
): Record<string, unknown> | null {
  const merged = new Map([...Object.entries(known ?? {}), ...Object.entries(patch)]);
  return known === null && merged.size === 0 ? null : Object.fromEntries(merged);
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
