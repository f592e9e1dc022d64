import { type TObject, Type } from '@sinclair/typebox';
import type { Context } from 'hono';
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

/** Reads the query of a list with these parameters. @throws FlowkerError FLK-0304 for one that comes twice. */
export function readQuery(c: Context, { properties }: TObject): URLSearchParams {
  const query = new URL(c.req.url).searchParams;
  const name = Object.keys(properties).find((known) => query.getAll(known).length > 1);
  if (name === undefined) return query;
  const problem = 'must be given once';
  throw flowkerErrors.parameter({ name, problem }, { [name]: problem });
}
