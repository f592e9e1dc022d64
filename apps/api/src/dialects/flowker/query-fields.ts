import { Type } from '@sinclair/typebox';
import { flowkerErrors } from './errors.ts';

/** The parameters that the queries of this face share. */

export const oneOf = (words: Iterable<string>, description: string, byDefault?: string) =>
  Type.Optional(
    Type.Union(
      [...words].map((word) => Type.Literal(word)),
      { description, ...(byDefault === undefined ? {} : { default: byDefault }) },
    ),
  );

export const pageSize = (byDefault: number, most: number) =>
  Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: most,
      default: byDefault,
      description: 'The number of items of a page.',
    }),
  );

export const cursor = Type.Optional(
  Type.String({ description: 'The `nextCursor` of the previous page, with the same filters and order.' }),
);

/** Makes the error for a cursor of another list, or of none. */
export const badCursor = () => flowkerErrors.cursor({ cursor: 'must be the nextCursor of this list' });
